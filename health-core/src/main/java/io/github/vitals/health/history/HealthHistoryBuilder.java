package io.github.vitals.health.history;

import io.github.vitals.health.HealthRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes a {@link HealthHistory}. Not thread-safe. */
public final class HealthHistoryBuilder {
    private static final long LEAST_MEMORY = 1L << 20;
    private static final Duration LONGEST_FLUSH = Duration.ofMinutes(1);

    final HealthRegistry health;
    HistoryOrigin origin = HistoryOrigin.ofThisMachine("application");
    double target = 0.999;
    long memory = MemoryBudget.ofThisProcess();
    Duration flushEvery = Duration.ofSeconds(5);
    InstantSource clock = InstantSource.system();

    @Nullable
    HistoryStore store;

    HealthHistoryBuilder(HealthRegistry health) {
        this.health = Objects.requireNonNull(health, "health: null (expected: a registry)");
    }

    /**
     * Sets whose history it is; the service {@code application} and the name of this machine if not set. It matters where
     * a store is given.
     *
     * @param service the application, the same for all its instances; 1 to 100 characters
     * @param instance which of them, and the same after a restart; 1 to 200 characters
     * @return this builder
     * @throws IllegalArgumentException if one is not such
     */
    public HealthHistoryBuilder origin(String service, String instance) {
        this.origin = new HistoryOrigin(service, instance);
        return this;
    }

    /**
     * Sets the share of time that checks are to be up, for error budgets; 0.999 if not set.
     *
     * @param target more than 0 and less than 1
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public HealthHistoryBuilder target(double target) {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target: " + target + " (expected: > 0 and < 1)");
        }
        this.target = target;
        return this;
    }

    /**
     * Sets how much memory the history of all checks and groups may take; a sixteenth of the heap, at most 64 MiB, if not
     * set. They share it equally, up to 60 KiB for each, which is a year; with less, each goes less far back, and the
     * oldest latencies are let go first. About 3.5 KiB of each come on top.
     *
     * @param bytes at least 1 MiB
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public HealthHistoryBuilder memory(long bytes) {
        if (bytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= " + LEAST_MEMORY + ")");
        }
        this.memory = bytes;
        return this;
    }

    /**
     * Keeps the history beyond the process; in memory only if not set.
     *
     * @param store is closed with the history
     * @return this builder
     */
    public HealthHistoryBuilder store(HistoryStore store) {
        this.store = Objects.requireNonNull(store, "store: null (expected: a store)");
        return this;
    }

    /**
     * Sets how often the store is written to; 5 s if not set. A process that is killed loses at most so much. Transitions
     * are written at once.
     *
     * @param flushEvery more than zero, at most a minute
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public HealthHistoryBuilder flushEvery(Duration flushEvery) {
        if (flushEvery.isZero() || flushEvery.isNegative() || flushEvery.compareTo(LONGEST_FLUSH) > 0) {
            throw new IllegalArgumentException(
                    "flushEvery: " + flushEvery + " (expected: > 0 and <= " + LONGEST_FLUSH + ")");
        }
        this.flushEvery = flushEvery;
        return this;
    }

    /**
     * Sets the wall clock, which has to be the registry's; the system's if not set.
     *
     * @param clock tells the time
     * @return this builder
     */
    public HealthHistoryBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock: null (expected: a clock)");
        return this;
    }

    /**
     * Begins to listen and to remember.
     *
     * @return a history to be closed by the caller
     */
    public HealthHistory start() {
        return HealthHistory.start(this);
    }
}
