package dev.nostro.api;

import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A transfer as it is told, whatever has become of it.
@Schema(name = "Transfer")
record TransferBody(
        @Schema(examples = "eu-8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7c11") String id,
        @Schema(enumeration = {"posted", "queued", "refused", "expired"}) String status,
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

    private static final String LOCAL = "local";
    private static final String CROSSING = "crossing";

    /// The paying account right after the transfer, or right after its amount was held.
    @Schema(name = "Payer")
    record Payer(String id, String balance, String available, long version) {

        static Payer of(Command.Transfer command, Outcome.Payer payer) {
            return of(
                    command,
                    new Outcome.Holder(payer.version(), payer.balance(), payer.available()));
        }

        static Payer of(Command.Transfer command, Outcome.Holder holder) {
            Currency currency = command.amount().currency();
            return new Payer(
                    command.from().text(),
                    Money.format(holder.balance(), currency),
                    Money.format(holder.available(), currency),
                    holder.version());
        }
    }

    /// All that is not the transfer's own: what has become of it, and when.
    private record Course(
            String status,
            String path,
            @Nullable Payer payer,
            Instant createdAt,
            @Nullable Instant postedAt,
            @Nullable Instant settledAt,
            @Nullable String reason) {

        static Course posted(String path, @Nullable Payer payer, Instant at) {
            return new Course("posted", path, payer, at, at, null, null);
        }

        static Course unposted(String status, String path, Instant createdAt) {
            return new Course(status, path, null, createdAt, null, null, null);
        }

        Course paidBy(Payer other) {
            return new Course(status, path, other, createdAt, postedAt, settledAt, reason);
        }

        Course createdAt(Instant other) {
            return new Course(status, path, payer, other, postedAt, settledAt, reason);
        }

        Course settledAt(@Nullable Instant other) {
            return new Course(status, path, payer, createdAt, postedAt, other, reason);
        }

        Course because(Reason why) {
            return new Course(status, path, payer, createdAt, postedAt, settledAt, why.name());
        }
    }

    static TransferBody of(Outcome.Posted posted, RegionId decides) {
        Command.Transfer command = posted.command();
        Payer payer = Payer.of(command, posted.payer());
        return of(command, decides, Course.posted(LOCAL, payer, posted.at()));
    }

    /// A transfer to another region; `settledAt` is when that region had booked it.
    static TransferBody of(Outcome.Sent sent, RegionId decides, @Nullable Instant settledAt) {
        return of(sent.command(), decides, sent(sent).settledAt(settledAt));
    }

    /// A transfer that waits, or has waited; `settledAt` is when the other region had booked it.
    static TransferBody of(Outcome.Queued queued, RegionId decides, @Nullable Instant settledAt) {
        Command.Transfer command = queued.command();
        Course course =
                switch (queued.end()) {
                    case null ->
                            Course.unposted("queued", CROSSING, queued.at())
                                    .paidBy(Payer.of(command, queued.holder()));
                    case Outcome.Sent sent ->
                            sent(sent).createdAt(queued.at()).settledAt(settledAt);
                    case Outcome.Refused refused ->
                            Course.unposted("refused", CROSSING, queued.at())
                                    .because(refused.reason());
                    case Outcome.Expired _ -> Course.unposted("expired", CROSSING, queued.at());
                };
        return of(command, decides, course);
    }

    /// A transfer from another region, as far as it is known here.
    static TransferBody of(Outcome.Received received) {
        Command.Transfer command = received.command();
        return of(
                command,
                new RegionId(command.from().region()),
                Course.posted(CROSSING, null, received.at()).settledAt(received.at()));
    }

    static TransferBody of(Outcome.Refused refused, RegionId decides) {
        return of(
                refused.command(),
                decides,
                Course.unposted("refused", LOCAL, refused.at()).because(refused.reason()));
    }

    private static Course sent(Outcome.Sent sent) {
        return Course.posted(CROSSING, Payer.of(sent.command(), sent.payer()), sent.at());
    }

    private static TransferBody of(Command.Transfer command, RegionId decides, Course course) {
        Currency currency = command.amount().currency();
        return new TransferBody(
                command.id().text(decides),
                course.status(),
                command.from().text(),
                command.to().text(),
                command.amount().toString(),
                currency.getCurrencyCode(),
                command.reference(),
                command.metadata(),
                course.path(),
                course.payer(),
                Times.write(course.createdAt()),
                time(course.postedAt()),
                time(course.settledAt()),
                course.reason(),
                null,
                Money.format(0, currency));
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : Times.write(at);
    }
}
