package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A ledger that is slow and obviously right: one command at a time, everything copied before what
/// may have to be undone. It answers in the words of [Spoken].
final class NaiveBooks {

    private record Kept(Command.Keyed command, String spoken) {}

    private Map<String, NaiveAccount> accounts = new TreeMap<>();
    private Map<CommandId, Kept> kept = new HashMap<>();
    private Queue<AccountId> unused = new ArrayDeque<>();
    private Instant at = Instant.MIN;

    void add(Standing standing, Profile profile) {
        accounts.put(standing.id().text(), new NaiveAccount(standing, profile));
    }

    /// The answers to a batch that is decided at `now`, or when an account that it touches was last
    /// posted to; `ids` are there for accounts to be opened.
    List<String> decide(List<? extends Command> commands, Instant now, List<AccountId> ids) {
        at = now;
        for (Command command : commands) {
            for (AccountId id : PaperBooks.accountsOf(command)) {
                // The number is locked, whatever region stands before it.
                AccountId locked = AccountId.of(PaperBooks.HOME, id.number());
                NaiveAccount account = accounts.get(locked.text());
                if (account != null && account.last.isAfter(at)) {
                    at = account.last;
                }
            }
        }
        unused = new ArrayDeque<>(ids);
        List<String> answers = new ArrayList<>();
        commands.forEach(command -> answers.add(decide(command)));
        return answers;
    }

    Map<String, NaiveAccount> accounts() {
        return accounts;
    }

    NaiveAccount account(AccountId id) {
        return Objects.requireNonNull(accounts.get(id.text()));
    }

    private String decide(Command command) {
        return switch (command) {
            case Command.Keyed keyed -> keyed(keyed);
            case Command.Amendment amendment -> amend(amendment);
            case Command.AllOrNone batch -> allOrNone(batch);
            case Command.Leaving _,
                    Command.Queueing _,
                    Command.Expiry _,
                    Command.LeavingTogether _,
                    Command.Crossing _,
                    Command.Preparation _,
                    Command.Conclusion _ ->
                    throw new IllegalArgumentException("these books are of one region");
        };
    }

    private String keyed(Command.Keyed command) {
        Kept first = kept.get(command.id());
        if (first != null) {
            List<String> differing = differing(first.command(), command);
            return differing.isEmpty()
                    ? "again " + first.spoken()
                    : "reused %s of: %s".formatted(differing, first.spoken());
        }
        return switch (command) {
            case Command.Transfer transfer -> transfer(transfer);
            case Command.Opening opening -> open(opening);
        };
    }

    private static List<String> differing(Command.Keyed first, Command.Keyed now) {
        if (first.getClass() != now.getClass()) {
            return List.of("endpoint");
        }
        Map<String, String> before = content(first);
        Map<String, String> after = content(now);
        return before.keySet().stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .toList();
    }

    private static Map<String, String> content(Command.Keyed command) {
        Map<String, String> content = new LinkedHashMap<>();
        switch (command) {
            case Command.Transfer transfer -> {
                content.put("from", transfer.from().text());
                content.put("to", transfer.to().text());
                content.put("amount", "" + transfer.amount().minor());
                content.put("currency", "" + transfer.amount().currency());
                content.put("reference", "" + transfer.reference());
                content.put("metadata", "" + new TreeMap<>(transfer.metadata()));
            }
            case Command.Opening opening -> {
                content.put("currency", "" + opening.currency());
                content.put("name", "" + opening.name());
                content.put("owner", "" + opening.owner());
                content.put("kind", "" + opening.kind());
                content.put("overdraftLimit", "" + opening.overdraftLimit());
                content.put("metadata", "" + new TreeMap<>(opening.metadata()));
            }
        }
        return content;
    }

    private String transfer(Command.Transfer transfer) {
        @Nullable NaiveAccount from = accounts.get(transfer.from().text());
        @Nullable NaiveAccount to = accounts.get(transfer.to().text());
        Optional<Reason> reason = NaiveReasons.against(transfer, from, to);
        if (reason.isPresent()) {
            return switch (reason.get()) {
                case ACCOUNTS_MUST_DIFFER, AMOUNT_MUST_BE_POSITIVE -> "declined " + reason.get();
                default -> keep(transfer, "refused %s %s".formatted(at, reason.get()));
            };
        }
        return post(transfer, Objects.requireNonNull(from), Objects.requireNonNull(to));
    }

    private String post(Command.Transfer transfer, NaiveAccount from, NaiveAccount to) {
        BigInteger amount = BigInteger.valueOf(transfer.amount().minor());
        from.post(amount.negate(), at);
        to.post(amount, at);
        return keep(
                transfer,
                "posted %s payer %d %d %s %s payee %d"
                        .formatted(
                                at,
                                from.postings,
                                from.postings,
                                from.balance,
                                from.balance.add(from.limit),
                                to.postings));
    }

    private String open(Command.Opening opening) {
        String id = unused.remove().text();
        accounts.put(id, new NaiveAccount(id, opening, at));
        return keep(opening, "opened %s %s".formatted(at, id));
    }

    private String keep(Command.Keyed command, String spoken) {
        kept.put(command.id(), new Kept(command, spoken));
        return spoken;
    }

    private String amend(Command.Amendment amendment) {
        @Nullable NaiveAccount found = accounts.get(amendment.account().text());
        boolean changesMore =
                amendment.overdraftLimit() != null
                        || amendment.name() != null
                        || amendment.metadata() != null;
        Optional<Reason> reason = NaiveReasons.against(amendment, found, changesMore);
        if (reason.isPresent()) {
            return "declined " + reason.get();
        }
        NaiveAccount account = Objects.requireNonNull(found);
        boolean changesState = amendment.state() != null && amendment.state() != account.state;
        if (changesState || changesMore) {
            account.amend(amendment);
        }
        return "amended %s %s".formatted(at, account.spoken());
    }

    private String allOrNone(Command.AllOrNone batch) {
        Map<String, NaiveAccount> accountsBefore = new TreeMap<>();
        accounts.forEach((id, account) -> accountsBefore.put(id, account.copy()));
        Map<CommandId, Kept> keptBefore = new HashMap<>(kept);
        List<String> answers = new ArrayList<>();
        for (Command.Transfer transfer : batch.transfers()) {
            String answer = keyed(transfer);
            if (!answer.startsWith("posted") && !answer.startsWith("again posted")) {
                accounts = accountsBefore;
                kept = keptBefore;
                return "none for %d: %s".formatted(answers.size(), unreplayed(answer));
            }
            answers.add(answer);
        }
        return "all " + answers;
    }

    private static String unreplayed(String answer) {
        return answer.startsWith("again ") ? answer.substring("again ".length()) : answer;
    }
}
