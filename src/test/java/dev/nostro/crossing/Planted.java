package dev.nostro.crossing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The project's own classes once more, with a mistake in them: the real sources, changed in one
/// place, compiled and loaded beside the right ones.
final class Planted extends URLClassLoader {

    private static final String OURS = "dev.nostro.";
    private static final String JAVA = "src/main/java/";
    private static final String RESOURCES = "src/main/resources/";

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Map<String, byte[]> resources = new HashMap<>();

    private Planted(Map<String, String> changed) {
        super(new URL[] {home(Attempt.class), home(Planted.class)}, Planted.class.getClassLoader());
        Map<String, String> sources = new LinkedHashMap<>();
        changed.forEach((file, text) -> {
            if (file.startsWith(JAVA)) {
                sources.put(file.substring(JAVA.length()), text);
            } else {
                resources.put(
                        file.substring(RESOURCES.length()), text.getBytes(StandardCharsets.UTF_8));
            }
        });
        if (!sources.isEmpty()) {
            compile(sources);
        }
    }

    static Planted with(Mistake mistake) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (Mistake.Edit edit : mistake.edits()) {
            changed.merge(edit.file(), edit.of(text(edit.file())), (before, _) -> edit.of(before));
        }
        return new Planted(changed);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /// One life in the world with the mistake.
    void live(long seed) throws ReflectiveOperationException {
        loadClass("dev.nostro.crossing.SimulatedWorld")
                .getMethod("live", long.class)
                .invoke(null, seed);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] changed = classes.get(name);
            return changed == null
                    ? findClass(name)
                    : defineClass(name, changed, 0, changed.length);
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] changed = resources.get(name);
        return changed == null
                ? super.getResourceAsStream(name)
                : new ByteArrayInputStream(changed);
    }

    private void compile(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (JavaFileManager files =
                new Kept(compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8))) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of("-proc:none", "-nowarn", "-parameters"),
                                    null,
                                    sources.entrySet().stream().map(Source::new).toList())
                            .call();
            if (!compiled) {
                throw new IllegalStateException("a mistake that does not compile:\n" + messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Map.Entry<String, String> source) {
            super(URI.create("memory:///" + source.getKey()), Kind.SOURCE);
            this.text = source.getValue();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /// Keeps what is compiled in memory.
    private final class Kept extends ForwardingJavaFileManager<JavaFileManager> {
        Kept(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
