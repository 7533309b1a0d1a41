package dev.nostro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/accounts/{id}/postings` and `…/balance?at=`.
@ExtendWith(SharedRegion.class)
final class HistoryIT {

    private static final int RECEIVED = 4;

    private final Client eu;
    private final Client other;

    private String bank = "";
    private String alice = "";
    private String path = "";
    private List<Reply> transfers = List.of();

    HistoryIT(RunningRegion region) {
        eu = region.client(0);
        other = region.client(1);
    }

    /// Alice receives 1.00, 2.00, 3.00, 4.00 and then pays 0.50.
    @BeforeEach
    void moveMoney() {
        bank = eu.internal("EUR");
        alice = eu.customer("EUR");
        path = "/v1/accounts/" + alice;
        transfers = new ArrayList<>();
        for (int i = 1; i <= RECEIVED; i++) {
            var payment = Client.payment(bank, alice, i + ".00", "EUR").put("reference", "r" + i);
            transfers.add(eu.transfer(Client.key(), payment).succeeds(201));
        }
        transfers.add(eu.pay(alice, bank, "0.50", "EUR"));
    }

    @Test
    void tellsBothSidesOfATransfer() {
        JsonNode received = postings("?limit=1").getFirst();
        assertThat(received.toString())
                .isEqualTo(
                        """
                        {"seq":1,"transfer":"%s","counterparty":"%s","amount":"1.00",\
                        "balanceAfter":"1.00","postedAt":"%s","reference":"r1"}\
                        """
                                .formatted(transfers.getFirst().at("/id"), bank, postedAt(0)));
        JsonNode paid = postings("?limit=1&order=desc").getFirst();
        assertThat(paid.toString())
                .isEqualTo(
                        """
                        {"seq":5,"transfer":"%s","counterparty":"%s","amount":"-0.50",\
                        "balanceAfter":"9.50","postedAt":"%s","reference":null}\
                        """
                                .formatted(transfers.getLast().at("/id"), bank, postedAt(4)));
    }

    @Test
    void runsForwardsAndBackwardsOverAnyPageSize() {
        for (int limit : new int[] {1, 2, 5, 6, 1000}) {
            assertThat(seqs(Pages.all(other, path + "/postings?", limit)))
                    .containsExactly(1, 2, 3, 4, 5);
            assertThat(seqs(Pages.all(other, path + "/postings?order=asc", limit)))
                    .containsExactly(1, 2, 3, 4, 5);
            assertThat(seqs(Pages.all(other, path + "/postings?order=desc", limit)))
                    .containsExactly(5, 4, 3, 2, 1);
        }
        List<String> times =
                Pages.all(other, path + "/postings?", 1000).stream()
                        .map(posting -> posting.get("postedAt").asText())
                        .toList();
        assertThat(times).isSorted();
    }

    @Test
    void fromIsInclusiveAndToIsExclusive() {
        String second = postedAt(1);
        String fourth = postedAt(3);
        assertThat(seqs(postings("?from=" + second))).startsWith(2);
        assertThat(seqs(postings("?to=" + second))).endsWith(1);
        assertThat(seqs(postings("?from=" + second + "&to=" + fourth))).containsExactly(2, 3);
        assertThat(seqs(postings("?from=" + after(second) + "&to=" + after(fourth))))
                .containsExactly(3, 4);
        assertThat(postings("?from=" + second + "&to=" + second)).isEmpty();
        assertThat(postings("?from=" + fourth + "&to=" + second)).isEmpty();
        assertThat(postings("?to=0001-01-01T00:00:00Z")).isEmpty();
        assertThat(postings("?from=9999-12-31T23:59:59Z")).isEmpty();
        assertThat(
                        seqs(
                                Pages.all(
                                        eu,
                                        path
                                                + "/postings?order=desc&from="
                                                + second
                                                + "&to="
                                                + fourth,
                                        1)))
                .containsExactly(3, 2);
    }

    @Test
    void takesAnyOffsetOfATime() {
        String offset = postedAt(1).replace("Z", "%2B00:00");
        assertThat(seqs(postings("?from=" + offset))).startsWith(2);
        String elsewhere =
                Instant.parse(postedAt(1)).atOffset(java.time.ZoneOffset.ofHours(-5)).toString();
        assertThat(seqs(postings("?from=" + elsewhere))).startsWith(2);
    }

    @Test
    void tellsTheBalanceAtEveryMoment() {
        String[] balances = {"1.00", "3.00", "6.00", "10.00", "9.50"};
        for (int i = 0; i < balances.length; i++) {
            Reply at = other.get(path + "/balance?at=" + postedAt(i)).succeeds(200);
            assertThat(at.body())
                    .isEqualTo(
                            """
                            {"id":"%s","at":"%s","balance":"%s","version":%d}\
                            """
                                    .formatted(alice, postedAt(i), balances[i], i + 1));
            Reply before = other.get(path + "/balance?at=" + before(postedAt(i)));
            assertThat(before.at("/version")).isEqualTo(String.valueOf(i));
        }
        Reply early = eu.get(path + "/balance?at=2000-01-01T00:00:00Z").succeeds(200);
        assertThat(early.at("/balance")).isEqualTo("0.00");
    }

    @Test
    @DisplayName("the balance at a past time is the same for ever")
    void tellsTheSameBalanceLater() {
        String at = eu.get(path).at("/asOf");
        Reply first = eu.get(path + "/balance?at=" + at).succeeds(200);
        assertThat(first.at("/balance")).isEqualTo("9.50");
        eu.pay(bank, alice, "1.00", "EUR");
        assertThat(eu.get(path + "/balance?at=" + at).body()).isEqualTo(first.body());
        assertThat(other.get(path + "/balance?at=" + at).body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/balance",
                "/balance?at=",
                "/balance?at=2999-01-01T00:00:00Z",
                "/balance?at=yesterday",
                "/balance?at=2026-01-01",
                "/balance?at=2026-13-01T00:00:00Z",
                "/balance?at=%2B99999-01-01T00:00:00Z",
                "/balance?at=-0044-03-15T00:00:00Z",
                "/postings?from=x",
                "/postings?to=2026-01-01T00:00:00",
                "/postings?order=up",
                "/postings?order=ASC",
                "/postings?limit=0",
                "/postings?limit=1001",
                "/postings?cursor=x",
                "/postings?cursor=LTU",
                "/statement?from=x",
                "/statement?to=1.5.2026"
            })
    void refusesWhatCannotBeAsked(String query) {
        eu.get(path + query).refusesNone(400, "MALFORMED");
    }

    @Test
    void aCursorBeyondTheEndLeadsNowhere() {
        // The largest number there is.
        assertThat(postings("?cursor=OTIyMzM3MjAzNjg1NDc3NTgwNw")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/balance?at=2026-01-01T00:00:00Z", "/postings", "/statement"})
    void findsNothingForAnAccountThatIsNot(String query) {
        for (String id : new String[] {"eu-0", "eu-182x", "zz-182", "nobody"}) {
            eu.get("/v1/accounts/" + id + query).refusesNone(404, "NOT_FOUND");
        }
    }

    private List<JsonNode> postings(String query) {
        JsonNode found = eu.get(path + "/postings" + query).succeeds(200).json();
        assertThat(found.fieldNames()).toIterable().containsExactly("items", "next");
        List<JsonNode> items = new ArrayList<>();
        found.get("items").forEach(items::add);
        return Collections.unmodifiableList(items);
    }

    private static List<Integer> seqs(List<JsonNode> postings) {
        return postings.stream().map(posting -> posting.get("seq").intValue()).toList();
    }

    private String postedAt(int transfer) {
        return transfers.get(transfer).at("/postedAt");
    }

    private static String after(String time) {
        return Instant.parse(time).plus(1, ChronoUnit.MICROS).toString();
    }

    private static String before(String time) {
        return Instant.parse(time).minus(1, ChronoUnit.MICROS).toString();
    }
}
