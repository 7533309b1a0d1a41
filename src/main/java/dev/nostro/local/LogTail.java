package dev.nostro.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The end of a log file, for somebody who has to find out what went wrong.
final class LogTail {

    private static final int LINES = 40;

    private LogTail() {}

    static String of(Path log) {
        try {
            // A log may hold bytes that are no UTF-8; ISO 8859-1 reads any.
            var lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            var from = Math.max(0, lines.size() - LINES);
            return String.join("\n", lines.subList(from, lines.size()));
        } catch (IOException _) {
            return "";
        }
    }
}
