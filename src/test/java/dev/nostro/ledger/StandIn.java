package dev.nostro.ledger;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Objects behind an interface of others.
final class StandIn {

    private StandIn() {}

    /// What a method does; the name is enough to tell the few that are called.
    interface Behaviour {
        @Nullable Object call(String method, Object[] arguments) throws Throwable;
    }

    static <T> T of(Class<T> type, Behaviour behaviour) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) ->
                                behaviour.call(
                                        method.getName(),
                                        arguments == null ? new Object[0] : arguments)));
    }

    /// Answers everything with something empty that has the right type, all the way down.
    static <T> T silent(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> nothing(method.getReturnType())));
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == int.class) return 0;
        if (type == long.class) return 0L;
        if (type == boolean.class) return false;
        if (type == Duration.class) return Duration.ZERO;
        if (type == String.class) return "";
        if (type == Optional.class) return Optional.empty();
        if (type == Map.class) return Map.of();
        if (type == List.class) return List.of();
        return type.isInterface() ? silent(type) : null;
    }
}
