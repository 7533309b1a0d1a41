package dev.nostro;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What must hold for a file whatever language it is in; each rule answers its findings.
final class TextRules {
    static final int WIDEST_LINE = 100;

    /// Written by others, kept as they came.
    private static final Set<String> FOREIGN = Set.of("mvnw", "mvnw.cmd", "LICENSE");

    /// Prose and XML are wrapped where it reads best.
    private static final Set<String> WIDE = Set.of("md", "xml", "csv", "json");

    private static final Set<String> BINARY = Set.of("png", "jar", "svg", "ico", "gif");

    // Written with brackets so that this file does not find itself.
    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(T[O]DO|F[I]XME|X[X]X)\\b");
    private static final Pattern ONE_MACHINE =
            Pattern.compile("(?<![\\w.}~-])/((work|root|farm|home|Users)/\\w|tm[p]/\\w)");

    private TextRules() {}

    static boolean isText(Path file) {
        return !BINARY.contains(ending(file));
    }

    static boolean isOurs(Path file) {
        return isText(file) && !FOREIGN.contains(file.toString()) && !file.startsWith(".mvn");
    }

    static List<Finding> linesAreNarrow(Path file, String text) {
        return WIDE.contains(ending(file))
                ? List.of()
                : findings(
                        file,
                        text,
                        Pattern.compile(".{" + (WIDEST_LINE + 1) + ",}"),
                        "wider than " + WIDEST_LINE + " columns");
    }

    static List<Finding> noTabs(Path file, String text) {
        return findings(file, text, Pattern.compile("\t"), "a tab");
    }

    static List<Finding> nothingLeftOpen(Path file, String text) {
        return findings(file, text, LEFT_OPEN, "left open");
    }

    static List<Finding> noMachinePath(Path file, String text) {
        return findings(file, text, ONE_MACHINE, "a path of one machine");
    }

    private static List<Finding> findings(Path file, String text, Pattern wrong, String what) {
        List<Finding> found = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = wrong.matcher(lines.get(i));
            if (matcher.find()) {
                found.add(new Finding(file, i + 1L, what + ": " + lines.get(i).strip()));
            }
        }
        return found;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
