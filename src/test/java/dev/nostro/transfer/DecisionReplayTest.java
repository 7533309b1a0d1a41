package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.account.Account;
import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.money.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands under a key that is taken: the first answer again, or that the key is another's.
final class DecisionReplayTest {

    private final PaperBooks books = new PaperBooks();
    private final AccountId from = books.customer(1_000);
    private final AccountId to = books.customer(0);

    @Test
    void tellsTheFirstAnswerAgainWhateverHasHappenedSince() {
        // Given
        Command.Transfer transfer = Sent.transfer("k", from, to, 1_000);
        Outcome first = books.outcome(transfer);
        books.decide(Sent.transfer("back", to, from, 400), Sent.state(to, AccountState.FROZEN));

        // When
        books.setClock(PaperBooks.NOON.plusSeconds(60));
        Decided decided = books.decide(transfer);

        // Then
        assertThat(decided.answers()).containsExactly(new Answer(first, true));
        assertThat(decided.changesNothing()).isTrue();
        assertThat(books.standing(from).balance()).isEqualTo(400);
    }

    @Test
    void tellsARefusalAgainEvenWhenTheReasonIsGone() {
        Command.Transfer transfer = Sent.transfer("k", from, to, 1_001);
        Outcome refused = books.outcome(transfer);
        assertThat(Spoken.briefly(refused)).isEqualTo("INSUFFICIENT_FUNDS");

        books.decide(Sent.transfer("more", books.internal(0), from, 1));

        assertThat(books.decide(transfer).answers()).containsExactly(new Answer(refused, true));
        assertThat(books.outcome(Sent.transfer("another", from, to, 1_001)))
                .isInstanceOf(Outcome.Posted.class);
    }

    @Test
    void letsTheSecondOfOneKeyInABatchSeeTheFirst() {
        Command.Transfer transfer = Sent.transfer("k", from, to, 600);

        Decided decided = books.decide(transfer, transfer, transfer);

        assertThat(decided.answers())
                .extracting(Answer::replayed)
                .containsExactly(false, true, true);
        assertThat(decided.answers())
                .extracting(Answer::outcome)
                .containsOnly(decided.recorded().getFirst());
        assertThat(decided.postings()).hasSize(2);
    }

    @Test
    void opensAnAccountOnceForOneKey() {
        // Given
        Command.Opening opening = Sent.opening("k");

        // When
        Decided decided = books.decide(opening, opening, Sent.opening("l"));
        Decided again = books.decide(opening);

        // Then
        assertThat(decided.answers())
                .extracting(Answer::replayed)
                .containsExactly(false, true, false);
        assertThat(decided.opened()).extracting(Account::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(again.answers())
                .containsExactly(new Answer(decided.answers().getFirst().outcome(), true));
        assertThat(again.opened()).isEmpty();
    }

    @Test
    void opensAnAccountThatIsEmptyAndOpenAndAsWasAsked() {
        Command.Opening opening = Sent.opening("k");

        Account opened = books.decide(opening).opened().getFirst();

        assertThat(opened.standing().balance()).isZero();
        assertThat(opened.standing().available()).isEqualTo(500);
        assertThat(opened.standing().state()).isEqualTo(AccountState.OPEN);
        assertThat(opened.standing().kind()).isEqualTo(AccountKind.CUSTOMER);
        assertThat(opened.standing().seq()).isZero();
        assertThat(opened.standing().lastPostedAt()).isEqualTo(PaperBooks.NOON);
        assertThat(opened.profile().revision()).isZero();
        assertThat(opened.profile().createdAt()).isEqualTo(PaperBooks.NOON);
        assertThat(opened.profile().name()).isEqualTo("Bob");
    }

    @ParameterizedTest
    @MethodSource("otherTransfers")
    void namesTheFieldsInWhichATransferDiffers(Command.Transfer other, List<String> conflicts) {
        Outcome.Posted first = (Outcome.Posted) books.outcome(original());

        Decided decided = books.decide(other);

        assertThat(decided.answers())
                .containsExactly(new Answer(new Outcome.KeyReused(conflicts, first), false));
        assertThat(decided.changesNothing()).isTrue();
    }

    static Stream<Arguments> otherTransfers() {
        AccountId from = AccountId.of("eu-195");
        AccountId to = AccountId.of("eu-292");
        AccountId other = AccountId.of("eu-nobody");
        Money ten = cents(10);
        Money yen = new Money(10, PaperBooks.JPY);
        Map<String, String> labels = Map.of("a", "1");
        return Stream.of(
                differs(sent(other, to, ten).with("r", labels), "from"),
                differs(sent(from, other, ten).with("r", labels), "to"),
                differs(sent(from, to, cents(11)).with("r", labels), "amount"),
                differs(sent(from, to, cents(-10)).with("r", labels), "amount"),
                differs(sent(from, to, yen).with("r", labels), "currency"),
                differs(sent(from, to, ten).with("R", labels), "reference"),
                differs(sent(from, to, ten).with(null, labels), "reference"),
                differs(sent(from, to, ten).with("r", Map.of()), "metadata"),
                differs(sent(from, to, ten).with("r", Map.of("a", "2")), "metadata"),
                differs(sent(from, from, ten).with("", labels), "to", "reference"),
                differs(
                        sent(other, from, new Money(7, PaperBooks.JPY)).with("", Map.of()),
                        "from",
                        "to",
                        "amount",
                        "currency",
                        "reference",
                        "metadata"));
    }

    @Test
    void takesLabelsInAnotherOrderForTheSame() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("a", "1");
        labels.put("b", "2");
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put("b", "2");
        reversed.put("a", "1");
        Outcome first = books.outcome(labelled(labels));

        assertThat(books.decide(labelled(reversed)).answers())
                .containsExactly(new Answer(first, true));
    }

