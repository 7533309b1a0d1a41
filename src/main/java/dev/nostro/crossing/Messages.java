package dev.nostro.crossing;

import dev.nostro.account.AccountId;
import dev.nostro.money.Money;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Credit;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Promises;
import dev.nostro.transfer.Reason;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What regions say to each other, as it stands in JSON. Version 1: fields may be added, and are
/// then ignored by whoever does not know them; a change of meaning is a new version of the path.
final class Messages {

    /// The paths of the messages, below another region's address.
    static final String PREPARE = "/internal/v1/prepare";

    static final String SETTLE = "/internal/v1/settle";
    static final String CONCLUDE = "/internal/v1/conclude";

    private Messages() {}

    /// A credit; the amount in minor units.
    record CreditLine(
            UUID transfer,
            String from,
            String to,
            long amount,
            String currency,
            @Nullable String reference) {

        static CreditLine of(Credit credit) {
            return new CreditLine(
                    credit.transfer().value(),
                    credit.from().text(),
                    credit.to().text(),
                    credit.amount().minor(),
                    credit.amount().currency().getCurrencyCode(),
                    credit.reference());
        }

        Credit credit() {
            return new Credit(
                    new CommandId(transfer),
                    AccountId.of(from),
                    AccountId.of(to),
                    new Money(amount, Currency.getInstance(currency)),
                    reference);
        }
    }

    /// To prepare: all credits of the crossing. To settle: those that are accepted.
    record Credits(UUID crossing, List<CreditLine> credits) {

        static Credits of(CrossingId crossing, List<Credit> credits) {
            return new Credits(crossing.value(), credits.stream().map(CreditLine::of).toList());
        }

        CrossingId id() {
            return new CrossingId(crossing);
        }

        List<Credit> all() {
            return credits.stream().map(CreditLine::credit).toList();
        }
    }

    /// The answer to prepare.
    record Promised(List<UUID> accepted, Map<UUID, Reason> refused) {

        static Promised of(Promises promises) {
            return new Promised(
                    promises.accepted().stream().map(CommandId::value).toList(),
                    promises.refused().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            refusal -> refusal.getKey().value(),
                                            Map.Entry::getValue)));
        }

        Promises promises() {
            return new Promises(
                    accepted.stream().map(CommandId::new).collect(Collectors.toSet()),
                    refused.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            refusal -> new CommandId(refusal.getKey()),
                                            Map.Entry::getValue)));
        }
    }

    /// To conclude: which crossing is asked about. Its answer is [Credits].
    record Question(UUID crossing) {}
}
