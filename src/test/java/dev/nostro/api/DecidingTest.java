package dev.nostro.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which region decides, for every call of the API, as far as its head says.
final class DecidingTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "here",
            value = {
                "POST, /v1/accounts, , here",
                "GET, /v1/accounts, , here",
                "GET, /v1/accounts, owner=us-1, here",
                "GET, /v1/accounts/us-195, , us",
                "HEAD, /v1/accounts/us-195, , us",
                "PATCH, /v1/accounts/us-195, , us",
                "GET, /v1/accounts/us-195/balance, at=x, us",
                "GET, /v1/accounts/us-195/postings, , us",
                "GET, /v1/accounts/us-195/statement, , us",
                "GET, /v1/accounts/us-195/statement, account=eu-1, us",
                "GET, /v1/accounts/us, , ''",
                "GET, /v1/accounts/-, , ''",
                "POST, /v1/transfers, , here",
                "POST, /v1/transfers, account=us-195, here",
                "GET, /v1/transfers, , here",
                "GET, /v1/transfers, account=us-195, us",
                "GET, /v1/transfers, account=nodash, ''",
                "GET, /v1/transfers, idempotencyKey=us-k, here",
                "GET, /v1/transfers, idempotencyKey=k&region=us, us",
                "GET, /v1/transfers, idempotencyKey=k&account=us-1, here",
                "GET, /v1/transfers, region=us, here",
                "GET, /v1/transfers/us-0000, , us",
                "POST, /v1/transfers/us-0000/capture, , us",
                "POST, /v1/transfers/batch, , here",
                "GET, /v1/regions, , here",
                "GET, /v1/audit/trial-balance, , here",
                "GET, /v1/audit/trial-balance, region=us, us",
                "GET, /v1/audit/settlement, , here",
                "GET, /v1/audit/settlement, region=us, us",
                "GET, /v1/audit/world, , here",
                "GET, /v1/crossings, , here",
                "GET, /v1/crossings, state=inDoubt&region=us, us",
                "GET, /v1/crossings/us-0000, , here",
                "GET, /internal/v1/accounts/us-1, , here",
                "GET, /v2/accounts/us-1, , here",
                "GET, /v1/accountsus-1, , here",
                "GET, /q/openapi, , here"
            })
    void theTable(String method, String path, @Nullable String query, @Nullable String expected) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = parameter.split("=", -1);
            parameters.put(parts[0], parts[1]);
        }
        assertThat(Deciding.region(method, path, parameters::get).orElse(null)).isEqualTo(expected);
    }
}
