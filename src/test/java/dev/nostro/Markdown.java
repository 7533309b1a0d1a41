package dev.nostro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the docs: its links, the anchors of its headings, the cells of its tables.
record Markdown(String text) {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*)$");
    private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_\\- ]");

    /// A link's target and the line it stands on.
    record Link(String target, long line) {}

    /// Links outside fenced blocks and code spans.
    List<Link> links() {
        List<Link> found = new ArrayList<>();
        List<String> prose = proseLines();
        for (int i = 0; i < prose.size(); i++) {
            Matcher link = LINK.matcher(prose.get(i).replaceAll("`[^`]*`", "x"));
            while (link.find()) {
                found.add(new Link(link.group(1), i + 1L));
            }
        }
        return found;
    }

    /// What can stand behind `#` in a link to this page.
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return proseLines().stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> slug(heading.group(1)))
                .map(slug -> {
                    int before = seen.merge(slug, 1, Integer::sum) - 1;
                    return before == 0 ? slug : slug + "-" + before;
                })
                .toList();
    }

    /// The rows of every table, each as its cells without backticks; no headings, no rulers.
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : proseLines()) {
            if (line.startsWith("|--") || line.startsWith("| --") || line.startsWith("|:--")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable) {
                rows.add(cells(line));
            }
        }
        return rows;
    }

    /// The lines of every fenced block of a language.
    Stream<String> fenced(String language) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith("```")) {
                inside = !inside && line.strip().equals("```" + language);
            } else if (inside) {
                found.add(line);
            }
        }
        return found.stream();
    }

    private static List<String> cells(String row) {
        String inner = row.strip().replaceAll("^\\||\\|$", "");
        return Stream.of(inner.split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.replace("`", "").replace("\\|", "|").strip())
                .toList();
    }

    private static String slug(String heading) {
        String plain = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").strip();
        return NOT_IN_ANCHOR
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }

    /// The lines with everything inside fences blanked, so that numbers stay true.
    private List<String> proseLines() {
        List<String> lines = new ArrayList<>();
        boolean fenced = false;
        for (String line : text.lines().toList()) {
            boolean fence = line.strip().startsWith("```");
            lines.add(fence || fenced ? "" : line);
            fenced = fence != fenced;
        }
        return lines;
    }
}
