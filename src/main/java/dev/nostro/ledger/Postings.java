package dev.nostro.ledger;

import dev.nostro.account.AccountId;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.CommandId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// The postings of accounts. They never change, and per account their times never run against their
/// seq: so a span of time is a span of seqs, found by halving, and stays what it was.
@Singleton
public class Postings {

    private final StatelessSession session;
    private final RegionId home;

    Postings(StatelessSession session, Regions regions) {
        this.session = session;
        this.home = regions.own();
    }

    /// A posting as its account's owner reads it; `amount` is signed.
    public record Line(
            long seq,
            CommandId transfer,
            AccountId counterparty,
            long amount,
            long balanceAfter,
            Instant postedAt,
            @Nullable String reference) {}

    /// A balance as it was booked at some time, and the seq of its last posting.
    public record Booked(long seq, long balance) {}

    /// The seqs from `first` up to `last`; none where `last` is below `first`.
    public record Span(long first, long last) {}

    /// How far an account's postings are complete, and until when: whoever posts later, posts at
    /// `at` or later.
    public record Settled(long seq, Instant at) {}

    /// The share lock waits for writers at work, and whoever writes later reads a later clock: what
    /// was posted before `at` is the same for ever.
    @Transactional
    public Settled settled(AccountId account) {
        long seq =
                session.createNativeQuery(
                                "select seq from account where number = :number for share",
                                Long.class)
                        .setParameter("number", account.number())
                        .getSingleResult();
        Instant now =
                session.createNativeQuery("select clock_timestamp()", Instant.class)
                        .getSingleResult();
        return new Settled(seq, now);
    }

    /// The balance booked at `at`, the same for ever; empty if that is not past yet.
    @Transactional
    public Optional<Booked> booked(AccountId account, Instant at) {
        Settled settled = settled(account);
        return at.isBefore(settled.at())
                ? Optional.of(booked(account, upTo(account, at, settled.seq())))
                : Optional.empty();
    }

    /// What was booked when this posting was the last one.
    @Transactional
    public Booked booked(AccountId account, long seq) {
        return seq == 0
                ? new Booked(0, 0)
                : new Booked(seq, find(account.number(), seq).balanceAfter);
    }

    /// The postings at or after `from` and before `to`, of those up to `last`; null leaves an end
    /// open.
    @Transactional
    public Span span(AccountId account, @Nullable Instant from, @Nullable Instant to, long last) {
        return new Span(
                from == null ? 1 : before(account, from, last) + 1,
                to == null ? last : before(account, to, last));
    }

    /// Up to `limit` postings of a span, from its first on, or from its last back.
    @Transactional
    public List<Line> lines(AccountId account, Span span, boolean ascending, int limit) {
        // Index: posting_pkey, then outcome_pkey.
        return session.createSelectionQuery(
                        """
                        select p, o from PostingEntity p join OutcomeEntity o on o.id = p.transfer
                        where p.account = :account and p.seq between :first and :last
                        order by p.seq\
                        """
                                + (ascending ? " asc" : " desc"),
                        Object[].class)
                .setParameter("account", account.number())
                .setParameter("first", span.first())
                .setParameter("last", span.last())
                .setMaxResults(limit)
                .getResultStream()
                .map(this::line)
                .toList();
    }

    /// The last seq posted before `time`.
    private long before(AccountId account, Instant time, long last) {
        return upTo(account, time.minusNanos(1_000), last);
    }

    /// The last seq posted at or before `time`, at most `last`; times count in microseconds.
    private long upTo(AccountId account, Instant time, long last) {
        long low = 0;
        long high = last;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (find(account.number(), middle).postedAt.isAfter(time)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private PostingEntity find(long account, long seq) {
        return session.createSelectionQuery(
                        "from PostingEntity p where p.account = :account and p.seq = :seq",
                        PostingEntity.class)
                .setParameter("account", account)
                .setParameter("seq", seq)
                .getSingleResult();
    }

    private Line line(Object[] row) {
        PostingEntity posting = (PostingEntity) row[0];
        OutcomeEntity outcome = (OutcomeEntity) row[1];
        boolean paid = posting.amount < 0;
        Long other = paid ? outcome.toAccount : outcome.fromAccount;
        String sent = paid ? outcome.toId : outcome.fromId;
        return new Line(
                posting.seq,
                new CommandId(posting.transfer),
                other != null
                        ? AccountId.of(home, other)
                        : AccountId.of(Objects.requireNonNull(sent)),
                posting.amount,
                posting.balanceAfter,
                posting.postedAt,
                outcome.reference);
    }
}
