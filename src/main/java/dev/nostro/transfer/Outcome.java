package dev.nostro.transfer;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountState;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import dev.nostro.region.RegionId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of a command.
public sealed interface Outcome {

    /// Kept under the command's key for as long as the books are kept: the first answer, for ever.
    sealed interface Recorded extends Outcome {
        Command.Keyed command();

        /// When it was decided, on the database's clock.
        Instant at();
    }

    /// The money has moved. `payer` is how the paying account stood right after it.
    record Posted(Command.Transfer command, Instant at, Payer payer, long toSeq)
            implements Recorded {}

    /// What can become of a transfer that waits.
    sealed interface Ending {
        Instant at();
    }

    /// The money has left: posted here, in flight until the other region has booked it too.
    record Sent(Command.Transfer command, Instant at, Payer payer, CrossingId crossing)
            implements Recorded, Ending {

        /// The sending that an outcome is, or that has become of it.
        public static Optional<Sent> in(Outcome outcome) {
            return switch (outcome) {
                case Sent sent -> Optional.of(sent);
                case Queued queued when queued.end() instanceof Sent sent -> Optional.of(sent);
                default -> Optional.empty();
            };
        }
    }

    /// The other region could not be reached: the transfer waits for it, its amount held. `end` is
    /// what has become of it since; null while it waits. Whatever that is, the first answer under
    /// the key is that it waits: all of this but the end.
    record Queued(
            Command.Transfer command,
            Instant at,
            Holder holder,
            Instant expiresAt,
            @Nullable Ending end)
            implements Recorded {

        public boolean waits() {
            return end == null;
        }

        /// The same as it was when it was first told.
        public Queued first() {
            return new Queued(command, at, holder, expiresAt, null);
        }

        Queued ended(Ending how) {
            if (end != null) {
                throw new IllegalStateException("ended already: " + this);
            }
            return new Queued(command, at, holder, expiresAt, how);
        }
    }

    /// The paying account right after an amount was held.
    record Holder(long version, long balance, long available) {

        static Holder of(Standing holding) {
            return new Holder(holding.version(), holding.balance(), holding.available());
        }
    }

    /// It has waited for as long as it may. Nothing is held any more, and nothing was paid.
    record Expired(Instant at) implements Ending {}

    /// The money has come from another region, whose transfer it is. `account` is who got it: the
    /// one it was meant for, or the unclaimed account. Its `command` has the other region's name
    /// for a caller.
    record Received(Command.Transfer command, Instant at, AccountId account, long toSeq)
            implements Recorded {

        static Received of(
                Credit credit, RegionId origin, Instant at, AccountId account, long toSeq) {
            return new Received(
                    new Command.Transfer(
                            credit.transfer(),
                            origin.name(),
                            credit.from(),
                            credit.to(),
                            credit.amount(),
                            credit.reference(),
                            Map.of()),
                    at,
                    account,
                    toSeq);
        }
    }

    /// The paying account right after it paid.
    record Payer(long seq, long version, long balance, long available) {

        static Payer of(Standing paid) {
            return new Payer(paid.seq(), paid.version(), paid.balance(), paid.available());
        }
    }

    /// The books said no, and will for this key.
    record Refused(Command.Transfer command, Instant at, Reason reason)
            implements Recorded, Ending {

        public Refused {
            if (reason.effect() != Reason.Effect.REFUSED) {
                throw new IllegalArgumentException(reason + " is not recorded");
            }
        }
    }

    /// The account exists.
    record Opened(Command.Opening command, Instant at, AccountId account) implements Recorded {

        /// The account as it was when it was opened.
        public Account asOpened() {
            Standing standing =
                    new Standing(
                            account,
                            command.currency(),
                            command.kind(),
                            AccountState.OPEN,
                            0,
                            0,
                            0,
                            command.overdraftLimit(),
                            0,
                            0,
                            at);
            Profile profile =
                    new Profile(command.name(), command.owner(), command.metadata(), 0, at);
            return new Account(standing, profile);
        }
    }

    /// The account is as it was asked to be.
    record Amended(Account account, Instant at) implements Outcome {}

    /// Every transfer of an atomic batch is made, each with the answer it has under its key.
    record AllPosted(List<Answer> answers) implements Outcome {}

    /// What became of each transfer of a crossing, in order.
    record Crossed(List<Answer> answers) implements Outcome {}

    /// This transfer cannot be decided here alone: its other region must be asked first. Nothing is
    /// recorded.
    record Crosses() implements Outcome {}

    /// What this region promises another.
    record Promised(Promises promises) implements Outcome {}

    /// Another region's decision is carried out here.
    record Concluded() implements Outcome {}

    /// Another region's decision cannot be carried out without an unclaimed account for each of
    /// these currencies. Nothing is written.
    record Unclaimable(Set<Currency> currencies) implements Outcome {}

    /// Nothing is recorded; what the reason's effect says of the attempt is all there is to say.
    record Declined(Reason reason) implements Outcome {

        public Declined {
            if (reason.effect() == Reason.Effect.REFUSED) {
                throw new IllegalArgumentException(reason + " must be recorded");
            }
        }
    }

    /// The key names `first`, which differs in these fields.
    record KeyReused(List<String> conflicts, Recorded first) implements Outcome {}

    /// Nothing of an atomic batch is made because of the transfer at this index.
    record BatchRefused(int index, Outcome culprit) implements Outcome {}
}
