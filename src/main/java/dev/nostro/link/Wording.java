package dev.nostro.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How messages between regions are written: JSON. Fields that a region does not know are passed
/// over, so that another one may already say more.
public final class Wording {

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private Wording() {}

    /// The bytes of a message.
    public static byte[] write(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is always JSON", e);
        }
    }

    /// The message in these bytes.
    public static <T> T read(byte[] message, Class<T> type) {
        try {
            return JSON.readValue(message, type);
        } catch (IOException e) {
            throw new UncheckedIOException("another region says what cannot be read", e);
        }
    }
}
