package dev.nostro.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.nostro.transfer.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads bodies strictly and writes answers always alike.
///
/// Strictly: a repeated or an unknown field, a number where text belongs or anything after the end
/// is an error. Always alike: fields in the order of the record, so that a first answer can be made
/// again byte for byte.
final class Json {

    /// 1 MiB.
    static final int LARGEST_BODY = 1 << 20;

    private static final int DEEPEST = 16;
    private static final int USUAL_ANSWER = 512;

    /// What a decoder puts in the place of bytes that are no character.
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        JsonFactory factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                        .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, Json::textOnly)
                .build();
    }

    private static void textOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /// The body as a wire record, all of whose fields may still be absent.
    static <T> T read(byte[] body, Class<T> type) {
        if (body.length > LARGEST_BODY) {
            throw new Refusal(Reason.TOO_LARGE);
        }
        T value;
        try {
            value = MAPPER.readValue(text(body), type);
        } catch (JsonMappingException e) {
            throw new Malformed(path(e), message(e));
        } catch (IOException _) {
            throw new Malformed("", "is not JSON, or repeats a field");
        }
        if (value == null) {
            throw new Malformed("", "must be an object");
        }
        return value;
    }

    /// The parser itself would guess at other encodings and take forms that UTF-8 does not allow.
    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean suspect = text.indexOf(REPLACEMENT) >= 0;
        if (suspect && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)) {
            throw new Malformed("", "is not UTF-8");
        }
        return text;
    }

    /// A part of a body as a wire record, told as if it had come alone.
    static <T> T convert(@Nullable JsonNode part, Class<T> type) {
        T value;
        try {
            value = part == null ? null : MAPPER.treeToValue(part, type);
        } catch (JsonMappingException e) {
            throw new Malformed(path(e), message(e));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was parsed before", e);
        }
        if (value == null) {
            throw new Malformed("", "must be an object");
        }
        return value;
    }

    /// The bytes of an answer.
    static byte[] write(Object answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_ANSWER);
        try {
            MAPPER.writeValue(bytes, answer);
        } catch (IOException e) {
            throw new IllegalStateException("wire records are always JSON", e);
        }
        return bytes.toByteArray();
    }

    /// A wire record as a tree, to be put together with others.
    static ObjectNode tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /// An object to be filled field by field.
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// A list of such parts.
    static ArrayNode array(List<JsonNode> parts) {
        return MAPPER.createArrayNode().addAll(parts);
    }

    /// Writes an answer too long to be held in memory.
    static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    private static String message(JsonMappingException e) {
        return e instanceof UnrecognizedPropertyException
                ? "is not a field of this request"
                : "has the wrong type";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() != null
                                ? "." + step.getFieldName()
                                : "[" + step.getIndex() + "]")
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
