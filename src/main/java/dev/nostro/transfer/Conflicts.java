package dev.nostro.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// In which fields two commands under one key differ; in none: then they are the same command.
final class Conflicts {

    private final List<String> fields = new ArrayList<>();

    private Conflicts() {}

    static List<String> between(Command.Keyed first, Command.Keyed now) {
        Conflicts conflicts = new Conflicts();
        switch (first) {
            case Command.Transfer a when now instanceof Command.Transfer b ->
                    conflicts.compare(a, b);
            case Command.Opening a when now instanceof Command.Opening b -> conflicts.compare(a, b);
            default -> conflicts.fields.add("endpoint");
        }
        return List.copyOf(conflicts.fields);
    }

    private void compare(Command.Transfer first, Command.Transfer now) {
        field("from", first.from().text(), now.from().text());
        field("to", first.to().text(), now.to().text());
        field("amount", first.amount().minor(), now.amount().minor());
        field("currency", first.amount().currency(), now.amount().currency());
        field("reference", first.reference(), now.reference());
        field("metadata", first.metadata(), now.metadata());
    }

    private void compare(Command.Opening first, Command.Opening now) {
        field("currency", first.currency(), now.currency());
        field("name", first.name(), now.name());
        field("owner", first.owner(), now.owner());
        field("kind", first.kind(), now.kind());
        field("overdraftLimit", first.overdraftLimit(), now.overdraftLimit());
        field("metadata", first.metadata(), now.metadata());
    }

    private void field(
            String name,
            @org.jspecify.annotations.Nullable Object first,
            @org.jspecify.annotations.Nullable Object now) {
        if (!Objects.equals(first, now)) {
            fields.add(name);
        }
    }
}
