package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.nostro.crossing.Failpoint;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No commit and no message of a crossing without failpoints around it, so that the crash matrix
/// reaches all of them. Each rule is also shown code that breaks it.
final class FailpointRulesTest {
    private static final JavaClasses CROSSING =
            new ClassFileImporter().importPath(Project.root().resolve("target/classes"));

    @TempDir private Path folder;
    private int compiled;

    @Test
    void everyStepIsBetweenFailpoints() {
        assertThat(FailpointRules.stepsWithout(CROSSING)).isEmpty();
    }

    @Test
    void aStepWithoutAFailpointIsSeen() {
        String before = "Failpoint.BEFORE_ABORT.pass();";
        String step = "books.abort(crossing)";
        String after = ".thenRun(Failpoint.AFTER_ABORT::pass)";
        assertThat(FailpointRules.stepsWithout(step(before, step, after))).isEmpty();
        assertThat(FailpointRules.stepsWithout(step("", step, after)))
                .singleElement()
                .asString()
                .startsWith("no failpoint BEFORE");
        assertThat(FailpointRules.stepsWithout(step(before, step, "")))
                .singleElement()
                .asString()
                .startsWith("no failpoint AFTER");
        String twice = step + ".thenCompose(_ ->\n books.settled(crossing, null))";
        assertThat(FailpointRules.stepsWithout(step(before, twice, after))).hasSize(2);
        String look = "books.verdict(crossing).thenApply(_ -> (Void) null)";
        assertThat(FailpointRules.stepsWithout(step("", look, ""))).isEmpty();
    }

    @Test
    void aStepMayHaveItsFailpointsInWhateverCallsIt() {
        String inner =
                "CompletionStage<Void> inner(CrossingId crossing) {\n"
                        + " return books.abort(crossing);\n }";
        String good =
                "Failpoint.BEFORE_ABORT.pass();\n"
                        + "inner(crossing)\n.thenRun(Failpoint.AFTER_ABORT::pass);";
        assertThat(FailpointRules.stepsWithout(type("A", inner + method("a", good)))).isEmpty();
        assertThat(
                        FailpointRules.stepsWithout(
                                type(
                                        "A",
                                        inner
                                                + method("a", good)
                                                + method("b", "inner(crossing);"))))
                .hasSize(2);
    }

    @Test
    void everyHandlerIsBetweenFailpoints() {
        assertThat(FailpointRules.handlersWithout(CROSSING)).isEmpty();
        String handler =
                "void receive(CrossingId crossing, byte[] message) {\n %s\n"
                        + " books.verdict(crossing);\n %s\n }";
        String pass = "Failpoint.ASK_RECEIVED.pass();";
        assertThat(FailpointRules.handlersWithout(type("Inbox", handler.formatted("", ""))))
                .hasSize(2);
        assertThat(FailpointRules.handlersWithout(type("Inbox", handler.formatted(pass, pass))))
                .isEmpty();
    }

    @Test
    void nothingGoesRoundTheSeams() {
        assertThat(FailpointRules.round(CROSSING)).isEmpty();
        assertThat(
                        FailpointRules.round(
                                type(
                                        "A",
                                        "void a(dev.nostro.ledger.Decisions decisions) {\n"
                                                + " decisions.abort(null);\n }")))
                .hasSize(1);
    }

    @Test
    void everyFailpointIsPassedInOnePlace() {
        assertThat(Failpoint.values())
                .allSatisfy(failpoint ->
                        assertThat(FailpointRules.places(CROSSING, failpoint.name()))
                                .as(failpoint.name())
                                .isEqualTo(1));
        assertThat(FailpointRules.places(CROSSING, "NONE")).isZero();
    }

    private JavaClasses step(String before, String step, String after) {
        return type("A", method("a", before + "\n" + step + "\n" + after + ";"));
    }

    private static String method(String name, String body) {
        return "\nvoid %s(CrossingId crossing) {\n%s\n}".formatted(name, body);
    }

    private JavaClasses type(String name, String methods) {
        String source =
                Stream.of(
                                "package dev.nostro.crossing;",
                                "import dev.nostro.transfer.CrossingId;",
                                "import java.util.concurrent.CompletionStage;",
                                "class " + name + " {",
                                "OwnBooks books;",
                                methods,
                                "}")
                        .collect(Collectors.joining("\n"));
        return Snippets.compile(folder.resolve("" + compiled++), source);
    }
}
