package dev.nostro.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/// A small file of keys and values that only its owner can read, replaced as a whole: a reader
/// finds the old one or the new one, also after a crash.
final class PropertyFile {

    private PropertyFile() {}

    static Map<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot be read: " + file, e);
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k, "")));
        return values;
    }

    static void write(Path file, Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(values);
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(next, options, ownerOnly);
                var out = Channels.newWriter(channel, UTF_8)) {
            properties.store(out, null);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
