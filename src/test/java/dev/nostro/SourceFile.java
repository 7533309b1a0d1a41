package dev.nostro;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// One Java source, parsed by javac but not resolved: enough to see its shape.
final class SourceFile {
    private static final Map<String, List<SourceFile>> FOLDERS = new ConcurrentHashMap<>();

    private final Path path;
    private final String text;
    private final CompilationUnitTree unit;
    private final DocTrees trees;

    private SourceFile(Path path, String text, CompilationUnitTree unit, DocTrees trees) {
        this.path = path;
        this.text = text;
        this.unit = unit;
        this.trees = trees;
    }

    static SourceFile parse(Path path, String text) {
        return parse(List.of(new InMemory(path, text))).getFirst();
    }

    /// All sources of a folder, parsed once for all tests.
    static List<SourceFile> under(String folder) {
        return FOLDERS.computeIfAbsent(
                folder,
                _ ->
                        parse(
                                Project.files(folder, ".java").stream()
                                        .map(file -> new InMemory(file, Project.text("" + file)))
                                        .toList()));
    }

    private static List<SourceFile> parse(List<InMemory> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        JavacTask task =
                (JavacTask)
                        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK")
                                .getTask(null, null, null, null, null, sources);
        DocTrees trees = DocTrees.instance(task);
        List<SourceFile> parsed = new ArrayList<>();
        try {
            // In the order of the sources.
            for (CompilationUnitTree unit : task.parse()) {
                InMemory source = sources.get(parsed.size());
                parsed.add(new SourceFile(source.path, source.text, unit, trees));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(parsed);
    }

    /// A source that javac does not read from a file.
    private static final class InMemory extends SimpleJavaFileObject {
        private final Path path;
        private final String text;

        InMemory(Path path, String text) {
            super(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    Path path() {
        return path;
    }

    String text() {
        return text;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    String packageName() {
        Tree name = unit.getPackageName();
        return name == null ? "" : name.toString();
    }

    long lines() {
        return text.lines().count();
    }

    /// Every type that has a name, nested ones too.
    List<ClassTree> types() {
        List<ClassTree> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
                if (!type.getSimpleName().isEmpty()) {
                    found.add(type);
                }
                return super.visitClass(type, null);
            }
        }.scan(unit, null);
        return found;
    }

    /// Every method and constructor that is written out.
    List<MethodTree> methods() {
        List<MethodTree> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
                found.add(method);
                return super.visitMethod(method, null);
            }
        }.scan(unit, null);
        return found;
    }

    /// The names of every record's components.
    Stream<String> recordComponents() {
        return types().stream()
                .filter(type -> type.getKind() == Tree.Kind.RECORD)
                .flatMap(type -> type.getMembers().stream())
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .map(field -> field.getName().toString());
    }

    /// The doc comment in front of a tree, or nothing.
    String docOf(Tree tree) {
        String doc = trees.getDocComment(TreePath.getPath(unit, tree));
        return doc == null ? "" : doc.strip();
    }

    long firstLine(Tree tree) {
        return lineOf(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    /// Lines from the opening brace of its body to the closing one; an abstract method has none.
    long bodyLines(MethodTree method) {
        Tree body = method.getBody();
        if (body == null) {
            return 0;
        }
        return lineOf(trees.getSourcePositions().getEndPosition(unit, body)) - firstLine(body) + 1;
    }

    Finding finding(Tree at, String what) {
        return new Finding(path, firstLine(at), what);
    }

    private long lineOf(long position) {
        return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
    }
}
