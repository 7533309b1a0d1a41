package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Decided.Settlement;
import java.util.stream.Stream;

/// Which settlement accounts a command may post to.
final class Settlements {

    private Settlements() {}

    static Stream<Settlement> of(Command command) {
        return switch (command) {
            case Command.Crossing crossing ->
                    crossing.transfers().stream()
                            .filter(transfer -> isLeg(crossing, transfer.to()))
                            .map(transfer -> with(transfer.to().region(), transfer.amount()));
            case Command.Conclusion told ->
                    told.accepted().stream()
                            .map(credit -> with(told.origin().name(), credit.amount()));
            default -> Stream.of();
        };
    }

    private static boolean isLeg(Command.Crossing crossing, AccountId to) {
        return crossing.legs().stream().anyMatch(region -> region.name().equals(to.region()));
    }

    private static Settlement with(String region, Money amount) {
        return new Settlement(new RegionId(region), amount.currency());
    }
}
