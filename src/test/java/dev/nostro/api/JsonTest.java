package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nostro.transfer.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken for a request, and what is not.
final class JsonTest {

    @Test
    void readsAnObjectInAnyOrderAndWithAnySpace() {
        TransferRequest request =
                read(
                        "\n{ \"to\" : \"b\",\t\"from\":\"a\","
                                + "\"metadata\":{\"z\":\"1\",\"a\":\"2\"}}\r\n");

        assertThat(request.from()).isEqualTo("a");
        assertThat(request.to()).isEqualTo("b");
        assertThat(request.amount()).isNull();
        assertThat(request.metadata()).containsOnlyKeys("z", "a");
        assertThat(Objects.requireNonNull(request.metadata()).keySet()).containsExactly("z", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{\"from\":\"a\"",
                "{\"from\":\"a\",}",
                "{\"from\" \"a\"}",
                "{from:\"a\"}",
                "{'from':'a'}",
                "{\"from\":\"a\"} x",
                "{\"from\":\"a\"}{}",
                "{\"from\":\"a\"}]",
                "{\"from\":\"a\"} // remark",
                "/* remark */ {}",
                "{\"from\":\"a\nb\"}",
                "{\"from\":\"\\x41\"}",
                "{\"from\":\"\\u00\"}",
                "{\"amount\":01}",
                "{\"amount\":NaN}",
                "{\"amount\":+1}",
                "\u0000{}",
            })
    void isNotJson(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[{}]", "\"\"", "\"a\"", "1", "1.5", "true"})
    void isJsonButNoObject(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Malformed.class);
    }

    @Test
    void takesNoFieldTwice() {
        assertThatThrownBy(() -> read("{\"from\":\"a\",\"from\":\"a\"}"))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> read("{\"metadata\":{\"k\":\"1\",\"k\":\"2\"}}"))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> batch("{\"transfers\":[{\"from\":\"a\",\"from\":\"b\"}]}"))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> read("{\"from\":\"a\",\"fr\\u006fm\":\"b\"}"))
                .isInstanceOf(Malformed.class);
    }

    /// Each line: a body, the field that is named, and what is said of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"form\":\"a\"}          | form       | is not a field of this request",
                "{\"From\":\"a\"}          | From       | is not a field of this request",
                "{\"\":\"a\"}              | ''         | is not a field of this request",
                "{\"from\":1}              | from       | has the wrong type",
                "{\"from\":true}           | from       | has the wrong type",
                "{\"from\":{}}             | from       | has the wrong type",
                "{\"from\":[]}             | from       | has the wrong type",
                "{\"from\":[\"a\"]}        | from       | has the wrong type",
                "{\"amount\":125}          | amount     | has the wrong type",
                "{\"amount\":125.00}       | amount     | has the wrong type",
                "{\"amount\":1e3}          | amount     | has the wrong type",
                "{\"amount\":1e999999999}  | amount     | has the wrong type",
                "{\"hold\":\"false\"}      | hold       | has the wrong type",
                "{\"hold\":\"\"}           | hold       | has the wrong type",
                "{\"hold\":0}              | hold       | has the wrong type",
                "{\"metadata\":\"\"}       | metadata   | has the wrong type",
                "{\"metadata\":[]}         | metadata   | has the wrong type",
                "{\"metadata\":{\"k\":1}}  | metadata.k | has the wrong type",
                "{\"metadata\":{\"k\":{}}} | metadata.k | has the wrong type",
            })
    void namesTheFieldThatIsWrong(String body, String field, String message) {
        Malformed malformed = catchThrowableOfType(Malformed.class, () -> read(body));

        assertThat(malformed.errors()).containsExactly(new Malformed.FieldError(field, message));
    }

    @Test
    void takesNullForAbsent() {
        assertThat(read("{\"from\":null,\"hold\":null,\"metadata\":null}"))
                .isEqualTo(
                        new TransferRequest(null, null, null, null, null, null, null, null, null));
    }

    @Test
    void takesNoNumberOfAnyLength() {
        for (String number : List.of("9".repeat(999), "9".repeat(100_000), "1e" + "9".repeat(99))) {
            assertThatThrownBy(() -> read("{\"amount\":" + number + "}"))
                    .isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> item("{\"transfers\":[{\"amount\":" + number + "}]}"))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void goesNoDeeperThanAnyRequestDoes() {
        for (int depth : new int[] {17, 1_000, 200_000}) {
            assertThatThrownBy(() -> read("{\"from\":" + "[".repeat(depth)))
                    .isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> batch("{\"transfers\":" + "[".repeat(depth)))
                    .isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> batch("{\"transfers\":[" + "{\"a\":".repeat(depth)))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void readsNoMoreThanABodyMayBeLong() {
        byte[] longest = " ".repeat(Json.LARGEST_BODY).getBytes(StandardCharsets.US_ASCII);
        longest[0] = '{';
        longest[1] = '}';
        byte[] longer = Arrays.copyOf(longest, longest.length + 1);
        longer[longest.length] = ' ';

        assertThat(Json.read(longest, TransferRequest.class)).isNotNull();
        assertThatThrownBy(() -> Json.read(longer, TransferRequest.class))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "FF",
                "FE",
                "C3",
                "C328",
                "E282",
                "E28228",
                "F0288CBC",
                "C080",
                "C181",
                "E08080",
                "F08080AF",
                "EDA080",
                "EDB080",
                "F4908080",
                "F8A1A1A1A1"
            })
    void readsNoTextThatIsNotUtf8(String hex) {
        byte[] wrong = HexFormat.of().parseHex(hex);
        byte[] body = "{\"from\":\"    \"}".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(wrong, 0, body, 9, Math.min(wrong.length, 4));

        assertThatThrownBy(() -> Json.read(body, TransferRequest.class))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsNoOtherEncoding(String charset) {
        byte[] body = "{\"from\":\"a\"}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> Json.read(body, TransferRequest.class))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void readsEveryCharacterThereIs() {
        String text = "z\u00E9\u20AC\uD83D\uDE00\uFFFD\u0661";

        assertThat(read("{\"from\":\"" + text + "\"}").from()).isEqualTo(text);
        assertThat(read("{\"from\":\"\\uD83D\\uDE00\\u20AC\"}").from())
                .isEqualTo("\uD83D\uDE00\u20AC");
    }

    @Test
    void namesThePlaceOfWhatIsWrongInABatch() {
        JsonNode part = item("{\"transfers\":[{\"from\":7}]}");

        assertThatThrownBy(() -> Json.convert(part, BatchItem.class))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed ->
                                assertThat(malformed.within("transfers[0]").errors())
                                        .containsExactly(
                                                new Malformed.FieldError(
                                                        "transfers[0].from",
                                                        "has the wrong type")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"a\"", "[]", "true"})
    void takesNothingButObjectsInABatch(String item) {
        BatchRequest request = batch("{\"transfers\":[" + item + "]}");

        assertThatThrownBy(() -> Json.convert(request.items().getFirst(), BatchItem.class))
                .isInstanceOf(Malformed.class);
    }

    private static TransferRequest read(String body) {
        return Json.read(body.getBytes(StandardCharsets.UTF_8), TransferRequest.class);
    }

    private static BatchRequest batch(String body) {
        return Json.read(body.getBytes(StandardCharsets.UTF_8), BatchRequest.class);
    }

    /// The first item of a batch, read as a transfer too.
    private static JsonNode item(String body) {
        JsonNode item = Objects.requireNonNull(batch(body).items().getFirst());
        if (item.has("amount")) {
            Json.convert(item, BatchItem.class);
        }
        return item;
    }
}
