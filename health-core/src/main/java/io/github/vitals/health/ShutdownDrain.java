package io.github.vitals.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Drains and closes a registry when the process is told to end: on SIGTERM, or when the last thread is gone. */
final class ShutdownDrain {
    private ShutdownDrain() {}

    static Thread add(HealthRegistry health, Duration duration) {
        Thread hook = new Thread(
                () -> {
                    health.drain(duration);
                    health.close();
                },
                "health-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /** Takes the hook back; when the process is ending already, there is nothing to take back. */
    static void remove(@Nullable Thread hook) {
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is running, or has run.
        }
    }
}
