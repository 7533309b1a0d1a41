package dev.nostro.transfer;

import dev.nostro.region.RegionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/// The name of a keyed command, and of the transfer it makes: a digest of who sent it under which
/// key to which deciding region.
///
/// Because the key *is* the name, looking up a key and looking up a transfer are the same thing,
/// and one unique index makes both true. The digest is SHA-256 cut to the 122 free bits of a
/// version 8 UUID (RFC 9562).
public record CommandId(UUID value) {

    private static final int UUID_TEXT = 36;

    /// The only command that this caller can send under this key to this region.
    public static CommandId of(RegionId decides, String caller, String key) {
        MessageDigest digest = sha256();
        for (String part : new String[] {decides.name(), caller, key}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        ByteBuffer bits = ByteBuffer.wrap(digest.digest());
        long high = (bits.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new CommandId(new UUID(high, low));
    }

    /// Reads the public form; empty where it can name nothing.
    public static Optional<CommandId> parse(String text) {
        int dash = text.indexOf('-');
        String rest = text.substring(dash + 1);
        if (dash < 0 || rest.length() != UUID_TEXT) {
            return Optional.empty();
        }
        try {
            UUID value = UUID.fromString(rest);
            return value.toString().equals(rest)
                    ? Optional.of(new CommandId(value))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The public form: the region that decides, a dash, the UUID.
    public String text(RegionId decides) {
        return decides.name() + "-" + value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
