package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pages lead where they say, list each other, and keep to one spelling of the domain's words.
final class DocsTest {
    /// The database owns this word; money moves by transfer.
    private static final Pattern OTHER_WORD =
            Pattern.compile("transaction", Pattern.CASE_INSENSITIVE);

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(pages().flatMap(page -> deadLinks(page, page(page)))).isEmpty();
    }

    @Test
    void aDeadLinkIsSeen() {
        Markdown page =
                new Markdown(
                        """
                        # A title
                        [file](nowhere.md) [anchor](#no-title) [good](#a-title) [other](pom.xml)
                        [elsewhere](https://example.org/x) `[not a link](gone.md)`
                        """);
        assertThat(deadLinks(Path.of("x.md"), page))
                .extracting(Finding::what)
                .containsExactly("nowhere.md leads nowhere", "#no-title leads nowhere");
    }

    @Test
    void everyDecisionIsInTheIndex() {
        String index = Project.text("docs/adr/README.md");
        assertThat(
                        Project.files("docs/adr", ".md").stream()
                                .map(file -> file.getFileName().toString())
                                .filter(name -> name.matches("\\d{4}-.*")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
    }

    @Test
    void everyPageIsReachedFromTheFrontPage() {
        List<Path> reached = new ArrayList<>(List.of(Path.of("README.md")));
        for (int i = 0; i < reached.size(); i++) {
            Path from = reached.get(i);
            page(from).links().stream()
                    .map(link -> link.target().replaceAll("#.*", ""))
                    .filter(target -> target.endsWith(".md") && !target.contains(":"))
                    .map(target -> from.resolveSibling(target).normalize())
                    .filter(target -> !reached.contains(target))
                    .forEach(reached::add);
        }
        assertThat(pages().filter(page -> !reached.contains(page))).isEmpty();
    }

    /// A promise that names its test has one.
    @Test
    void everyTestThatAPageNamesExists() {
        List<String> tests =
                Project.files("src/test/java", ".java").stream().map(DocsTest::typeName).toList();
        assertThat(pages().flatMap(page -> testsNamedIn(Project.text(page.toString()))))
                .isNotEmpty()
                .isSubsetOf(tests);
        assertThat(testsNamedIn("held by `NoSuchIT`, in tests")).containsExactly("NoSuchIT");
    }

    @Test
    void theApiSpeaksOfTransfers() {
        Stream<String> wire =
                SourceFile.under("src/main/java/dev/nostro/api").stream()
                        .flatMap(DocsTest::wireNames);
        assertThat(wire.filter(OTHER_WORD.asPredicate())).isEmpty();
        assertThat(page(Path.of("docs/reference/api.md")).fenced("json"))
                .isNotEmpty()
                .noneMatch(OTHER_WORD.asPredicate());
        assertThat(
                        wireNames(
                                SourceFile.parse(
                                        Path.of("A.java"),
                                        "@Path(\"/transactions\") record A(int transactionId) {}")))
                .containsExactly("@Path(\"/transactions\")", "transactionId");
    }

    /// Paths and field names that a client sees.
    private static Stream<String> wireNames(SourceFile source) {
        Stream<String> paths =
                Pattern.compile("@(Path|QueryParam|PathParam|JsonProperty)\\([^)]*\\)")
                        .matcher(source.text())
                        .results()
                        .map(match -> match.group());
        return Stream.concat(paths, source.recordComponents());
    }

    private static Stream<String> testsNamedIn(String page) {
        return Pattern.compile("`([A-Z]\\w+(?:Test|IT|Simulation))`")
                .matcher(page)
                .results()
                .map(name -> name.group(1));
    }

    private static String typeName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Stream<Path> pages() {
        return Project.files("", ".md").stream();
    }

    private static Markdown page(Path path) {
        return new Markdown(Project.text(path.toString()));
    }

    private static Stream<Finding> deadLinks(Path file, Markdown page) {
        return page.links().stream()
                .filter(link -> !link.target().matches("[a-z]+:.*"))
                .filter(link -> !leadsSomewhere(file, page, link.target()))
                .map(link -> new Finding(file, link.line(), link.target() + " leads nowhere"));
    }

    private static boolean leadsSomewhere(Path file, Markdown page, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path there = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        if (!path.isEmpty() && !Files.exists(Project.root().resolve(there))) {
            return false;
        }
        return hash < 0
                || (path.isEmpty() ? page : page(there))
                        .anchors()
                        .contains(target.substring(hash + 1));
    }
}
