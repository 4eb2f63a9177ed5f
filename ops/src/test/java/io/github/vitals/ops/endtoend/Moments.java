package io.github.vitals.ops.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** How long what follows from a fault took: a line for people, held to nothing. */
final class Moments {
    private final StringBuilder line;
    private long start = System.nanoTime();

    /** From now on. */
    Moments(String fault) {
        line = new StringBuilder(fault);
    }

    void passed(String what) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
        line.append(" · ").append(what).append(" after ").append(seconds).append(" s");
    }

    /** Counts from zero. */
    void again() {
        start = System.nanoTime();
    }

    void write(Path file) throws IOException {
        Files.writeString(file, line.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
