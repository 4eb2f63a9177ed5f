package io.github.vitals.health.servers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition of another process, which nobody can notify us of. */
final class Await {
    private static final Duration STEP = Duration.ofMillis(5);

    private Await() {}

    /** Returns whether the condition came true in time. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(STEP.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a server", stop);
            }
        }
        return true;
    }
}
