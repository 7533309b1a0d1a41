package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.transfer.Command;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What a batch touches: accounts to lock, in id order, keys to look up, profiles to read, and how
/// many accounts it opens.
record Needs(List<Long> accounts, Set<UUID> keys, Set<Long> profiles, int openings) {

    static Needs of(List<? extends Command> commands) {
        Collected collected = new Collected();
        commands.forEach(collected::add);
        return new Needs(
                List.copyOf(collected.accounts),
                Set.copyOf(collected.keys),
                Set.copyOf(collected.profiles),
                collected.openings);
    }

    private static final class Collected {
        private final TreeSet<Long> accounts = new TreeSet<>();
        private final Set<UUID> keys = new HashSet<>();
        private final Set<Long> profiles = new HashSet<>();
        private int openings;

        void add(Command command) {
            switch (command) {
                case Command.Transfer transfer -> add(transfer);
                case Command.AllOrNone batch -> batch.transfers().forEach(this::add);
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
