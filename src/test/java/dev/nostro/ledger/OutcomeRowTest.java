package dev.nostro.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Outcome;
import dev.nostro.transfer.Reason;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Outcomes as rows, and back: a first answer told again is made from nothing else (ADR 0007).
final class OutcomeRowTest {

    private static final RegionId EU = new RegionId("eu");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.000001Z");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final CommandId ID = CommandId.of(EU, "alice", "k");

    private static final Command.Transfer PLAIN = transfer("eu-195", "eu-292", null, Map.of());
    private static final Outcome.Posted POSTED =
            new Outcome.Posted(PLAIN, NOON, new Outcome.Payer(1, 2, -3, 4), 5);
    private static final Outcome.Refused REFUSED =
            new Outcome.Refused(PLAIN, NOON, Reason.INSUFFICIENT_FUNDS);

    @ParameterizedTest
    @MethodSource("outcomes")
    void isReadAsTheSameOutcome(Outcome.Recorded outcome) {
        assertThat(read(outcome)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void keepsTheOrderOfLabels(Outcome.Recorded outcome) {
        assertThat(labels(read(outcome)).keySet())
                .containsExactlyElementsOf(labels(outcome).keySet());
    }

    static Stream<Outcome.Recorded> outcomes() {
        Command.Transfer labelled = transfer("eu-195", "eu-292", "invoice 42", labels("z", "a"));
        Command.Transfer strange = transfer("eu-0195", "us-292", "", labels("z", "a"));
        Command.Transfer nowhere = transfer("eu-", "", null, Map.of());
        return Stream.of(
                POSTED,
                REFUSED,
                new Outcome.Posted(labelled, NOON, new Outcome.Payer(7, 9, 0, 0), 1),
                new Outcome.Refused(strange, NOON, Reason.FROM_NOT_FOUND),
                new Outcome.Refused(nowhere, NOON, Reason.FROM_NOT_FOUND),
                opened(AccountKind.CUSTOMER, 500, "Alice \"A\"", labels("z", "a")),
                opened(AccountKind.INTERNAL, 0, null, Map.of()));
    }

    @Test
    void keepsAnAccountOfThisRegionByNumberAndAnyOtherAsItWasSent() {
        assertThat(side("eu-195")).isEqualTo(new OutcomeRow.Side(195L, null));
        assertThat(side("us-195")).isEqualTo(new OutcomeRow.Side(null, "us-195"));
        assertThat(side("-195")).isEqualTo(new OutcomeRow.Side(null, "-195"));
        assertThat(side("eu-196")).isEqualTo(new OutcomeRow.Side(null, "eu-196"));
        assertThat(side("")).isEqualTo(new OutcomeRow.Side(null, ""));
    }

    /// Old rows have this text for ever.
    @Test
    void keepsWhatWasAskedOfAnOpeningInATextThatStays() {
        assertThat(Outcomes.text(opened(AccountKind.CUSTOMER, 500, "Alice", Map.of()).command()))
                .isEqualTo(
                        """
                        {"name":"Alice","owner":null,"kind":"customer","overdraftLimit":500}\
                        """);
    }

    @Test
    void fillsTheColumnsThatAPostedTransferHas() {
        OutcomeRow row = OutcomeRow.of(POSTED, EU);

        assertThat(row.status()).isEqualTo("posted");
        assertThat(row.fromSeq()).isEqualTo(1);
        assertThat(row.fromVersion()).isEqualTo(2);
        assertThat(row.fromAvailable()).isEqualTo(4);
        assertThat(row.toSeq()).isEqualTo(5);
        assertThat(row.reason()).isNull();
        assertThat(row.opening()).isNull();
        assertThat(row.metadata()).isNull();
    }

    @Test
    void fillsTheColumnsThatARefusedTransferHas() {
        OutcomeRow row = OutcomeRow.of(REFUSED, EU);

        assertThat(row.status()).isEqualTo("refused");
        assertThat(row.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(row.amount()).isEqualTo(10);
        assertThat(row.fromSeq()).isNull();
        assertThat(row.toSeq()).isNull();
    }

    @Test
    void readsNoStatusThatIsNotItsOwn() {
        OutcomeEntity entity = new OutcomeEntity();
        entity.status = "held";

        assertThatThrownBy(() -> reader().recorded(new Object[] {entity, 0L, null}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("held");
    }

    private static Outcome.Recorded read(Outcome.Recorded outcome) {
        long balance = outcome instanceof Outcome.Posted posted ? posted.payer().balance() : 0;
        return reader().recorded(new Object[] {entity(OutcomeRow.of(outcome, EU)), balance, null});
    }

    static OutcomeEntity entity(OutcomeRow row) {
        OutcomeEntity entity = new OutcomeEntity();
        entity.id = row.command().id().value();
        entity.decidedAt = NOON;
        entity.amount = row.amount();
        entity.fromAccount = row.from().number();
        entity.toAccount = row.to().number();
        entity.fromSeq = row.fromSeq();
        entity.toSeq = row.toSeq();
        entity.fromVersion = row.fromVersion();
        entity.fromAvailable = row.fromAvailable();
        entity.status = row.status();
        entity.currency = row.currency();
        entity.caller = row.command().caller();
        entity.reason = row.reason();
        entity.reference = row.reference();
        entity.metadata = row.metadata();
        entity.fromId = row.from().sent();
        entity.toId = row.to().sent();
        entity.opening = row.opening();
        entity.crossing = row.crossing();
        return entity;
    }

    /// A reader without a database: it is given the rows.
    static Outcomes reader() {
        StatelessSession none =
                (StatelessSession)
                        Proxy.newProxyInstance(
                                OutcomeRowTest.class.getClassLoader(),
                                new Class<?>[] {StatelessSession.class},
                                (_, method, _) -> {
                                    throw new AssertionError("asks the database: " + method);
                                });
        return new Outcomes(none, new Regions(EU));
    }

    private static OutcomeRow.Side side(String id) {
        return OutcomeRow.Side.of(AccountId.of(id), EU);
    }

    private static Command.Transfer transfer(
            String from, String to, @Nullable String reference, Map<String, String> labels) {
        return new Command.Transfer(
                ID,
                "alice",
                AccountId.of(from),
                AccountId.of(to),
                new Money(10, EUR),
                reference,
                labels);
    }

    private static Outcome.Opened opened(
            AccountKind kind, long limit, @Nullable String name, Map<String, String> labels) {
        Command.Opening command =
                new Command.Opening(ID, "alice", EUR, kind, limit, name, null, labels);
        return new Outcome.Opened(command, NOON, AccountId.of("eu-195"));
    }

    private static Map<String, String> labels(String... names) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String name : names) {
            labels.put(name, "\u20AC \"" + name + "\"");
        }
        return labels;
    }

    private static Map<String, String> labels(Outcome.Recorded outcome) {
        return switch (outcome.command()) {
            case Command.Transfer transfer -> transfer.metadata();
            case Command.Opening opening -> opening.metadata();
        };
    }
}
