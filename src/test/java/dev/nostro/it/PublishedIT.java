package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a node tells about itself: OpenAPI, Swagger UI, health and metrics.
@ExtendWith(SharedRegion.class)
final class PublishedIT {

    private static final List<String> ENDPOINTS =
            List.of(
                    "GET /v1/accounts",
                    "GET /v1/accounts/{id}",
                    "GET /v1/accounts/{id}/balance",
                    "GET /v1/accounts/{id}/postings",
                    "GET /v1/accounts/{id}/statement",
                    "GET /v1/audit/settlement",
                    "GET /v1/audit/trial-balance",
                    "GET /v1/audit/world",
                    "GET /v1/crossings",
                    "GET /v1/crossings/{id}",
                    "GET /v1/regions",
                    "GET /v1/transfers",
                    "GET /v1/transfers/{id}",
                    "PATCH /v1/accounts/{id}",
                    "POST /v1/accounts",
                    "POST /v1/transfers",
                    "POST /v1/transfers/batch");

    private final Client eu;
    private final RawHttp raw;
    private final Store store;

    PublishedIT(RunningRegion region) {
        eu = region.client(0);
        raw = new RawHttp(eu.node());
        store = region.store();
    }

    @Test
    void openApiListsWhatThereIs() {
        Set<String> listed = new TreeSet<>();
        openApi()
                .get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method ->
                                        listed.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        assertThat(listed).containsExactlyElementsOf(ENDPOINTS);
    }

    @Test
    void whatIsListedIsThereAndTheOtherMethodsAreNot() throws Exception {
        String account = eu.customer("EUR");
        String transfer = eu.pay(eu.internal("EUR"), account, "1.00", "EUR").at("/id");
        String crossing = UUID.randomUUID().toString();
        store.change(
                "insert into decision (crossing, verdict, decided_at) values (?, 'aborted', now())",
                UUID.fromString(crossing));
        Map<String, String> ids =
                Map.of("accounts", account, "transfers", transfer, "crossings", "eu-" + crossing);
        Set<String> paths = new TreeSet<>();
        ENDPOINTS.forEach(endpoint -> paths.add(endpoint.split(" ", -1)[1]));
        for (String path : paths) {
            String kind = path.split("/", -1)[2];
            String target = path.replace("{id}", ids.getOrDefault(kind, ""));
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                Reply reply =
                        raw.request(method, target, List.of("Content-Type: application/json"));
                if (ENDPOINTS.contains(method + " " + path)) {
                    assertThat(reply.status()).as(method + " " + target).isIn(200, 400);
                } else {
                    assertThat(reply.status()).as(method + " " + target).isIn(404, 405);
                }
            }
        }
    }

    @Test
    void everyBodyIsDescribedWithExamples() {
        JsonNode schemas = openApi().at("/components/schemas");
        for (String request :
                List.of("AccountRequest", "AccountPatch", "TransferRequest", "BatchItem")) {
            assertThat(examples(schemas.get(request))).as(request).isNotEmpty();
        }
        for (String request : List.of("AccountRequest", "TransferRequest", "BatchItem")) {
            JsonNode required = schemas.get(request).get("required");
            assertThat(required).as(request).isNotNull();
            required.forEach(
                    field -> assertThat(examples(schemas.get(request))).contains(field.asText()));
        }
        for (String answer : List.of("Account", "Transfer", "Problem", "Posting")) {
            assertThat(examples(schemas.get(answer))).as(answer).isNotEmpty();
        }
    }

    @Test
    void everyAnswerIsDescribed() {
        for (JsonNode path : openApi().get("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.get("summary").asText()).isNotBlank();
                JsonNode content = operation.get("responses").findPath("application/json");
                assertThat(content.path("schema").isObject())
                        .as(operation.get("summary").asText())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
    void isHealthy(String path) {
        Reply health = eu.get(path);
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/status")).isEqualTo("UP");
    }

    @Test
    void showsSwaggerUi() {
        Reply page = eu.get("/q/swagger-ui/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Swagger").contains("/q/openapi");
    }

    @Test
    void countsWhatItDoes() {
        String bank = eu.internal("EUR");
        String alice = eu.customer("EUR");
        long posted = count("nostro_outcomes_total{outcome=\"posted\",reason=\"\"}");
        long refused =
                count("nostro_outcomes_total{outcome=\"refused\",reason=\"INSUFFICIENT_FUNDS\"}");
        eu.pay(bank, alice, "1.00", "EUR");
        eu.transfer(Client.key(), Client.payment(alice, bank, "2.00", "EUR"));
        assertThat(count("nostro_outcomes_total{outcome=\"posted\",reason=\"\"}"))
                .isEqualTo(posted + 1);
        assertThat(
                        count(
                                "nostro_outcomes_total{outcome=\"refused\","
                                        + "reason=\"INSUFFICIENT_FUNDS\"}"))
                .isEqualTo(refused + 1);
        String metrics = eu.get("/q/metrics").body();
        assertThat(metrics)
                .contains("nostro_queue_depth", "nostro_batch_size", "nostro_commit_seconds");
    }

    private JsonNode openApi() {
        Reply document = eu.get("/q/openapi?format=json");
        assertThat(document.status()).isEqualTo(200);
        return document.json();
    }

    private static List<String> examples(JsonNode schema) {
        List<String> fields = new ArrayList<>();
        schema.get("properties")
                .properties()
                .forEach(property -> {
                    if (property.getValue().has("examples")) {
                        fields.add(property.getKey());
                    }
                });
        return fields;
    }

    private long count(String name) {
        return eu.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(text -> new java.math.BigDecimal(text).longValueExact())
                .sum();
    }
}
