package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nostro.account.AccountId;
import dev.nostro.account.AccountKind;
import dev.nostro.account.AccountState;
import dev.nostro.crossing.WhenUnavailable;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests made into commands, or into what is wrong with them.
final class RequestsTest {

    private static final CommandId ID = CommandId.of(new RegionId("eu"), "alice", "k");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final AccountId ACCOUNT = AccountId.of("eu-195");

    @Test
    void makesATransfer() {
        TransferRequest request =
                read(
                        """
                        {"from":"eu-195","to":"us-292","amount":"125.00","currency":"EUR",
                         "reference":"invoice 42","metadata":{"k":"v"},
                         "hold":false,"holdFor":"PT10M","whenUnavailable":"refuse"}
                        """,
                        TransferRequest.class);

        assertThat(request.toCommand(_ -> ID, "alice"))
                .isEqualTo(
                        new Command.Transfer(
                                ID,
                                "alice",
                                ACCOUNT,
                                AccountId.of("us-292"),
                                new Money(12_500, EUR),
                                "invoice 42",
                                Map.of("k", "v")));
    }

    @Test
    void leavesWhetherAccountsDifferAndAmountsArePositiveToTheBooks() {
        Command.Transfer command =
                read(
                                """
                                {"from":"eu-195","to":"eu-195","amount":"-1.00","currency":"EUR"}
                                """,
                                TransferRequest.class)
                        .toCommand(_ -> ID, "alice");

        assertThat(command.amount().minor()).isEqualTo(-100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'hold':true                 | hold",
                "'holdFor':'10 minutes'      | holdFor",
                "'holdFor':'PT0S'            | holdFor",
                "'holdFor':'PT-1M'           | holdFor",
                "'holdFor':''                | holdFor",
                "'whenUnavailable':'maybe'   | whenUnavailable",
                "'whenUnavailable':'QUEUE'   | whenUnavailable",
                "'reference':'a\\u0000b'     | reference",
                "'from':null                 | from",
                "'to':null                   | to",
                "'amount':null               | amount",
                "'amount':'1.005'            | amount",
                "'amount':'1e3'              | amount",
                "'currency':'XYZ'            | currency",
                "'currency':null             | currency",
                "'metadata':{'k':null}       | metadata.k",
            })
    void namesWhatIsWrongWithATransfer(String field, String name) {
        String good =
                """
                "from":"eu-195","to":"eu-292","amount":"1.00","currency":"EUR"\
                """;
        String wrong = field.replace('\'', '"');
        String rest =
                good.replaceFirst(wrong.substring(0, wrong.indexOf(':')) + ":\"[^\"]*\",?", "");
        TransferRequest request =
                read("{" + wrong + "," + rest.replaceFirst(",$", "") + "}", TransferRequest.class);

        Malformed malformed =
                catchThrowableOfType(Malformed.class, () -> request.toCommand(_ -> ID, "alice"));

        assertThat(malformed.errors()).extracting("field").containsExactly(name);
    }

    @Test
    void whatIsToBecomeOfItOtherwiseIsNoPartOfATransfer() {
        List<String> choices =
                List.of("", ",'whenUnavailable':'refuse'", ",'whenUnavailable':'queue'");
        List<TransferRequest> requests =
                choices.stream()
                        .map(choice ->
                                read(
                                        """
                                        {'from':'eu-195','to':'us-292','amount':'125.00',
                                         'currency':'EUR'%s}
                                        """
                                                .formatted(choice)
                                                .replace('\'', '"'),
                                        TransferRequest.class))
                        .toList();

        assertThat(requests)
                .extracting(TransferRequest::orElse)
                .containsExactly(
                        WhenUnavailable.REFUSE, WhenUnavailable.REFUSE, WhenUnavailable.QUEUE);
        assertThat(requests)
                .extracting(request -> request.toCommand(_ -> ID, "alice"))
                .containsOnly(requests.getFirst().toCommand(_ -> ID, "alice"));
    }

