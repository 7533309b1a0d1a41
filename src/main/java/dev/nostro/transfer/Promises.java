package dev.nostro.transfer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a region says to the credits of a crossing: which it promises to accept, whatever happens,
/// and why it refuses others. Of the rest it says nothing.
public record Promises(Set<CommandId> accepted, Map<CommandId, Reason> refused) {

    /// What several regions say together.
    public static Promises all(Iterable<Promises> parts) {
        Set<CommandId> accepted = new HashSet<>();
        Map<CommandId, Reason> refused = new HashMap<>();
        for (Promises part : parts) {
            accepted.addAll(part.accepted);
            refused.putAll(part.refused);
        }
        return new Promises(accepted, refused);
    }

    public Promises {
        accepted = Set.copyOf(accepted);
        refused = Map.copyOf(refused);
    }
}
