package dev.nostro.api;

import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A transfer as it is told, posted or refused.
@Schema(name = "Transfer")
record TransferBody(
        @Schema(examples = "eu-8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7c11") String id,
        @Schema(enumeration = {"posted", "refused"}) String status,
        String from,
        String to,
        String amount,
        String currency,
        @Nullable String reference,
        Map<String, String> metadata,
        @Schema(enumeration = {"local", "crossing"}) String path,
        @Nullable Payer fromAccount,
        String createdAt,
        @Nullable String postedAt,
        @Nullable String settledAt,
        @Nullable String reason,
        @Nullable String reversalOf,
        String reversed) {

    /// The paying account right after the transfer.
    @Schema(name = "Payer")
    record Payer(String id, String balance, String available, long version) {

        static Payer of(String id, Outcome.Payer payer, Currency currency) {
            return new Payer(
                    id,
                    Money.format(payer.balance(), currency),
                    Money.format(payer.available(), currency),
                    payer.version());
        }
    }

    static TransferBody of(Outcome.Posted posted, RegionId decides) {
        Command.Transfer command = posted.command();
        Payer payer = Payer.of(command.from().text(), posted.payer(), command.amount().currency());
        return of(command, decides, payer, posted.at(), null);
    }

    /// A transfer to another region; `settledAt` is when that region had booked it.
    static TransferBody of(Outcome.Sent sent, RegionId decides, @Nullable Instant settledAt) {
        Command.Transfer command = sent.command();
        Payer payer = Payer.of(command.from().text(), sent.payer(), command.amount().currency());
        return of(command, decides, payer, sent.at(), null).crossing(settledAt);
    }

    /// A transfer from another region, as far as it is known here.
    static TransferBody of(Outcome.Received received) {
        Command.Transfer command = received.command();
        return of(command, new RegionId(command.from().region()), null, received.at(), null)
                .crossing(received.at());
    }

    private TransferBody crossing(@Nullable Instant settled) {
        return new TransferBody(
                id,
                status,
                from,
                to,
                amount,
                currency,
                reference,
                metadata,
                "crossing",
                fromAccount,
                createdAt,
                postedAt,
                settled == null ? null : Times.write(settled),
                reason,
                reversalOf,
                reversed);
    }

    static TransferBody of(Outcome.Refused refused, RegionId decides) {
        return of(refused.command(), decides, null, refused.at(), refused.reason().name());
    }

    private static TransferBody of(
            Command.Transfer command,
            RegionId decides,
            @Nullable Payer payer,
            Instant at,
            @Nullable String reason) {
        String time = Times.write(at);
        Currency currency = command.amount().currency();
        return new TransferBody(
                command.id().text(decides),
                reason == null ? "posted" : "refused",
                command.from().text(),
                command.to().text(),
                command.amount().toString(),
                currency.getCurrencyCode(),
                command.reference(),
                command.metadata(),
                "local",
                payer,
                time,
                reason == null ? time : null,
                null,
                reason,
                null,
                Money.format(0, currency));
    }
}
