package dev.nostro.local;

import java.net.URI;
import java.util.Locale;

/// What somebody can do as soon as it runs: lines to copy into a shell.
record FirstSteps(URI url, String region) {

    private static final String TEXT =
            """

            Nostro is up after @SECONDS s: @URL  (interface: @URL/q/swagger-ui)

            Open an account of the bank and one of Alice, pay her, read her statement:

            cash=$(curl -sS @URL/v1/accounts -H 'Content-Type: application/json' \
            -H 'Idempotency-Key: first-steps-cash' \
            -d '{"region":"@REGION","currency":"EUR","name":"Cash","kind":"internal"}' \
            | cut -d'"' -f4); \
            alice=$(curl -sS @URL/v1/accounts -H 'Content-Type: application/json' \
            -H 'Idempotency-Key: first-steps-alice' \
            -d '{"region":"@REGION","currency":"EUR","name":"Alice"}' | cut -d'"' -f4)
            curl -sS @URL/v1/transfers -H 'Content-Type: application/json' \
            -H 'Idempotency-Key: first-steps-pay' \
            -d '{"from":"'$cash'","to":"'$alice'","amount":"125.00","currency":"EUR"}'
            curl -sS @URL/v1/accounts/$alice/statement

            Stop it with @STOP; the data stays.
            """;

    void print(Progress progress) {
        var stop =
                Boolean.getBoolean(Launcher.DETACHED) ? "./nostro down" : "Ctrl-C or ./nostro down";
        progress.line(
                TEXT.replace("@SECONDS", String.format(Locale.ROOT, "%.1f", progress.seconds()))
                        .replace("@URL", url.toString())
                        .replace("@REGION", region)
                        .replace("@STOP", stop)
                        .stripTrailing());
    }
}
