package dev.nostro.bench;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the command line asks for.
///
/// @param cases never empty
/// @param seconds measured in each round of each case
/// @param url the service to drive; without it the bench starts its own
record Options(
        Set<Case> cases, boolean list, boolean json, int seconds, int rounds, Optional<URI> url) {

    static final String USAGE =
            """
            Usage: ./nostro bench [CASE…] [options]
              CASE            what to measure; all that can be without any
              --list          lists the cases
              --json          prints the results as JSON on standard output, and nothing else there
              --seconds N     measured seconds of each round of each case (10)
              --rounds N      rounds; the table shows medians (3)
              --url URL       drives this running service instead of a fresh one of its own
            """;

    private static final int LONGEST = 3600;
    private static final int MOST_ROUNDS = 99;

    Options {
        cases = Collections.unmodifiableSet(EnumSet.copyOf(cases));
    }

    static Options parse(String... arguments) throws Usage {
        var parser = new Parser(new ArrayDeque<>(List.of(arguments)));
        return parser.parse();
    }

    /// Takes the arguments one by one.
    private static final class Parser {
        private final Deque<String> rest;
        private final EnumSet<Case> cases = EnumSet.noneOf(Case.class);
        private boolean list;
        private boolean json;
        private int seconds = 10;
        private int rounds = 3;
        private Optional<URI> url = Optional.empty();

        Parser(Deque<String> rest) {
            this.rest = rest;
        }

        Options parse() throws Usage {
            while (!rest.isEmpty()) {
                take(rest.remove());
            }
            boolean named = !cases.isEmpty();
            if (!named) {
                cases.addAll(EnumSet.allOf(Case.class));
            }
            if (url.isPresent()) {
                foreignService(named);
            }
            return new Options(cases, list, json, seconds, rounds, url);
        }

        private void take(String argument) throws Usage {
            switch (argument) {
                case "--list" -> list = true;
                case "--json" -> json = true;
                case "--seconds" -> seconds = number(argument, LONGEST);
                case "--rounds" -> rounds = number(argument, MOST_ROUNDS);
                case "--url" -> url = Optional.of(address(value(argument)));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new Usage("no option is called '" + argument + "'");
                    }
                    cases.addAll(Case.named(argument));
                }
            }
        }

        private void foreignService(boolean named) throws Usage {
            for (Case each : EnumSet.copyOf(cases)) {
                if (each.needsOwnService() && named) {
                    throw new Usage("'" + each.label() + "' needs a service of the bench's own");
                }
                if (each.needsOwnService()) {
                    cases.remove(each);
                }
            }
        }

        private int number(String option, int most) throws Usage {
            String text = value(option);
            try {
                int number = Integer.parseInt(text);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Told below, together with numbers out of range.
            }
            throw new Usage(option + " takes a number from 1 to " + most + ", not '" + text + "'");
        }

        private static URI address(String text) throws Usage {
            try {
                URI uri = URI.create(text);
                if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                    return uri;
                }
            } catch (IllegalArgumentException _) {
                // Told below, together with addresses of another form.
            }
            throw new Usage(
                    "--url takes an address like http://127.0.0.1:8080, not '" + text + "'");
        }

        private String value(String option) throws Usage {
            String value = rest.poll();
            if (value == null) {
                throw new Usage(option + " takes a value");
            }
            return value;
        }
    }
}
