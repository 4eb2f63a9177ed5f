package io.github.vitals.health.logging.file;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The error output of the process. Nobody waits long for it: its reader may have stopped, then nothing more is told until
 * it goes on. Thread-safe.
 */
final class ErrorOutput {
    private static final Duration LIMIT = Duration.ofMillis(200);

    private final String name;
    private @Nullable Thread last;

    ErrorOutput(String name) {
        this.name = name;
    }

    synchronized void tell(String text) {
        Thread before = last;
        if (before != null && before.isAlive()) {
            return;
        }
        Thread teller = new Thread(() -> System.err.println("log output " + name + ": " + text), "log-output-tells");
        teller.setDaemon(true);
        teller.start();
        last = teller;
        try {
            teller.join(LIMIT.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
