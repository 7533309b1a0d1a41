package dev.nostro.api;

import dev.nostro.region.RegionId;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which region decides a request, where its head says so: the table of what is passed on unread.
///
/// Ids begin with the region that decides what they name, so nothing has to be looked up. Where the
/// body says it, whoever reads the body finds out: see [Elsewhere].
final class Deciding {

    /// `/v1/accounts/eu-1/postings`: which id.
    private static final Pattern NAMED =
            Pattern.compile("/v1/(?:accounts|transfers)/([^/]+)(/.*)?");

    /// What every region can be asked is asked of the one that is named.
    private static final Set<String> ASKED_OF_ONE =
            Set.of("/v1/crossings", "/v1/audit/trial-balance", "/v1/audit/settlement");

    private static final String TRANSFERS = "/v1/transfers";
    private static final String BATCH = "/v1/transfers/batch";

    /// What every region can be asked, of all or of one.
    private static final Set<String> ASKED =
            Set.of("/v1/crossings", "/v1/audit/trial-balance", "/v1/audit/settlement");

    private Deciding() {}

    /// The region, by the name it goes by in the request; empty where it is the one that was asked,
    /// or is not known yet.
    ///
    /// @param path with what need not be encoded decoded
    /// @param query gives the first value of a parameter
    static Optional<String> region(
            String method, String path, UnaryOperator<@Nullable String> query) {
        if (ASKED_OF_ONE.contains(path)) {
            return Optional.ofNullable(query.apply("region"));
        }
        if (path.equals(TRANSFERS)) {
            return method.equals("POST") ? Optional.empty() : ofList(query);
        }
        if (ASKED.contains(path)) {
            return Optional.ofNullable(query.apply("region"));
        }
        Matcher named = NAMED.matcher(path);
        return named.matches() && !path.equals(BATCH)
                ? Optional.of(RegionId.prefixOf(named.group(1)))
                : Optional.empty();
    }

    /// An account's transfers are in its home; a key is looked up in all regions unless one is
    /// named.
    private static Optional<String> ofList(UnaryOperator<@Nullable String> query) {
        return query.apply("idempotencyKey") == null
                ? Optional.ofNullable(query.apply("account")).map(RegionId::prefixOf)
                : Optional.ofNullable(query.apply("region"));
    }
}
