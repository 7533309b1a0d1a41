package dev.nostro.audit;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.util.List;
import org.hibernate.StatelessSession;

/// Adds up all the books of this region, from one snapshot: one statement sees one moment.
@Singleton
public class TrialBalance {

    /// Reads every account and every posting, and locks nothing. The last column counts accounts
    /// whose balance is not the sum of their postings, or of which another amount is held than they
    /// have transfers that wait. A settlement account's balance is its checkpoint and the sum of
    /// its postings since; none is ever checkpointed yet, so that is zero.
    private static final String SUMS =
            """
            with posted as (
              select account, sum(amount) as amount from (
                select account, amount from posting
                union all
                select account, amount from settlement_posting) legs
              group by account),
            waiting as (
              select o.from_account as account, sum(o.amount) as amount
              from queued q join outcome o on o.id = q.transfer
              where q.ended_at is null group by 1),
            book as (
              select a.currency, coalesce(p.amount, 0) as posted,
                     a.held <> coalesce(w.amount, 0) as held_astray,
                     a.balance + case when a.kind = 'settlement' then coalesce(p.amount, 0)
                                      else 0 end as balance
              from account a left join posted p on p.account = a.number
                left join waiting w on w.account = a.number)
            select currency, count(*), cast(sum(balance) as text), cast(sum(posted) as text),
                   count(*) filter (where balance <> posted or held_astray)
            from book group by currency order by currency
            """;

    /// Adding up all the books may take longer than any writer's transaction is allowed to, on
    /// every version of PostgreSQL.
    static final String UNBOUNDED =
            """
            select set_config('application_name', 'nostro audit', true),
                   case when current_setting('server_version_num')\\:\\:int >= 170000
                        then set_config('transaction_timeout', '0', true) end
            """;

    private final StatelessSession session;

    public TrialBalance(StatelessSession session) {
        this.session = session;
    }

    /// The sums of one currency, in its minor units. They hold if both are zero and no account is
    /// astray.
    public record Sums(
            String currency,
            long accounts,
            BigInteger balances,
            BigInteger postings,
            long accountsAstray) {

        public boolean holds() {
            return balances.signum() == 0 && postings.signum() == 0 && accountsAstray == 0;
        }
    }

    /// The sums of each currency that is in use.
    @Transactional
    public List<Sums> take() {
        session.createNativeQuery(UNBOUNDED, Object[].class).getSingleResult();
        return session.createNativeQuery(SUMS, Object[].class)
                .getResultStream()
                .map(TrialBalance::sums)
                .toList();
    }

    private static Sums sums(Object[] row) {
        return new Sums(
                (String) row[0],
                ((Number) row[1]).longValue(),
                new BigInteger((String) row[2]),
                new BigInteger((String) row[3]),
                ((Number) row[4]).longValue());
    }
}
