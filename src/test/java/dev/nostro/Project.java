package dev.nostro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The project's folder as the checks see it: what is written by hand, nothing that is built.
final class Project {
    private static final Path ROOT = findRoot();
    private static final Set<String> SKIPPED = Set.of(".git", ".nostro", "target", "node_modules");

    private Project() {}

    static Path root() {
        return ROOT;
    }

    /// The version in `pom.xml`: the first one, which is the project's own.
    static String version() {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(text("pom.xml"));
        if (!version.find()) {
            throw new IllegalStateException("pom.xml has no version");
        }
        return version.group(1);
    }

    static String text(String path) {
        return read(ROOT.resolve(path));
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every file below `folder` of the project in a fixed order, paths from the project's folder.
    static List<Path> files(String folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT.resolve(folder),
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            return SKIPPED.contains(directory.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            found.add(ROOT.relativize(file));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    static List<Path> files(String folder, String ending) {
        return files(folder).stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    private static Path findRoot() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("pom.xml")) && Files.exists(folder.resolve("src"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no pom.xml in or above " + start);
    }
}
