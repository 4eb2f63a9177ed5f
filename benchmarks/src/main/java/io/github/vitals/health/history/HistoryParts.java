package io.github.vitals.health.history;

import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a {@link HealthHistory} does on threads of its own, for the benchmarks to call: no public type gives it away, so
 * this stands in its package.
 */
public final class HistoryParts {
    private HistoryParts() {}

    /**
     * The listener that remembers.
     *
     * @return it, with a ledger of its own
     */
    public static HealthListener recorder() {
        MemoryBudget budget = new MemoryBudget(MemoryBudget.ofThisProcess());
        return new Recorder(new LockedLedger(InstantSource.system(), System::nanoTime, budget)::now, () -> {});
    }

    /**
     * What happens once a second: time is accounted.
     *
     * @param health whose checks
     * @return lets a second pass
     */
    public static Runnable second(HealthRegistry health) {
        Clock clock = new Clock();
        HealthHistory history =
                HealthHistory.listening(HealthHistory.builder(health).clock(clock), clock::nanos);
        return () -> {
            clock.seconds++;
            history.beat();
        };
    }

    /** Time that passes when it is told to. */
    private static final class Clock implements InstantSource {
        private static final long START = 1_767_225_600;

        private long seconds;

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(START + seconds);
        }

        long nanos() {
            return seconds * 1_000_000_000;
        }
    }
}