    @ParameterizedTest
    @MethodSource("otherOpenings")
    void namesTheFieldsInWhichAnOpeningDiffers(Command.Opening other, List<String> conflicts) {
        Outcome.Opened first = (Outcome.Opened) books.outcome(Sent.opening("k"));

        assertThat(books.outcome(other)).isEqualTo(new Outcome.KeyReused(conflicts, first));
    }

    static Stream<Arguments> otherOpenings() {
        Command.Opening first = Sent.opening("k");
        CommandId id = first.id();
        AccountKind internal = AccountKind.INTERNAL;
        Map<String, String> labels = first.metadata();
        return Stream.of(
                Arguments.of(
                        new Command.Opening(
                                id, Sent.CALLER, PaperBooks.JPY, internal, 0, null, null, Map.of()),
                        List.of("currency", "name", "owner", "kind", "overdraftLimit", "metadata")),
                Arguments.of(
                        new Command.Opening(
                                id,
                                Sent.CALLER,
                                PaperBooks.EUR,
                                internal,
                                500,
                                "Bob",
                                "bob",
                                labels),
                        List.of("kind")),
                Arguments.of(
                        new Command.Opening(
                                id,
                                Sent.CALLER,
                                PaperBooks.EUR,
                                first.kind(),
                                501,
                                "Bob",
                                "eve",
                                labels),
                        List.of("owner", "overdraftLimit")));
    }

    @Test
    void keepsOneKeySpaceForTransfersAndOpenings() {
        Outcome.Posted posted = (Outcome.Posted) books.outcome(Sent.transfer("t", from, to, 1));
        Outcome.Opened opened = (Outcome.Opened) books.outcome(Sent.opening("o"));

        assertThat(books.outcome(Sent.opening("t")))
                .isEqualTo(new Outcome.KeyReused(List.of("endpoint"), posted));
        assertThat(books.outcome(Sent.transfer("o", from, to, 1)))
                .isEqualTo(new Outcome.KeyReused(List.of("endpoint"), opened));
    }

    private Command.Transfer original() {
        return sent(from, to, cents(10)).with("r", Map.of("a", "1"));
    }

    private Command.Transfer labelled(Map<String, String> labels) {
        return sent(from, to, cents(10)).with("r", labels);
    }

    private static Money cents(long minor) {
        return new Money(minor, PaperBooks.EUR);
    }

    private static Arguments differs(Command.Transfer other, String... conflicts) {
        return Arguments.of(other, List.of(conflicts));
    }

    private static MoneyOrder sent(AccountId from, AccountId to, Money amount) {
        return new MoneyOrder(from, to, amount);
    }

    private record MoneyOrder(AccountId from, AccountId to, Money amount) {
        Command.Transfer with(@Nullable String reference, Map<String, String> labels) {
            return new Command.Transfer(
                    Sent.id("k"), Sent.CALLER, from, to, amount, reference, labels);
        }
    }
}
