package dev.nostro.local;

import java.util.Locale;
import java.util.stream.Collectors;

/// What somebody can do as soon as it runs: where to go, and lines to copy into a shell.
record FirstSteps(Request.Up request) {

    private static final String TEXT =
            """

            Nostro is up after @SECONDS s. Its regions (add /q/swagger-ui for an interface):
            @PLACES

            Open an account of the bank in @HERE and one of Alice in @THERE, pay her, read her \
            statement:

            cash=$(curl -sS @NEAR/v1/accounts -H 'Content-Type: application/json' \
            -H 'Idempotency-Key: first-steps-cash' \
            -d '{"region":"@HERE","currency":"EUR","name":"Cash","kind":"internal"}' \
            | cut -d'"' -f4); \
            alice=$(curl -sS @FAR/v1/accounts -H 'Content-Type: application/json' \
            -H 'Idempotency-Key: first-steps-alice' \
            -d '{"region":"@THERE","currency":"EUR","name":"Alice"}' | cut -d'"' -f4)
            curl -sS @NEAR/v1/transfers -H 'Content-Type: application/json' \
            -H 'Idempotency-Key: first-steps-pay' \
            -d '{"from":"'$cash'","to":"'$alice'","amount":"125.00","currency":"EUR"}'
            @WAIT
            curl -sS @FAR/v1/accounts/$alice/statement

            @CHAOSStop it with @STOP; the data stays.
            """;

    /// The far end books what the near end has decided, a moment later.
    private static final String WAIT = "sleep 1";

    private static final String CHAOS =
            "Cut the link between them with ./nostro chaos cut @HERE @THERE, and heal it again.\n";

    void print(Progress progress) {
        var regions = request.regions();
        var alone = regions.size() == 1;
        var here = regions.getFirst();
        var there = regions.get(alone ? 0 : 1);
        progress.line(
                TEXT.replace("@WAIT\n", alone ? "" : WAIT + "\n")
                        .replace("@CHAOS", alone ? "" : CHAOS)
                        .replace("@SECONDS", String.format(Locale.ROOT, "%.1f", progress.seconds()))
                        .replace("@PLACES", places())
                        .replace("@NEAR", url(here))
                        .replace("@FAR", url(there))
                        .replace("@HERE", here)
                        .replace("@THERE", there)
                        .replace("@STOP", stop())
                        .stripTrailing());
    }

    private String places() {
        return request.regions().stream()
                .map(region ->
                        String.format(Locale.ROOT, "  %-4s", region)
                                + request.urls(region).stream()
                                        .map(url -> "  " + url)
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private String url(String region) {
        return request.urls(region).getFirst().toString();
    }

    private static String stop() {
        return Boolean.getBoolean(Launcher.DETACHED) ? "./nostro down" : "Ctrl-C or ./nostro down";
    }
}
