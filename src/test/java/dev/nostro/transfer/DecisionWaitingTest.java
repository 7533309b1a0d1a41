package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.account.Standing;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Decided.Settlement;
import dev.nostro.transfer.Decided.Sum;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A transfer that waits for another region: what is held for it, and what becomes of it, once.
final class DecisionWaitingTest {

    private static final Instant NOON = PaperBooks.NOON;
    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final Instant TOMORROW = NOON.plus(PATIENCE);
    private static final RegionId US = new RegionId("us");
    private static final AccountId BOB = AccountId.of("us-195");

    private final PaperBooks books = new PaperBooks();
    private final AccountId alice = books.customer(1_000);
    private final Command.Transfer transfer = Sent.transfer("k", alice, BOB, 300);
    private final Outcome.Queued queued =
            new Outcome.Queued(transfer, NOON, new Outcome.Holder(1, 1_000, 700), TOMORROW, null);

    @Test
    void holdsTheAmountAndPostsNothing() {
        Standing before = books.standing(alice);

        Decided decided = books.decide(queue(transfer));

        assertThat(decided.answers()).containsExactly(new Answer(queued, false));
        assertThat(decided.recorded()).containsExactly(queued);
        assertThat(decided.postings()).isEmpty();
        assertThat(decided.moved()).isEmpty();
        assertThat(books.standing(alice)).isEqualTo(before.holding(300));
        assertThat(books.standing(alice).held()).isEqualTo(300);
        assertThat(books.standing(alice).version()).isEqualTo(1);
        assertThat(books.standing(alice).seq()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NO_PAYEE", "YEN_PAYEE", "CLOSED_PAYEE", "RICH_PAYEE"},
            mode = EnumSource.Mode.EXCLUDE)
    void isRefusedAtOnceForEachReasonOfThePayingSide(Flaw flaw) {
        Scenario scenario = new Scenario();
        flaw.spoil(scenario);

        Decided decided = scenario.decide(null, DecisionWaitingTest::queue);

        assertThat(Spoken.briefly(decided)).containsExactly(flaw.reason().name());
        assertThat(decided.crossed()).isEqualTo(Decided.Crossed.NOTHING);
        assertThat(scenario.decide(Sent.opening("key"), DecisionWaitingTest::queue).answers())
                .extracting(Answer::outcome)
                .hasOnlyElementsOfType(Outcome.KeyReused.class);
    }

    @Test
    void givesItsFirstAnswerWhateverAsksForItAndWhateverBecameOfIt() {
        books.decide(queue(transfer));

        for (int round = 0; round < 2; round++) {
            Stream.of(
                            queue(transfer),
                            new Command.Leaving(transfer),
                            crossing(Command.Terms.EACH, "c" + round, accepts()))
                    .map(command -> answer(command))
                    .forEach(answer -> {
                        assertThat(answer.replayed()).isTrue();
                        assertThat(((Outcome.Queued) answer.outcome()).first()).isEqualTo(queued);
                    });
            assertThat(books.outcome(queue(Sent.transfer("k", alice, BOB, 301))))
                    .isInstanceOf(Outcome.KeyReused.class);
            carry("carries" + round, accepts());
        }
    }

    @Test
    void leavesNobodyWhatIsHeld() {
        books.decide(queue(transfer));
        AccountId other = books.customer(0);

        assertThat(briefly(Sent.transfer("a", alice, other, 701))).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(briefly(queue(Sent.transfer("b", alice, BOB, 701))))
                .isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(briefly(Sent.transfer("c", alice, other, 700))).isEqualTo("posted");
        assertThat(books.standing(alice).available()).isZero();
    }

    @Test
    void holdsOfTheBanksOwnAccountsDownToTheLargestDebt() {
        long most = Money.largest(PaperBooks.EUR);
        AccountId bank = books.internal(0);

        assertThat(briefly(queue(Sent.transfer("a", bank, BOB, most)))).isEqualTo("queued");
        assertThat(briefly(queue(Sent.transfer("b", bank, BOB, 1))))
                .isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void doesNotLetItsPayerBeClosed() {
        AccountId poor = books.account(0, standing -> standing.amended(standing.state(), 300));
        AccountId rich = books.account(5, standing -> standing.amended(standing.state(), 300));
        AccountId both =
                books.account(0, standing -> standing.amended(standing.state(), 300).promising(1));
        List.of(poor, rich, both)
                .forEach(
                        payer -> books.decide(queue(Sent.transfer(payer.text(), payer, BOB, 300))));

        assertThat(briefly(Sent.state(rich, AccountState.CLOSED))).isEqualTo("ACCOUNT_NOT_EMPTY");
        assertThat(briefly(Sent.state(poor, AccountState.CLOSED))).isEqualTo("ACCOUNT_HAS_HOLDS");
        assertThat(briefly(Sent.state(both, AccountState.CLOSED))).isEqualTo("ACCOUNT_HAS_HOLDS");
        assertThat(briefly(Sent.limit(poor, 0, 299))).isEqualTo("LIMIT_BELOW_BALANCE");
    }

    @Test
    void isPaidFromWhatIsHeld() {
        books.decide(queue(transfer));
        books.setClock(NOON.plusSeconds(60));

        Decided decided = carry("c", accepts());

        Outcome.Sent sent =
                new Outcome.Sent(
                        transfer, NOON.plusSeconds(60), new Outcome.Payer(1, 2, 700, 700), id("c"));
        assertThat(decided.crossed().ended()).containsExactly(queued.ended(sent));
        assertThat(decided.answers())
                .containsExactly(
                        new Answer(
                                new Outcome.Crossed(List.of(new Answer(queued.ended(sent), false))),
                                false));
        assertThat(decided.recorded()).isEmpty();
        assertThat(decided.changesNothing()).isFalse();
        assertThat(decided.postings())
                .containsExactly(
                        new Posting(
                                alice.number(), 1, transfer.id(), -300, 700, NOON.plusSeconds(60)));
        assertThat(decided.crossed().settled())
                .containsExactly(Map.entry(new Settlement(US, PaperBooks.EUR), new Sum(300, 1)));
        assertThat(books.standing(alice).held()).isZero();
    }

    @Test
    void isCarriedOnceAlsoByTwoCrossingsOfOneBatch() {
        books.decide(queue(transfer));

        Decided decided =
                books.decide(
                        crossing(Command.Terms.WAITING, "first", accepts()),
                        crossing(Command.Terms.WAITING, "second", accepts()),
                        new Command.Expiry(transfer));

        assertThat(decided.postings()).hasSize(1);
        assertThat(decided.crossed().ended()).hasSize(1);
        assertThat(decided.crossed().decided()).hasSize(2);
        assertThat(carry("third", accepts()).postings()).isEmpty();
        assertThat(books.standing(alice).balance()).isEqualTo(700);
    }

    @Test
    void mayBeginToWaitAndBeCarriedInOneBatch() {
        Decided decided =
                books.decide(queue(transfer), crossing(Command.Terms.WAITING, "c", accepts()));

        assertThat(decided.recorded()).containsExactly(queued);
        assertThat(decided.crossed().ended()).hasSize(1);
        assertThat(books.standing(alice).balance()).isEqualTo(700);
        assertThat(books.standing(alice).held()).isZero();
        assertThat(books.standing(alice).version()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void endsForEachReasonThereIs(Turn turn) {
        assertEnds(Set.of(turn), turn);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void endsForTheEarlierOfTwoReasons(Turn earlier, Turn later) {
        assertEnds(Set.of(earlier, later), earlier);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Turn.values())
                .flatMap(earlier ->
                        Stream.of(Turn.values())
                                .filter(later -> later.compareTo(earlier) > 0)
                                .filter(later -> later.group != earlier.group)
                                .map(later -> Arguments.of(earlier, later)));
    }

    /// What may have happened by the time at which a crossing is decided, in the order in which it
    /// counts.
    enum Turn {
        ENDED(
                "queued, expired",
                1,
                test -> {
                    test.books.setClock(TOMORROW);
                    test.books.decide(new Command.Expiry(test.transfer));
                    test.books.setClock(NOON);
                }),
        ABORTED("queued", 2, test -> test.books.abort(id("c"))),
        OVER("queued, expired", 3, test -> test.books.setClock(TOMORROW)),
        FROZEN(
                "queued, FROM_FROZEN",
                4,
                test -> test.books.decide(Sent.state(test.alice, AccountState.FROZEN))),
        REFUSED("queued, TO_CLOSED", 5, test -> test.said = refuses(Reason.TO_CLOSED)),
        SILENT("queued", 5, test -> test.said = new Promises(Set.of(), Map.of())),
        TOLD_NOTHING("queued, sent", 6, _ -> {});

        private final String becomes;
        private final int group;

        @SuppressWarnings("ImmutableEnumChecker") // a function of nothing
        private final Consumer<DecisionWaitingTest> happens;

        Turn(String becomes, int group, Consumer<DecisionWaitingTest> happens) {
            this.becomes = becomes;
            this.group = group;
            this.happens = happens;
        }
    }

    private @Nullable Promises said;

    private void assertEnds(Set<Turn> turns, Turn first) {
        books.decide(queue(transfer));
        turns.stream().sorted(Comparator.reverseOrder()).forEach(turn -> turn.happens.accept(this));
        boolean before = first == Turn.ENDED;

        Decided decided = carry("c", said == null ? accepts() : said);

        String became = first.becomes;
        assertThat(Spoken.briefly(decided)).containsExactly("[" + became + "]");
        boolean ends = !before && !became.equals("queued");
        assertThat(decided.crossed().ended()).hasSize(ends ? 1 : 0);
        boolean waits = became.equals("queued");
        assertThat(books.standing(alice).held()).isEqualTo(waits ? 300 : 0);
        assertThat(books.standing(alice).version()).isEqualTo(waits ? 1 : 2);
        boolean sent = became.equals("queued, sent");
        assertThat(books.standing(alice).balance()).isEqualTo(sent ? 700 : 1_000);
        assertThat(decided.postings()).hasSize(sent ? 1 : 0);
    }

    @Test
    void expiresWhenItsTimeIsOverAndNotBefore() {
        books.decide(queue(transfer));

        books.setClock(TOMORROW.minusNanos(1_000));
        assertThat(books.decide(new Command.Expiry(transfer)).changesNothing()).isTrue();
        books.setClock(TOMORROW);
        Decided decided = books.decide(new Command.Expiry(transfer));

        assertThat(decided.crossed().ended())
                .containsExactly(queued.ended(new Outcome.Expired(TOMORROW)));
        assertThat(decided.changesNothing()).isFalse();
        assertThat(books.standing(alice).available()).isEqualTo(1_000);
        assertThat(books.decide(new Command.Expiry(transfer)).changesNothing()).isTrue();
    }

    @Test
    void isNoPartOfAllOrNone() {
        books.decide(queue(transfer));
        Command.AllOrNone batch = Sent.allOrNone(transfer);
        Outcome refused =
                new Outcome.BatchRefused(
                        0, new Outcome.KeyReused(List.of("whenUnavailable"), queued));

        assertThat(books.outcome(new Command.LeavingTogether(batch))).isEqualTo(refused);
        assertThat(books.outcome(crossing(Command.Terms.ALL_OR_NONE, "c", accepts())))
                .isEqualTo(refused);
        assertThat(books.standing(alice).held()).isEqualTo(300);
    }

    @Test
    void knowsNothingOfATransferThatNeverWaited() {
        assertThat(briefly(new Command.Expiry(transfer))).isEqualTo("NOT_FOUND");
        assertThat(Spoken.briefly(carry("c", accepts()))).containsExactly("[NOT_FOUND]");
        assertThat(books.standing(alice).kind()).isEqualTo(AccountKind.CUSTOMER);
        assertThat(books.postings()).isEmpty();
    }

    private Answer answer(Command command) {
        Answer answer = books.decide(command).answers().getFirst();
        return answer.outcome() instanceof Outcome.Crossed(List<Answer> answers)
                ? answers.getFirst()
                : answer;
    }

    private String briefly(Command command) {
        return Spoken.briefly(books.outcome(command));
    }

    private Decided carry(String crossing, Promises promises) {
        return books.decide(crossing(Command.Terms.WAITING, crossing, promises));
    }

    private Command.Crossing crossing(Command.Terms terms, String id, Promises promises) {
        return new Command.Crossing(
                id(id),
                List.of(transfer),
                terms,
                Set.of(US),
                promises,
                new Command.Course(NOON, NOON));
    }

    private Promises accepts() {
        return new Promises(Set.of(transfer.id()), Map.of());
    }

    private static Promises refuses(Reason reason) {
        return new Promises(Set.of(), Map.of(Sent.id("k"), reason));
    }

    private static CrossingId id(String name) {
        return new CrossingId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static Command.Queueing queue(Command.Transfer transfer) {
        return new Command.Queueing(transfer, PATIENCE);
    }
}
