package dev.nostro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What `/proc` tells about processes: CPU time and memory. Empty on systems that have none.
final class Proc {
    /// Linux tells CPU time in hundredths of a second, on every architecture.
    private static final long MICROS_PER_TICK = 10_000;

    /// Places in `/proc/PID/stat`, counted after the name in parentheses.
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_SYSTEM = 14;

    /// Places in the first line of `/proc/stat`; after idle comes waiting for disks.
    private static final int IDLE = 4;

    private static final int STEAL = 8;

    private final Path root;

    Proc(Path root) {
        this.root = root;
    }

    static Proc ofThisMachine() {
        return new Proc(Path.of("/proc"));
    }

    /// CPU time of one process, in microseconds.
    OptionalLong cpu(long pid) {
        String[] fields = stat(Long.toString(pid));
        return fields.length <= CHILDREN_SYSTEM
                ? OptionalLong.empty()
                : OptionalLong.of(ticks(fields, USER, SYSTEM) * MICROS_PER_TICK);
    }

    /// CPU time of a process, its children now, and those that it has already buried.
    OptionalLong cpuWithChildren(long pid) {
        String[] own = stat(Long.toString(pid));
        if (own.length <= CHILDREN_SYSTEM) {
            return OptionalLong.empty();
        }
        long ticks = ticks(own, USER, CHILDREN_SYSTEM);
        for (String child : pids()) {
            String[] fields = stat(child);
            if (fields.length > CHILDREN_SYSTEM && Long.parseLong(fields[PARENT]) == pid) {
                ticks += ticks(fields, USER, SYSTEM);
            }
        }
        return OptionalLong.of(ticks * MICROS_PER_TICK);
    }

    /// CPU time that this machine has spent on anything, or lost to its host, in microseconds.
    OptionalLong busy() {
        try (Stream<String> lines = Files.lines(root.resolve("stat"))) {
            return lines.filter(line -> line.startsWith("cpu "))
                    .map(line -> line.strip().split(" +"))
                    .filter(fields -> fields.length > STEAL)
                    .mapToLong(Proc::busy)
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    private static long busy(String[] fields) {
        long ticks = ticks(fields, 1, STEAL);
        long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IDLE + 1]);
        return (ticks - idle) * MICROS_PER_TICK;
    }

    /// The most memory that a process has had resident, in bytes.
    OptionalLong peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(root.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    private static long ticks(String[] fields, int first, int last) {
        long sum = 0;
        for (int i = first; i <= last; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    private List<String> pids() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private String[] stat(String pid) {
        try {
            String line = Files.readString(root.resolve(pid).resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException _) {
            return new String[0];
        }
    }
}
