package io.github.vitals.health.history;

import io.github.vitals.health.testkit.ManualScheduler;
import java.util.Objects;

/** A history with a store, whose time passes when a test says so. */
public final class ManualHistory {
    private ManualHistory() {}

    /**
     * A history without threads.
     *
     * @param built with a store, and the clock of the registry
     * @param time that of the registry
     * @return a history that has read its store
     */
    public static HealthHistory of(HealthHistoryBuilder built, ManualScheduler time) {
        HealthHistory history = HealthHistory.listening(built, time::read);
        try {
            Objects.requireNonNull(history.writer()).step();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store was read", stop);
        }
        return history;
    }

    /**
     * A second has passed.
     *
     * @param history that was made here
     */
    public static void beat(HealthHistory history) {
        history.beat();
    }
}
