package dev.nostro.ledger;

import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.CrossingId;
import dev.nostro.transfer.Crossings.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the migrations say that a simulated database has to hold: which keys are unique, and
/// whether an account with promises may be closed.
final class Schema {

    private static final List<String> MIGRATIONS =
            List.of("V1__ledger.sql", "V3__crossing.sql", "V4__queued.sql");
    private static final Pattern TABLE =
            Pattern.compile("create table (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern KEY_OF_MANY = Pattern.compile("\\n\\s+primary key \\(([^)]*)\\)");
    private static final Pattern KEY_OF_ONE = Pattern.compile("\\n\\s+(\\w+)\\s+\\w+ primary key");

    static final Schema REAL = read();

    private final Map<String, List<String>> keys = new HashMap<>();
    private final boolean closedMeansNoPromise;

    private Schema(String sql) {
        Matcher table = TABLE.matcher(sql);
        while (table.find()) {
            keyIn(table.group(2)).ifPresent(key -> keys.put(table.group(1), key));
        }
        closedMeansNoPromise = sql.contains("balance = 0 and held = 0 and promised = 0");
    }

    private static Optional<List<String>> keyIn(String columns) {
        Matcher many = KEY_OF_MANY.matcher(columns);
        if (many.find()) {
            return Optional.of(List.of(many.group(1).split(",\\s*")));
        }
        Matcher one = KEY_OF_ONE.matcher(columns);
        return one.find() ? Optional.of(List.of(one.group(1))) : Optional.empty();
    }

    private static Schema read() {
        StringBuilder sql = new StringBuilder();
        for (String migration : MIGRATIONS) {
            try (InputStream text =
                    Objects.requireNonNull(
                            Schema.class
                                    .getClassLoader()
                                    .getResourceAsStream("db/migration/" + migration))) {
                sql.append(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Schema(sql.toString());
    }

    /// What makes this row of a table unique; empty where the table has no key.
    private Optional<List<Object>> key(String table, Map<String, ?> row) {
        List<String> columns = keys.get(table);
        if (columns == null) {
            return Optional.empty();
        }
        List<Object> key = new ArrayList<>();
        key.add(table);
        columns.forEach(column -> key.add(Objects.requireNonNull(row.get(column), column)));
        return Optional.of(key);
    }

    Optional<List<Object>> outcome(CommandId id) {
        return key("outcome", Map.of("id", id));
    }

    Optional<List<Object>> decision(CrossingId crossing) {
        return key("decision", Map.of("crossing", crossing));
    }

    Optional<List<Object>> promise(Kept kept) {
        return key("promise", Map.of("crossing", kept.crossing(), "transfer", kept.transfer()));
    }

    boolean closedMeansNoPromise() {
        return closedMeansNoPromise;
    }
}
