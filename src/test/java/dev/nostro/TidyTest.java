package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the house rules that neither compiler nor formatter sees. Each rule is also shown
/// something that breaks it: a rule that cannot fail holds nothing.
final class TidyTest {
    private static final int METHOD_P95 = 25;
    private static final int FILE_P95 = 250;
    private static final Set<String> EXACT_PACKAGES =
            Set.of(
                    "dev.nostro.money",
                    "dev.nostro.account",
                    "dev.nostro.transfer",
                    "dev.nostro.ledger");

    private static final List<SourceFile> MAIN = SourceFile.under("src/main/java");
    private static final List<SourceFile> TESTS = SourceFile.under("src/test/java");

    @Test
    void readsTheSources() {
        assertThat(MAIN).isNotEmpty();
        assertThat(TESTS).extracting(SourceFile::path).contains(path("src/test", "TidyTest"));
    }

    @Test
    void methodsAreShort() {
        assertThat(everywhere(JavaRules::methodsAreShort)).isEmpty();
        assertThat(JavaRules.methodsAreShort(parse(methodOf(61)))).hasSize(1);
        assertThat(JavaRules.methodsAreShort(parse(methodOf(60)))).isEmpty();
    }

    @Test
    void mostMethodsAreVeryShort() {
        assertThat(percentile95(methodLengths(MAIN))).isLessThanOrEqualTo(METHOD_P95);
        assertThat(percentile95(methodLengths(TESTS))).isLessThanOrEqualTo(METHOD_P95);
        assertThat(percentile95(methodLengths(List.of(parse(methodOf(26)))))).isEqualTo(26);
    }

    @Test
    void filesAreShort() {
        assertThat(everywhere(JavaRules::filesAreShort)).isEmpty();
        assertThat(JavaRules.filesAreShort(parse("class A {}\n".repeat(401)))).hasSize(1);
    }

    @Test
    void mostFilesAreVeryShort() {
        assertThat(percentile95(MAIN.stream().map(SourceFile::lines)))
                .isLessThanOrEqualTo(FILE_P95);
        assertThat(percentile95(TESTS.stream().map(SourceFile::lines)))
                .isLessThanOrEqualTo(FILE_P95);
        assertThat(percentile95(Stream.of(1L, 2L, 251L))).isEqualTo(251);
    }

