package io.github.vitals.health.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Which process is meant: a pid alone may by now be another's. */
record Identity(long pid, Instant started) {
    /** The system derives the instant from a boot time that moves with corrections of the clock. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static Identity of(ProcessHandle process) {
        return new Identity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Reads what {@link #text()} wrote; empty if it is not there, or not completely. */
    static Optional<Identity> read(Path file) {
        try {
            String[] parts = Files.readString(file).split(" ", -1);
            return parts.length == 2
                    ? Optional.of(new Identity(Long.parseLong(parts[0]), Instant.parse(parts[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException | DateTimeParseException incomplete) {
            return Optional.empty();
        }
    }

    String text() {
        return pid + " " + started;
    }

    /** The process, if it is still there. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(this::matches);
    }

    private boolean matches(ProcessHandle process) {
        Duration apart = Duration.between(started, of(process).started);
        return process.isAlive() && apart.abs().compareTo(TOLERANCE) < 0;
    }
}
