package io.github.vitals.health.history;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.testkit.ManualScheduler;
import java.time.InstantSource;

/** A history whose time passes when a test says so. */
public final class ManualHistory {
    private ManualHistory() {}

    /**
     * A history without threads.
     *
     * @param health what to remember of
     * @param time that of the registry
     * @param clock the wall clock
     * @return a history that keeps the registry's time
     */
    public static HealthHistory of(HealthRegistry health, ManualScheduler time, InstantSource clock) {
        return HealthHistory.listening(
                HealthHistory.builder(health).clock(clock).target(0.99), time::read);
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
