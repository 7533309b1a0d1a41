package dev.nostro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The objects that an overlay comes to. Read either from the files, following the few things that
/// our kustomizations use, or from what `kubectl kustomize` printed.
record Manifests(List<JsonNode> objects) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static Manifests rendered(String yaml) {
        return new Manifests(documents(yaml));
    }

    static Manifests files(Path kustomization) {
        List<JsonNode> objects = new ArrayList<>();
        Map<String, ObjectNode> generated = new LinkedHashMap<>();
        gather(kustomization, objects, generated);
        objects.addAll(generated.values());
        return new Manifests(objects);
    }

    /// All objects of a kind.
    Stream<JsonNode> kind(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    /// The one object of a kind.
    JsonNode only(String kind) {
        List<JsonNode> found = kind(kind).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " objects of kind " + kind);
        }
        return found.getFirst();
    }

    /// Kind and name of every object; a generated name without its digest.
    List<String> names() {
        return objects.stream()
                .map(object -> object.path("kind").asText() + " " + plainName(object))
                .sorted()
                .toList();
    }

    private static String plainName(JsonNode object) {
        String name = object.path("metadata").path("name").asText();
        return object.path("kind").asText().equals("ConfigMap")
                ? name.replaceFirst("-[a-z0-9]{10}$", "")
                : name;
    }

    private static void gather(
            Path folder, List<JsonNode> objects, Map<String, ObjectNode> generated) {
        JsonNode kustomization =
                documents(Project.read(folder.resolve("kustomization.yaml"))).getFirst();
        for (JsonNode resource : kustomization.path("resources")) {
            Path target = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(target)) {
                gather(target, objects, generated);
            } else {
                objects.addAll(documents(Project.read(target)));
            }
        }
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            generate(folder, generator, generated);
        }
    }

    private static void generate(
            Path folder, JsonNode generator, Map<String, ObjectNode> generated) {
        String name = generator.path("name").asText();
        boolean merges = generator.path("behavior").asText().equals("merge");
        if (merges != generated.containsKey(name)) {
            throw new IllegalArgumentException(name + " is merged into nothing, or made twice");
        }
        ObjectNode map =
                generated.computeIfAbsent(
                        name,
                        _ -> {
                            ObjectNode made = YAML.createObjectNode().put("kind", "ConfigMap");
                            made.putObject("metadata").put("name", name);
                            made.putObject("data");
                            return made;
                        });
        Stream<String> literals = texts(generator.path("literals"));
        Stream<String> lines =
                texts(generator.path("envs"))
                        .flatMap(file -> Project.read(folder.resolve(file)).lines())
                        .filter(line -> !line.isBlank() && !line.startsWith("#"));
        Stream.concat(literals, lines)
                .map(line -> line.split("=", 2))
                .forEach(pair -> map.withObject("data").put(pair[0], pair[1]));
    }

    static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    private static List<JsonNode> documents(String yaml) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
