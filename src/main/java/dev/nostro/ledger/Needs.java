package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.Credit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What a batch touches: accounts to lock, in id order, keys to look up, profiles to read, how many
/// accounts it opens, crossings whose decisions and crossings whose promises to look up.
record Needs(
        List<Long> accounts,
        Set<UUID> keys,
        Set<Long> profiles,
        int openings,
        Set<UUID> decisions,
        Set<UUID> promises) {

    /// The same with more accounts to lock.
    Needs with(Collection<Long> more) {
        TreeSet<Long> all = new TreeSet<>(accounts);
        all.addAll(more);
        return new Needs(List.copyOf(all), keys, profiles, openings, decisions, promises);
    }

    static Needs of(List<? extends Command> commands) {
        Collected collected = new Collected();
        commands.forEach(collected::add);
        return new Needs(
                List.copyOf(collected.accounts),
                Set.copyOf(collected.keys),
                Set.copyOf(collected.profiles),
                collected.openings,
                Set.copyOf(collected.decisions),
                Set.copyOf(collected.promises));
    }

    private static final class Collected {
        private final TreeSet<Long> accounts = new TreeSet<>();
        private final Set<UUID> keys = new HashSet<>();
        private final Set<Long> profiles = new HashSet<>();
        private final Set<UUID> decisions = new HashSet<>();
        private final Set<UUID> promises = new HashSet<>();
        private int openings;

        void add(Command command) {
            switch (command) {
                case Command.Transfer transfer -> add(transfer);
                case Command.AllOrNone batch -> batch.transfers().forEach(this::add);
                case Command.Leaving leaving -> addPaying(leaving.transfer());
                case Command.Queueing asked -> addPaying(asked.transfer());
                case Command.Expiry asked -> addPaying(asked.transfer());
                case Command.LeavingTogether leaving ->
                        leaving.batch().transfers().forEach(this::addPaying);
                case Command.Crossing crossing -> {
                    decisions.add(crossing.id().value());
                    crossing.transfers().forEach(this::addHome);
                }
                case Command.Preparation asked -> {
                    promises.add(asked.crossing().value());
                    asked.credits().forEach(this::add);
                }
                case Command.Conclusion told -> {
                    promises.add(told.crossing().value());
                    told.accepted().forEach(this::add);
                    told.unclaimed().values().forEach(this::touch);
                }
                case Command.Opening opening -> {
                    keys.add(opening.id().value());
                    openings++;
                }
                case Command.Amendment amendment -> {
                    touch(amendment.account());
                    profiles.add(amendment.account().number());
                }
            }
        }

        /// Of an account elsewhere only the number would be looked at.
        private void addHome(Command.Transfer transfer) {
            if (transfer.to().region().equals(transfer.from().region())) {
                add(transfer);
            } else {
                addPaying(transfer);
            }
        }

        private void addPaying(Command.Transfer transfer) {
            keys.add(transfer.id().value());
            touch(transfer.from());
        }

        private void add(Credit credit) {
            keys.add(credit.transfer().value());
            touch(credit.to());
        }

        private void add(Command.Transfer transfer) {
            keys.add(transfer.id().value());
            touch(transfer.from());
            touch(transfer.to());
        }

        private void touch(AccountId account) {
            if (account.number() != AccountId.NOTHING) {
                accounts.add(account.number());
            }
        }
    }
}
