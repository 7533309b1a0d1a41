package dev.nostro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nostro.region.NostroConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every key that can configure a node when it starts: our own and those of Quarkus.
final class ConfigurationKeys {
    private static final String QUARKUS_MODEL =
            "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private ConfigurationKeys() {}

    /// Our own keys with their defaults.
    static Map<String, String> ours() {
        Map<String, String> keys = new TreeMap<>();
        collect("nostro", NostroConfig.class, keys);
        return keys;
    }

    /// The environment variables that are read at start. What Quarkus fixes when the jar is built
    /// is not among them: setting it later changes nothing.
    static Set<String> environment() {
        Set<String> names =
                ours().keySet().stream()
                        .map(ConfigurationKeys::environmentName)
                        .collect(Collectors.toCollection(TreeSet::new));
        ClassLoader loader = ConfigurationKeys.class.getClassLoader();
        try {
            for (URL model : Collections.list(loader.getResources(QUARKUS_MODEL))) {
                try (InputStream json = model.openStream()) {
                    collect(new JsonMapper().readTree(json), names);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /// `nostro.writer.idle-in-transaction` as `NOSTRO_WRITER_IDLE_IN_TRANSACTION`.
    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static void collect(String prefix, Class<?> group, Map<String, String> keys) {
        for (Method method : group.getMethods()) {
            String key = prefix + "." + kebab(method.getName());
            WithDefault preset = method.getAnnotation(WithDefault.class);
            if (method.getReturnType().getEnclosingClass() == NostroConfig.class) {
                collect(key, method.getReturnType(), keys);
            } else if (method.getGenericReturnType() instanceof ParameterizedType map
                    && map.getRawType() == Map.class) {
                collect(key + ".<id>", (Class<?>) map.getActualTypeArguments()[1], keys);
            } else {
                keys.put(key, preset == null ? "" : preset.value());
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            names.add(node.path("path").path("environmentVariable").asText());
        }
        node.forEach(child -> collect(child, names));
    }
}
