package dev.nostro.link;

import dev.nostro.region.RegionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Proves who is calling: `<expiry>.<MAC>`, the MAC over caller, callee and expiry under the secret
/// that all regions share. One that is captured is of no use to call another region, to pass for
/// another, or later.
final class RegionToken {

    /// How long a token is good for. Made for each call, so it need not be long.
    static final Duration LIFE = Duration.ofSeconds(60);

    /// How far the clocks of two regions may be apart.
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final String ALGORITHM = "HmacSHA256";

    /// Keeps these MACs apart from any other use of the secret.
    private static final String PURPOSE = "nostro-link-1";

    private static final int RADIX = 10;
    private static final int LONGEST_EXPIRY = 12;

    private final SecretKeySpec key;
    private final InstantSource clock;

    RegionToken(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /// A token with which the caller can call the callee for a short while.
    String make(RegionId caller, RegionId callee) {
        long expiry = clock.instant().plus(LIFE).getEpochSecond();
        return expiry + "." + mac(caller.name(), callee.name(), expiry);
    }

    /// What is wrong with a token that came with a call; empty if nothing is.
    Optional<String> wrong(@Nullable String token, RegionId caller, RegionId callee) {
        int dot = token == null ? -1 : token.indexOf('.');
        if (token == null || dot < 1 || dot > LONGEST_EXPIRY) {
            return Optional.of("no token");
        }
        long expiry;
        try {
            expiry = Long.parseLong(token, 0, dot, RADIX);
        } catch (NumberFormatException _) {
            return Optional.of("no token");
        }
        if (!same(token, expiry + "." + mac(caller.name(), callee.name(), expiry))) {
            return Optional.of("a token for somebody else");
        }
        Instant now = clock.instant();
        Instant until = Instant.ofEpochSecond(expiry);
        if (now.isAfter(until.plus(SKEW))) {
            return Optional.of("an expired token");
        }
        return until.isAfter(now.plus(LIFE).plus(SKEW))
                ? Optional.of("a token that lives too long")
                : Optional.empty();
    }

    /// Takes as long for any two.
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String caller, String callee, long expiry) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String said = String.join("|", PURPOSE, caller, callee, Long.toString(expiry));
            byte[] code = mac.doFinal(said.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
