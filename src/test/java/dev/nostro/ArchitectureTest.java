package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the order of the packages, and that what decides about money is a plain function. Each
/// rule is also shown a class that breaks it.
final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Project.root().resolve("target/classes"));

    @TempDir private Path folder;
    private int compiled;

    @Test
    void readsTheClasses() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName()).distinct())
                .contains("dev.nostro.money", "dev.nostro.transfer", "dev.nostro.account");
    }

    @Test
    void importsGoUp() {
        assertThat(ArchitectureRules.importsGoUp(CLASSES)).isEmpty();
        JavaClasses cycle =
                compile(
                        "package dev.nostro.money; public class A { dev.nostro.api.B b; }",
                        "package dev.nostro.api; public class B { dev.nostro.money.A a; }");
        assertThat(ArchitectureRules.importsGoUp(cycle))
                .singleElement()
                .asString()
                .startsWith("Field <dev.nostro.money.A.b>");
    }

    @Test
    void packagesHaveAPlace() {
        assertThat(ArchitectureRules.packagesHaveAPlace(CLASSES)).isEmpty();
        JavaClasses strangers =
                compile(
                        "package dev.nostro.misc; class A {}",
                        "package dev.nostro.api.wire; class B {}",
                        "package dev.nostro; class C {}");
        assertThat(ArchitectureRules.packagesHaveAPlace(strangers)).hasSize(3);
    }

    @Test
    void thePageOnArchitectureHasTheSameOrder() {
        List<String> onThePage =
                new Markdown(Project.text("docs/architecture.md"))
                        .rows().stream()
                                .map(List::getFirst)
                                .filter(ArchitectureRules.ORDER::contains)
                                .toList();
        assertThat(onThePage)
                .isSortedAccordingTo(Comparator.comparingInt(ArchitectureRules.ORDER::indexOf))
                .containsAll(
                        ArchitectureRules.ORDER.stream()
                                .filter(name -> CLASSES.containPackage("dev.nostro." + name))
                                .toList());
    }

    @Test
    void decisionsArePlain() {
        assertThat(ArchitectureRules.decisionsArePlain(CLASSES)).isEmpty();
        assertThat(
                        ArchitectureRules.decisionsArePlain(
                                compile(
                                        "package dev.nostro.account; public class Accounts {"
                                                + " jakarta.persistence.EntityManager em; }",
                                        "package dev.nostro.transfer; class Decision {"
                                                + " dev.nostro.account.Accounts accounts; }")))
                .singleElement()
                .asString()
                .contains("EntityManager");
        assertThat(
                        ArchitectureRules.decisionsArePlain(
                                compile(
                                        "package dev.nostro.transfer; class Decision {"
                                                + " java.io.File a; java.util.Random b; }")))
                .hasSize(2);
    }

    @Test
    void decisionsHaveNoClock() {
        assertThat(ArchitectureRules.decisionsHaveNoClock(CLASSES)).isEmpty();
        JavaClasses clocks =
                compile(
                        """
                        package dev.nostro.transfer;
                        class Decision {
                            Object a = java.time.Instant.now();
                            long b = System.currentTimeMillis();
                            long c = System.nanoTime();
                            Object d = java.util.UUID.randomUUID();
                            java.util.function.Supplier<?> e = java.time.LocalDate::now;
                        }
                        """);
        assertThat(ArchitectureRules.decisionsHaveNoClock(clocks)).hasSize(5);
    }

    @Test
    void entitiesAreHidden() {
        assertThat(ArchitectureRules.entitiesAreHidden(CLASSES)).isEmpty();
        JavaClasses open =
                compile(
                        """
                        package dev.nostro.account;
                        @jakarta.persistence.Entity
                        public class AccountRow {
                            @jakarta.persistence.Id long number;
                            void setNumber(long number) { this.number = number; }
                        }
                        """);
        assertThat(ArchitectureRules.entitiesAreHidden(open)).hasSize(2);
    }

    @Test
    void wireStaysInApi() {
        assertThat(ArchitectureRules.wireStaysInApi(CLASSES)).isEmpty();
        String wire =
                "; record Wire(@com.fasterxml.jackson.annotation.JsonProperty(\"x\") int y) {}";
        assertThat(
                        ArchitectureRules.wireStaysInApi(
                                compile(
                                        "package dev.nostro.ledger" + wire,
                                        "package dev.nostro.api" + wire)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("dev.nostro.ledger"));
    }

    @Test
    void collaboratorsComeByConstructor() {
        assertThat(ArchitectureRules.collaboratorsComeByConstructor(CLASSES)).isEmpty();
        JavaClasses injected =
                compile("package dev.nostro.api; class A { @jakarta.inject.Inject String b; }");
        assertThat(ArchitectureRules.collaboratorsComeByConstructor(injected)).hasSize(1);
    }

    private JavaClasses compile(String... sources) {
        return Snippets.compile(folder.resolve("" + compiled++), sources);
    }
}
