package dev.nostro.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls as another region does, or as somebody who would like to be one.
///
/// @param secret that the regions share, if the caller knows it
/// @param region that it says it is
/// @param database that it says it has
/// @param callee whom its token is for
/// @param life of its token, from now on
record RegionCaller(String secret, String region, String database, String callee, Duration life) {

    private static final String ALGORITHM = "HmacSHA256";

    RegionCaller with(String otherSecret) {
        return new RegionCaller(otherSecret, region, database, callee, life);
    }

    RegionCaller as(String otherRegion) {
        return new RegionCaller(secret, otherRegion, database, callee, life);
    }

    RegionCaller of(String otherDatabase) {
        return new RegionCaller(secret, region, otherDatabase, callee, life);
    }

    RegionCaller to(String otherCallee) {
        return new RegionCaller(secret, region, database, otherCallee, life);
    }

    RegionCaller living(Duration otherLife) {
        return new RegionCaller(secret, region, database, callee, otherLife);
    }

    /// Name, value, name, value.
    String[] headers() throws GeneralSecurityException {
        return new String[] {
            "Nostro-Region", region, "Nostro-Database", database, "Nostro-Token", token()
        };
    }

    private String token() throws GeneralSecurityException {
        long expiry = Instant.now().plus(life).getEpochSecond();
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        String said = "nostro-link-1|" + region + "|" + callee + "|" + expiry;
        byte[] code = mac.doFinal(said.getBytes(StandardCharsets.UTF_8));
        return expiry + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }
}
