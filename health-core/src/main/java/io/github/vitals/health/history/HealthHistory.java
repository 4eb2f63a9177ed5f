package io.github.vitals.health.history;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthTransition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers what has been: for every check and group of a registry its transitions, how long each status lasted in each
 * minute, hour and day, how many runs failed and why, and how long they took.
 *
 * <p>It listens; no check ever waits for it, and asking it runs nothing and waits for nothing. Memory is bounded: at most
 * 64 KiB for each check, for a year. Minutes are kept for 26 hours, hours for 8 days, days for 400 days, with the last
 * 60 runs and up to 100 transitions of each.
 *
 * <p>Time is accounted by the wall clock, and only while it was watched: when the process stood still for more than 5 s,
 * the machine slept, or the clock was set forward, there is no data for that time. When the clock was set back, what was
 * recorded for times that are yet to come is dropped.
 *
 * <p>With a {@link HistoryStore} it outlives the process. The store is written to every 5 s on a thread of its own; while
 * it does not answer, what is not written waits in the memory there is, and what falls out of it is counted as lost.
 *
 * <pre>{@code
 * try (HealthHistory history = HealthHistory.of(health)) {
 *     Uptime day = history.uptime(HistoryKey.check("orders-db"), HistoryWindow.last(Duration.ofDays(1), Instant.now()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthHistory implements AutoCloseable {
    private HealthHistory() {}

    /**
     * A history in memory, with the defaults.
     *
     * @param health the registry to listen to
     * @return a history to be closed by the caller
     */
    public static HealthHistory of(HealthRegistry health) {
        return builder(health).start();
    }

    /**
     * Starts to describe a history.
     *
     * @param health the registry to listen to
     * @return a new builder
     */
    public static HealthHistoryBuilder builder(HealthRegistry health) {
        return new HealthHistoryBuilder(health);
    }

    static HealthHistory start(HealthHistoryBuilder built) {
        return later();
    }

    /**
     * The present time, by the history's clock.
     *
     * @return the wall-clock time
     */
    public Instant now() {
        return later();
    }

    /**
     * What there is a history of: the checks and groups there are, and checks that were removed not long ago.
     *
     * @return in order: checks, then groups, each by name
     */
    public List<HistoryKey> keys() {
        return later();
    }

    /**
     * What was, step by step.
     *
     * @param key of what
     * @param window when, and how finely
     * @return one bucket for each step, in order; without data where nothing is known
     * @throws IllegalArgumentException if there is no such key
     */
    public List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
        return later();
    }

    /**
     * How much it was up.
     *
     * @param key of what
     * @param window when; the finer its step, the nearer the answer is to its ends
     * @return the figures
     * @throws IllegalArgumentException if there is no such key
     */
    public Uptime uptime(HistoryKey key, HistoryWindow window) {
        return later();
    }

    /**
     * Several buckets as one.
     *
     * @param buckets in order, without gaps; not empty
     * @return their sum
     */
    public static HistoryBucket total(List<HistoryBucket> buckets) {
        return later();
    }

    /**
     * What has changed.
     *
     * @param key of what
     * @param from from when on
     * @param to until when, exclusive
     * @return the latest 100 at most, in order
     * @throws IllegalArgumentException if there is no such key
     */
    public List<HealthTransition> transitions(HistoryKey key, Instant from, Instant to) {
        return later();
    }

    /**
     * When it was DOWN or DEGRADED.
     *
     * @param key of what
     * @param from from when on
     * @param to until when, exclusive
     * @return those that touch the time, in order
     * @throws IllegalArgumentException if there is no such key
     */
    public List<Incident> incidents(HistoryKey key, Instant from, Instant to) {
        return later();
    }

    /**
     * The last runs of a check.
     *
     * @param check its name
     * @return 60 at most, in order
     * @throws IllegalArgumentException if there is no history of such a check
     */
    public List<RecentRun> recent(String check) {
        return later();
    }

    /**
     * The share of time that checks are to be up.
     *
     * @return more than 0 and less than 1
     */
    public double target() {
        return later();
    }

    /**
     * Whose history it is.
     *
     * @return service and instance
     */
    public HistoryOrigin origin() {
        return later();
    }

    /**
     * How well it is kept.
     *
     * @return empty if it is in memory only
     */
    public Optional<StoreHealth> store() {
        return later();
    }

    /**
     * All instances of the service, as the store last knew them; looked up every 10 s.
     *
     * @return in the order of their names; empty where no store is shared
     */
    public List<InstanceHealth> instances() {
        return later();
    }

    @Override
    public void close() {
        later();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T later() {
        throw new UnsupportedOperationException();
    }
}