    @Test
    void opensACustomersAccountWithoutALimitUnlessSomethingElseIsAsked() {
        AccountRequest plain =
                read("{\"region\":\"eu\",\"currency\":\"EUR\"}", AccountRequest.class);
        AccountRequest other =
                read(
                        """
                        {"region":"eu","currency":"EUR","name":"Alice","owner":"alice",
                         "kind":"internal","overdraftLimit":"5.00","metadata":{"k":"v"}}
                        """,
                        AccountRequest.class);

        assertThat(plain.toCommand(_ -> ID, "alice"))
                .isEqualTo(
                        new Command.Opening(
                                ID, "alice", EUR, AccountKind.CUSTOMER, 0, null, null, Map.of()));
        assertThat(other.toCommand(_ -> ID, "alice"))
                .isEqualTo(
                        new Command.Opening(
                                ID,
                                "alice",
                                EUR,
                                AccountKind.INTERNAL,
                                500,
                                "Alice",
                                "alice",
                                Map.of("k", "v")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"region\":\"eu\"}",
                "{\"currency\":\"EUR\"}",
                "{\"region\":\"eu\",\"currency\":\"EUR\",\"kind\":\"settlement\"}",
                "{\"region\":\"eu\",\"currency\":\"EUR\",\"kind\":\"Customer\"}",
                "{\"region\":\"eu\",\"currency\":\"EUR\",\"overdraftLimit\":\"-1.00\"}",
                "{\"region\":\"eu\",\"currency\":\"EUR\",\"overdraftLimit\":\"5\"}",
            })
    void opensNoOtherAccount(String body) {
        AccountRequest request = read(body, AccountRequest.class);

        assertThatThrownBy(() -> request.toCommand(_ -> ID, "alice")).isInstanceOf(Malformed.class);
    }

    @Test
    void changesOnlyWhatIsThere() {
        AccountPatch nothing = read("{}", AccountPatch.class);
        AccountPatch all =
                read(
                        """
                        {"state":"frozen","overdraftLimit":"0.00","name":"","metadata":{}}
                        """,
                        AccountPatch.class);

        assertThat(nothing.toCommand(ACCOUNT, EUR, null))
                .isEqualTo(new Command.Amendment(ACCOUNT, null, null, null, null, null));
        assertThat(all.toCommand(ACCOUNT, EUR, 7L))
                .isEqualTo(
                        new Command.Amendment(ACCOUNT, 7L, AccountState.FROZEN, 0L, "", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"gone\"}",
                "{\"state\":\"OPEN\"}",
                "{\"overdraftLimit\":\"-0.01\"}",
                "{\"overdraftLimit\":\"1\"}",
                "{\"name\":\"a\\nb\"}",
            })
    void changesNothingElse(String body) {
        AccountPatch patch = read(body, AccountPatch.class);

        assertThatThrownBy(() -> patch.toCommand(ACCOUNT, EUR, null)).isInstanceOf(Malformed.class);
    }

    @Test
    void takesABatchOfOneToAThousand() {
        for (int size : new int[] {1, 1_000}) {
            assertThat(batchOf(size).items()).hasSize(size);
            assertThat(batchOf(size).allOrNone()).isFalse();
        }
        for (int size : new int[] {0, 1_001}) {
            BatchRequest batch = batchOf(size);
            assertThatThrownBy(batch::items).isInstanceOf(Malformed.class);
        }
        BatchRequest none = read("{\"atomic\":true}", BatchRequest.class);
        assertThat(none.allOrNone()).isTrue();
        assertThatThrownBy(none::items).isInstanceOf(Malformed.class);
    }

    private static BatchRequest batchOf(int size) {
        String items = String.join(",", Collections.nCopies(size, "{}"));
        return read("{\"transfers\":[" + items + "]}", BatchRequest.class);
    }

    private static <T> T read(String body, Class<T> type) {
        return Json.read(body.getBytes(StandardCharsets.UTF_8), type);
    }
}
