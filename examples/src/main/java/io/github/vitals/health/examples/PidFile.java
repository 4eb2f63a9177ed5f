package io.github.vitals.health.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells {@code bin/demo} which process is meant: the pid and when the process was started, since a pid alone may by then be
 * another's. Both sides read the start the same way: from {@code /proc} where there is one, else from {@code ps}.
 */
final class PidFile {
    private static final int START_AFTER_NAME = 19;

    private PidFile() {}

    static void write(Path file, long pid) throws IOException {
        Files.writeString(file, pid + " " + startOf(pid) + "\n");
    }

    /** The process that was written down, if it still runs. */
    static Optional<ProcessHandle> running(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ", 2);
        if (parts.length < 2 || !parts[0].matches("\\d{1,10}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(parts[0]);
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> sameStart(pid, parts[1]));
    }

    private static boolean sameStart(long pid, String start) {
        try {
            return startOf(pid).equals(start);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    private static String startOf(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (Files.exists(stat)) {
            String text = Files.readString(stat);
            // The second field, the name in brackets, may contain anything, so count from its end.
            return text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[START_AFTER_NAME];
        }
        Process ps = new ProcessBuilder("ps", "-o", "lstart=", "-p", Long.toString(pid)).start();
        ps.getOutputStream().close();
        String started = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return started.strip().replaceAll("\\s+", " ");
    }
}
