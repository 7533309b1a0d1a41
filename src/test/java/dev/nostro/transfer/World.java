package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A few accounts that live through random batches, in the books and beside them in a naive ledger.
final class World {

    private static final int COMMANDS = 700;
    private static final int JITTER_SECONDS = 90;

    private final RandomGenerator random;
    private final Set<String> said;
    private final RandomCommands commands;
    private final PaperBooks books = new PaperBooks();
    private final NaiveBooks naive = new NaiveBooks();
    private final Map<Long, Posting> last = new HashMap<>();
    private Instant now = PaperBooks.NOON;

    /// `said` gathers what commands are told.
    World(RandomGenerator random, Set<String> said) {
        this.random = random;
        this.said = said;
        this.commands = new RandomCommands(random);
        know(books.internal(0));
        know(books.internal(0));
        know(books.customer(0));
        know(books.customer(0));
        know(books.account(0, standing -> standing.amended(standing.state(), 100)));
        know(books.account(0, standing -> standing.amended(standing.state(), 40)));
        know(books.account(0, standing -> PaperBooks.in(PaperBooks.JPY, standing)));
        know(
                books.account(
                        0,
                        standing ->
                                PaperBooks.in(
                                        PaperBooks.JPY,
                                        PaperBooks.as(standing, AccountKind.INTERNAL))));
        know(books.account(0, standing -> PaperBooks.as(standing, AccountKind.SETTLEMENT)));
    }

    private void know(AccountId account) {
        naive.add(books.standing(account), books.profile(account));
        commands.about(account);
    }

    PaperBooks books() {
        return books;
    }

    /// Lives through one life and answers how many commands that were.
    int live() {
        int lived = 0;
        while (lived < COMMANDS) {
            now = now.plusSeconds(random.nextInt(2 * JITTER_SECONDS) - JITTER_SECONDS + 1);
            List<Command> batch = commands.batch();
            decide(batch);
            lived += batch.size();
        }
        return lived;
    }

    private void decide(List<Command> batch) {
        Books loaded = books.load(batch);
        Decided decided = Decision.decide(loaded, batch, now);
        List<String> expected = naive.decide(batch, now, loaded.unused());
        assertThat(Spoken.inFull(decided.answers())).as("%s", batch).isEqualTo(expected);
        books.write(decided);
        decided.answers().forEach(answer -> said.add(Spoken.briefly(answer.outcome())));
        decided.opened().forEach(account -> commands.about(account.id()));
        checkPostings(decided);
        checkAccounts();
        checkSums();
    }

    private void checkPostings(Decided decided) {
        for (Posting posting : decided.postings()) {
            assertThat(posting.at()).isEqualTo(decided.at());
            Posting before = last.put(posting.account(), posting);
            assertThat(posting.seq()).isEqualTo(before == null ? 1 : before.seq() + 1);
            assertThat(posting.balanceAfter())
                    .isEqualTo((before == null ? 0 : before.balanceAfter()) + posting.amount());
            if (before != null) {
                assertThat(posting.at()).isAfterOrEqualTo(before.at());
            }
        }
    }

    private void checkAccounts() {
        assertThat(books.standings()).hasSameSizeAs(naive.accounts().values());
        for (Standing standing : books.standings()) {
            NaiveAccount account = naive.account(standing.id());
            Profile profile = books.profile(standing.id());
            assertThat(Spoken.inFull(standing, profile)).isEqualTo(account.spoken());
            assertThat(standing.seq()).isEqualTo(account.postings);
            assertThat(standing.version()).isEqualTo(account.postings);
            Posting posting = last.get(standing.id().number());
            assertThat(standing.balance()).isEqualTo(posting == null ? 0 : posting.balanceAfter());
            if (standing.kind() == AccountKind.CUSTOMER) {
                assertThat(standing.available()).isNotNegative();
            }
        }
    }

    private void checkSums() {
        Map<Currency, BigInteger> sums = new HashMap<>();
        for (Standing standing : books.standings()) {
            BigInteger balance = BigInteger.valueOf(standing.balance());
            sums.merge(standing.currency(), balance, BigInteger::add);
        }
        assertThat(sums.values()).containsOnly(BigInteger.ZERO);
    }
}
