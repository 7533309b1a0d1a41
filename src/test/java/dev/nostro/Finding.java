package dev.nostro;

import java.nio.file.Path;

/// One place where the project breaks a rule of its own.
record Finding(Path file, long line, String what) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
