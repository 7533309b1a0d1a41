package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page on the API lists the calls that the resources take, and no others.
final class ApiDocTest {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    @Test
    void thePageListsEveryCall() {
        assertThat(listed(Project.text("docs/reference/api.md")))
                .containsExactlyInAnyOrderElementsOf(
                        SourceFile.under("src/main/java/dev/nostro/api").stream()
                                .flatMap(ApiDocTest::taken)
                                .distinct()
                                .toList());
    }

    @Test
    void aMissingCallIsSeen() {
        String source =
                """
                @Path("/v1/holds")
                class Holds {
                    @GET @Path("/{id}") Object one() { return 1; }
                    @POST Object make() { return 1; }
                    Object no() { return 1; }
                }
                """;
        assertThat(taken(SourceFile.parse(Path.of("Holds.java"), source)))
                .containsExactly("GET /v1/holds/{id}", "POST /v1/holds");
        assertThat(listed("| call |\n|--|\n| `GET /v1/old` |\n| `other` |"))
                .containsExactly("GET /v1/old");
    }

    private static List<String> listed(String page) {
        return new Markdown(page)
                .rows().stream()
                        .map(List::getFirst)
                        .filter(call -> METHODS.contains(call.split(" ", -1)[0]))
                        .toList();
    }

    private static Stream<String> taken(SourceFile source) {
        return source.types().stream().flatMap(ApiDocTest::taken);
    }

    private static Stream<String> taken(ClassTree resource) {
        Optional<String> base = path(resource.getModifiers());
        return base.stream()
                .flatMap(start -> methods(resource).flatMap(method -> taken(start, method)));
    }

    private static Stream<String> taken(String base, MethodTree method) {
        return annotations(method.getModifiers())
                .map(ApiDocTest::name)
                .filter(METHODS::contains)
                .map(verb -> verb + " " + base + path(method.getModifiers()).orElse(""));
    }

    private static Stream<MethodTree> methods(ClassTree type) {
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast);
    }

    private static Optional<String> path(ModifiersTree modifiers) {
        return annotations(modifiers)
                .filter(annotation -> name(annotation).equals("Path"))
                .map(annotation -> annotation.getArguments().getFirst().toString())
                .map(argument -> argument.replaceAll("^[^\"]*\"|\"$", ""))
                .findFirst();
    }

    private static Stream<? extends AnnotationTree> annotations(ModifiersTree modifiers) {
        return modifiers.getAnnotations().stream();
    }

    private static String name(AnnotationTree annotation) {
        Tree type = annotation.getAnnotationType();
        return type.toString().replaceFirst(".*\\.", "");
    }
}