    @Test
    void parametersAreFew() {
        assertThat(everywhere(JavaRules::parametersAreFew)).isEmpty();
        String six = "(int a, int b, int c, int d, int e, int f)";
        assertThat(JavaRules.parametersAreFew(parse("class A { void a" + six + " {} }")))
                .hasSize(1);
        assertThat(JavaRules.parametersAreFew(parse("class A { A" + six + " {} }"))).hasSize(1);
        assertThat(JavaRules.parametersAreFew(parse("record A" + six + " { A {} }"))).isEmpty();
        String query = six.replace("int b", "@QueryParam(\"b\") int b");
        assertThat(JavaRules.parametersAreFew(parse("class A { void a" + query + " {} }")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccountManager", "JsonUtil", "PageImpl", "AbstractPage", "DTOInfo"})
    void typeNamesSaySomething(String empty) {
        assertThat(everywhere(JavaRules::typeNamesSaySomething)).isEmpty();
        assertThat(JavaRules.typeNamesSaySomething(parse("class " + empty + " {}"))).hasSize(1);
        assertThat(JavaRules.typeNamesSaySomething(parse("class Database {}"))).isEmpty();
    }

    @Test
    void typesAreDocumented() {
        assertThat(in(MAIN, JavaRules::typesAreDocumented)).isEmpty();
        assertThat(JavaRules.typesAreDocumented(parse("class A {}"))).hasSize(1);
        assertThat(JavaRules.typesAreDocumented(parse("/// An a.\nclass A { record B() {} }")))
                .extracting(Finding::what)
                .containsExactly("B has no ///");
    }

    @Test
    void docsAreMarkdown() {
        assertThat(everywhere(JavaRules::docsAreMarkdown)).isEmpty();
        assertThat(JavaRules.docsAreMarkdown(parse("/" + "** An a. */\nclass A {}"))).hasSize(1);
    }

    @Test
    void packagesAreIntroduced() {
        assertThat(everywhere(JavaRules::packageIsIntroduced)).isEmpty();
        assertThat(JavaRules.packageIsIntroduced(packageInfo("package a;\n"))).hasSize(2);
        assertThat(
                        JavaRules.packageIsIntroduced(
                                packageInfo(
                                        """
                                        /// What it is for.
                                        @NullMarked
                                        package a;
                                        """)))
                .isEmpty();
    }

    @Test
    void everyPackageHasItsIntroduction() {
        assertThat(withoutIntroduction(MAIN, MAIN)).isEmpty();
        // A package's mark in src/main holds for its tests too.
        assertThat(
                        withoutIntroduction(
                                TESTS, Stream.of(MAIN, TESTS).flatMap(List::stream).toList()))
                .isEmpty();
        assertThat(withoutIntroduction(List.of(parse("package a; class A {}")), MAIN))
                .containsExactly("a");
    }

    @Test
    void nothingFloatsNearMoney() {
        // What counts how long things take is not money.
        List<SourceFile> exact =
                MAIN.stream()
                        .filter(file -> EXACT_PACKAGES.contains(file.packageName()))
                        .filter(file -> !file.path().toString().endsWith("Metrics.java"))
                        .toList();
        assertThat(exact).hasSizeGreaterThan(EXACT_PACKAGES.size());
        assertThat(in(exact, JavaRules::nothingFloats)).isEmpty();
        assertThat(JavaRules.nothingFloats(parse("class A { double a; }"))).hasSize(1);
        assertThat(JavaRules.nothingFloats(parse("class A { Object a() { return 1.5; } }")))
                .hasSize(1);
        assertThat(JavaRules.nothingFloats(parse("class A { Float a; }"))).hasSize(1);
        assertThat(JavaRules.nothingFloats(parse("class A { long a; }"))).isEmpty();
    }

    @Test
    void noTestIsOff() {
        assertThat(in(TESTS, JavaRules::noTestIsOff)).isEmpty();
        assertThat(JavaRules.noTestIsOff(parse("class A { @Disabled void a() {} }"))).hasSize(1);
    }

    @Test
    void linesAreNarrow() {
        assertThat(inText(TextRules::linesAreNarrow)).isEmpty();
        assertThat(TextRules.linesAreNarrow(Path.of("a.sql"), "x".repeat(101))).hasSize(1);
    }

    @Test
    void noTabs() {
        assertThat(inText(TextRules::noTabs)).isEmpty();
        assertThat(TextRules.noTabs(Path.of("a.sql"), "a\tb")).hasSize(1);
    }

    @Test
    void nothingLeftOpen() {
        assertThat(inText(TextRules::nothingLeftOpen)).isEmpty();
        assertThat(TextRules.nothingLeftOpen(Path.of("a.md"), "FIX" + "ME: later")).hasSize(1);
    }

    @Test
    void noPathOfOneMachine() {
        assertThat(inText(TextRules::noMachinePath)).isEmpty();
        for (String home : List.of("work", "root", "home", "Users", "tmp")) {
            assertThat(TextRules.noMachinePath(Path.of("a.md"), "see /" + home + "/x")).hasSize(1);
        }
        assertThat(TextRules.noMachinePath(Path.of("a.yaml"), "mountPath: /tmp")).isEmpty();
    }

    @Test
    void scriptsCanBeRun() {
        assertThat(
                        Project.files("").stream()
                                .filter(TidyTest::isScript)
                                .filter(file -> !Files.isExecutable(Project.root().resolve(file))))
                .isEmpty();
        assertThat(isScript(Path.of("mvnw"))).isTrue();
    }

    private static boolean isScript(Path file) {
        return !file.toString().endsWith(".java")
                && TextRules.isText(file)
                && Project.text(file.toString()).startsWith("#!");
    }

    private static Path path(String tree, String type) {
        return Path.of(tree, "java", "dev", "nostro", type + ".java");
    }

    private static SourceFile parse(String text) {
        return SourceFile.parse(Path.of("A.java"), text);
    }

    private static SourceFile packageInfo(String text) {
        return SourceFile.parse(Path.of("a", "package-info.java"), text);
    }

    private static String methodOf(int lines) {
        return "class A { void a() {" + "\n".repeat(lines - 1) + "} }";
    }

    private static List<Finding> everywhere(Function<SourceFile, List<Finding>> rule) {
        return Stream.of(MAIN, TESTS).flatMap(files -> in(files, rule).stream()).toList();
    }

    private static List<Finding> in(
            List<SourceFile> files, Function<SourceFile, List<Finding>> rule) {
        return files.stream().flatMap(file -> rule.apply(file).stream()).toList();
    }

    private static List<Finding> inText(BiFunction<Path, String, List<Finding>> rule) {
        return Project.files("").stream()
                .filter(TextRules::isOurs)
                .flatMap(file -> rule.apply(file, Project.text(file.toString())).stream())
                .toList();
    }

    private static Set<String> withoutIntroduction(List<SourceFile> of, List<SourceFile> known) {
        Set<String> packages = new HashSet<>(of.stream().map(SourceFile::packageName).toList());
        known.stream()
                .filter(SourceFile::isPackageInfo)
                .forEach(file -> packages.remove(file.packageName()));
        return packages;
    }

    private static Stream<Long> methodLengths(List<SourceFile> files) {
        return files.stream()
                .flatMap(file ->
                        file.methods().stream()
                                .filter(TidyTest::isWrittenOut)
                                .map(file::bodyLines));
    }

    private static boolean isWrittenOut(MethodTree method) {
        return method.getBody() != null;
    }

    private static long percentile95(Stream<Long> lengths) {
        List<Long> sorted = lengths.sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
