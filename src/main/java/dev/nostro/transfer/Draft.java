package dev.nostro.transfer;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The books as they would be after the commands decided so far: each command sees what those
/// before it did. A fork is a draft on top of a draft, to be adopted whole or dropped.
final class Draft {

    private final Books books;
    private final @Nullable Draft under;
    private final CrossingDraft crossing;

    private final Map<Long, Standing> standings = new LinkedHashMap<>();
    private final Map<Long, Profile> profiles = new HashMap<>();
    private final Map<CommandId, Outcome.Recorded> recorded = new LinkedHashMap<>();
    private final List<Posting> postings = new ArrayList<>();
    private final Set<Long> moved = new LinkedHashSet<>();
    private final List<Account> opened = new ArrayList<>();
    private final Set<Long> amended = new LinkedHashSet<>();

    Draft(Books books) {
        this(books, null, new CrossingDraft(books.crossings(), null));
    }

    private Draft(Books books, @Nullable Draft under, CrossingDraft crossing) {
        this.books = books;
        this.under = under;
        this.crossing = crossing;
    }

    Draft fork() {
        return new Draft(books, this, crossing.fork());
    }

    CrossingDraft crossing() {
        return crossing;
    }

    /// Takes over all that a fork of transfers has come to.
    void adopt(Draft fork) {
        standings.putAll(fork.standings);
        recorded.putAll(fork.recorded);
        postings.addAll(fork.postings);
        moved.addAll(fork.moved);
        crossing.adopt(fork.crossing);
    }

    @Nullable Standing account(AccountId id) {
        return named(found(id.number()), id);
    }

    private @Nullable Standing found(long number) {
        for (Draft draft = this; draft != null; draft = draft.under) {
            Standing standing = draft.standings.get(number);
            if (standing != null) {
                return standing;
            }
        }
        return books.accounts().get(number);
    }

    private Standing standing(long number) {
        return Objects.requireNonNull(found(number), "the account of a promise is locked");
    }

    /// A number alone names nobody: the region before it must be the account's home too.
    private static @Nullable Standing named(@Nullable Standing standing, AccountId id) {
        return standing != null && standing.id().equals(id) ? standing : null;
    }

    @Nullable Profile profile(AccountId id) {
        Profile profile = profiles.get(id.number());
        return profile != null ? profile : books.profiles().get(id.number());
    }

    Outcome.@Nullable Recorded recorded(CommandId id) {
        for (Draft draft = this; draft != null; draft = draft.under) {
            Outcome.Recorded outcome = draft.crossing.ended(id);
            if (outcome == null) outcome = draft.recorded.get(id);
            if (outcome != null) {
                return outcome;
            }
        }
        return books.recorded().get(id);
    }

    Outcome.Recorded record(Outcome.Recorded outcome) {
        recorded.put(outcome.command().id(), outcome);
        return outcome;
    }

    void move(Posting posting, Standing after) {
        postings.add(posting);
        standings.put(posting.account(), after);
        moved.add(posting.account());
    }

    /// The account with another amount held.
    void reserve(Standing after) {
        standings.put(after.id().number(), after);
        crossing.reserve(after.id().number());
    }

    /// A transfer that waited has become something.
    void end(Outcome.Queued ended) {
        crossing.end(ended);
    }

    void promise(Crossings.Kept promise) {
        promising(promise.account(), promise.amount());
        crossing.promise(promise);
    }

    void drop(Crossings.Kept promise) {
        promising(promise.account(), -promise.amount());
        crossing.drop(promise);
    }

    private void promising(long number, long amount) {
        standings.put(number, standing(number).promising(amount));
    }

    void open(Account account) {
        opened.add(account);
    }

    void amend(Account account) {
        long number = account.id().number();
        standings.put(number, account.standing());
        profiles.put(number, account.profile());
        amended.add(number);
    }

    Decided decided(Instant at, List<Answer> answers) {
        return new Decided(
                at,
                List.copyOf(answers),
                List.copyOf(recorded.values()),
                List.copyOf(postings),
                moved.stream().map(this::last).toList(),
                List.copyOf(opened),
                amended.stream().map(this::whole).toList(),
                crossing.decided(this, moved));
    }

    Standing last(long number) {
        return Objects.requireNonNull(standings.get(number));
    }

    private Account whole(long number) {
        return new Account(last(number), Objects.requireNonNull(profiles.get(number)));
    }
}
