package dev.nostro.api;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Outcomes to be told, all of them under one key and at one time.
final class Samples {

    static final RegionId EU = new RegionId("eu");
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000420Z");
    private static final CommandId ID = CommandId.of(EU, "alice", "invoice-42");

    private Samples() {}

    /// The body as it goes over the wire.
    static String text(Told told) {
        return new String(Json.write(told.body()), StandardCharsets.UTF_8);
    }

    private static Command.Transfer transfer(
            String currency, long minor, @Nullable String reference, Map<String, String> labels) {
        return new Command.Transfer(
                ID,
                "alice",
                AccountId.of("eu-195"),
                AccountId.of("eu-292"),
                new Money(minor, Currency.getInstance(currency)),
                reference,
                labels);
    }

    static Outcome.Posted posted(
            String currency, long minor, @Nullable String reference, Map<String, String> labels) {
        return new Outcome.Posted(
                transfer(currency, minor, reference, labels),
                NOON,
                new Outcome.Payer(12, 17, 87_500, -5),
                3);
    }

    static Outcome.Refused refused() {
        return new Outcome.Refused(
                transfer("EUR", 1, null, Map.of()), NOON, Reason.INSUFFICIENT_FUNDS);
    }

    /// A transfer that waited for another region, and what became of it.
    static Outcome.Queued queued(Outcome.@Nullable Ending end) {
        return new Outcome.Queued(
                transfer("EUR", 12_500, null, Map.of()),
                NOON,
                new Outcome.Holder(17, 100_000, 87_500),
                NOON.plusSeconds(86_400),
                end);
    }

    /// Each thing that can become of a transfer that waited, a minute later.
    static List<Outcome.Ending> endings() {
        Command.Transfer transfer = transfer("EUR", 12_500, null, Map.of());
        Instant later = NOON.plusSeconds(60);
        return List.of(
                new Outcome.Sent(
                        transfer,
                        later,
                        new Outcome.Payer(12, 18, 87_500, 87_500),
                        new CrossingId(new UUID(1, 2))),
                new Outcome.Refused(transfer, later, Reason.TO_CLOSED),
                new Outcome.Expired(later));
    }

    static Outcome.Opened opened(@Nullable String name, Map<String, String> labels) {
        Command.Opening command =
                new Command.Opening(
                        ID,
                        "alice",
                        Currency.getInstance("EUR"),
                        AccountKind.CUSTOMER,
                        500,
                        name,
                        null,
                        labels);
        return new Outcome.Opened(command, NOON, AccountId.of("eu-195"));
    }
}
