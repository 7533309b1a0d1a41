package dev.nostro;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/// What the formatter and the compiler do not see in a Java source; each rule answers its findings.
final class JavaRules {
    static final int LONGEST_METHOD = 60;
    static final int LONGEST_FILE = 400;
    static final int MOST_PARAMETERS = 5;
    static final int LONGEST_PACKAGE_DOC = 3;

    /// Words that say nothing about what a type is for.
    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    "Manager",
                    "Helper",
                    "Helpers",
                    "Util",
                    "Utils",
                    "Impl",
                    "Base",
                    "Abstract",
                    "Dto",
                    "Data",
                    "Info",
                    "Common",
                    "Misc",
                    "Service");

    private static final Set<String> FLOATING = Set.of("Double", "Float");
    private static final Set<String> SKIPPING = Set.of("Disabled", "Ignore");

    private JavaRules() {}

    static List<Finding> methodsAreShort(SourceFile source) {
        return source.methods().stream()
                .filter(method -> source.bodyLines(method) > LONGEST_METHOD)
                .map(method ->
                        source.finding(
                                method,
                                "%s has %d lines, %d at most"
                                        .formatted(
                                                method.getName(),
                                                source.bodyLines(method),
                                                LONGEST_METHOD)))
                .toList();
    }

    static List<Finding> filesAreShort(SourceFile source) {
        return source.lines() <= LONGEST_FILE
                ? List.of()
                : List.of(
                        new Finding(
                                source.path(),
                                LONGEST_FILE,
                                "%d lines, %d at most".formatted(source.lines(), LONGEST_FILE)));
    }

    /// A record's components are its content and may be more, and so may the parts of a query that
    /// an endpoint names: nobody calls it with them in a row.
    static List<Finding> parametersAreFew(SourceFile source) {
        return source.types().stream()
                .flatMap(type ->
                        type.getMembers().stream()
                                .filter(MethodTree.class::isInstance)
                                .map(MethodTree.class::cast)
                                .filter(method -> !isConstructorOfRecord(type, method)))
                .filter(method -> parameters(method) > MOST_PARAMETERS)
                .map(method ->
                        source.finding(
                                method,
                                "%s has %d parameters, %d at most"
                                        .formatted(
                                                method.getName(),
                                                parameters(method),
                                                MOST_PARAMETERS)))
                .toList();
    }

    private static long parameters(MethodTree method) {
        return method.getParameters().stream()
                .map(parameter -> parameter.getModifiers().toString())
                .filter(modifiers -> !modifiers.contains("@QueryParam("))
                .count();
    }

    private static boolean isConstructorOfRecord(ClassTree type, MethodTree method) {
        return type.getKind() == Tree.Kind.RECORD && method.getName().contentEquals("<init>");
    }

    static List<Finding> typeNamesSaySomething(SourceFile source) {
        return source.types().stream()
                .flatMap(type ->
                        words(type.getSimpleName().toString())
                                .filter(EMPTY_WORDS::contains)
                                .map(word ->
                                        source.finding(
                                                type,
                                                "'%s' in the name %s"
                                                        .formatted(word, type.getSimpleName()))))
                .toList();
    }

    private static Stream<String> words(String name) {
        return Stream.of(name.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"));
    }

    /// A private type is a detail of the one around it.
    static List<Finding> typesAreDocumented(SourceFile source) {
        return source.types().stream()
                .filter(type -> !type.getModifiers().getFlags().contains(Modifier.PRIVATE))
                .filter(type -> source.docOf(type).isEmpty())
                .map(type -> source.finding(type, "%s has no ///".formatted(type.getSimpleName())))
                .toList();
    }

    static List<Finding> docsAreMarkdown(SourceFile source) {
        List<Finding> found = new ArrayList<>();
        List<String> lines = source.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("/" + "**")) {
                found.add(new Finding(source.path(), i + 1L, "a doc comment is written with ///"));
            }
        }
        return found;
    }

    /// A `package-info` marks its package null-free and says in a line or three what it is for.
    static List<Finding> packageIsIntroduced(SourceFile source) {
        if (!source.isPackageInfo()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        Tree declaration = source.unit().getPackage();
        if (declaration == null || !source.text().contains("\n@NullMarked\n")) {
            found.add(new Finding(source.path(), 1, "no @NullMarked"));
        }
        long lines = source.text().lines().filter(line -> line.startsWith("///")).count();
        if (lines < 1 || lines > LONGEST_PACKAGE_DOC) {
            found.add(
                    new Finding(
                            source.path(),
                            1,
                            "%d lines of ///, 1 to %d wanted"
                                    .formatted(lines, LONGEST_PACKAGE_DOC)));
        }
        return found;
    }

    static List<Finding> nothingFloats(SourceFile source) {
        List<Finding> found = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitPrimitiveType(PrimitiveTypeTree type, @Nullable Void none) {
                note(type, isFloating(type.getPrimitiveTypeKind()));
                return super.visitPrimitiveType(type, null);
            }

            @Override
            public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void none) {
                note(name, FLOATING.contains(name.getName().toString()));
                return super.visitIdentifier(name, null);
            }

            @Override
            public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
                note(
                        literal,
                        literal.getKind() == Tree.Kind.DOUBLE_LITERAL
                                || literal.getKind() == Tree.Kind.FLOAT_LITERAL);
                return super.visitLiteral(literal, null);
            }

            private void note(Tree tree, boolean floats) {
                if (floats) {
                    found.add(source.finding(tree, "'%s' is not exact".formatted(tree)));
                }
            }
        }.scan(source.unit(), null);
        return found;
    }

    private static boolean isFloating(TypeKind kind) {
        return kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT;
    }

    static List<Finding> noTestIsOff(SourceFile source) {
        List<Finding> found = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void none) {
                String name = annotation.getAnnotationType().toString();
                if (SKIPPING.contains(name.substring(name.lastIndexOf('.') + 1))) {
                    found.add(source.finding(annotation, "a test that is switched off"));
                }
                return super.visitAnnotation(annotation, null);
            }
        }.scan(source.unit(), null);
        return found;
    }
}
