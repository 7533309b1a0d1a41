package dev.nostro;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Compiles a few lines of Java, so that a rule can be shown what it is there to refuse.
final class Snippets {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface) (\\w+)");

    private static final JavaCompiler COMPILER =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");

    /// One for all snippets, so that the libraries are opened once.
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, null);

    private Snippets() {}

    /// The classes of these sources, each with a package and one outer type, compiled into
    /// `folder`.
    static JavaClasses compile(Path folder, String... sources) {
        StringWriter complaints = new StringWriter();
        Path classes = folder.resolve("classes");
        try {
            List<Path> written = new ArrayList<>();
            for (String source : sources) {
                written.add(write(folder, source));
            }
            Files.createDirectories(classes);
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            boolean compiled =
                    COMPILER.getTask(
                                    complaints,
                                    FILES,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    FILES.getJavaFileObjectsFromPaths(written))
                            .call();
            if (!compiled) {
                throw new IllegalArgumentException(complaints.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ClassFileImporter().importPath(classes);
    }

    private static Path write(Path folder, String source) throws IOException {
        Path file =
                folder.resolve("sources")
                        .resolve(first(PACKAGE, source).replace('.', '/'))
                        .resolve(first(TYPE, source) + ".java");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, source);
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + source);
        }
        return matcher.group(1);
    }
}
