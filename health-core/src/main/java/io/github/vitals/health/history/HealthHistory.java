package io.github.vitals.health.history;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what has been: for every check and group of a registry its transitions, how long each status lasted in each
 * minute, hour and day, how many runs failed and why, and how long they took.
 *
 * <p>It listens; no check ever waits for it, and asking it runs nothing and waits for nothing. Memory is bounded: at most
 * 64 KiB for each check, which is enough for a year, and {@link HealthHistoryBuilder#memory} for all. Minutes are kept for 26 hours, hours for 8 days, days for 400 days, with the last
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
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final HealthRegistry health;
    private final InstantSource clock;
    private final HistoryOrigin origin;
    private final double target;
    private final LockedLedger ledger;
    private final Recorder recorder;
    private final @Nullable StoreWriter writer;
    private final Threads threads = new Threads();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HealthHistory(HealthHistoryBuilder built, LongSupplier ticker) {
        this.health = built.health;
        this.clock = built.clock;
        this.origin = built.origin;
        this.target = built.target;
        this.ledger = new LockedLedger(clock, ticker, new MemoryBudget(built.memory));
        HistoryStore store = built.store;
        this.writer = store == null ? null : new StoreWriter(built, store, ledger, this::states);
        this.recorder = new Recorder(ledger::now, writer == null ? () -> {} : writer::hurry);
    }

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
        HealthHistory history = listening(built, System::nanoTime);
        history.threads.everySecond(history::beat);
        if (history.writer != null) {
            history.threads.start("vitals-history-store", history.writer::run);
        }
        return history;
    }

    /** Without threads: time passes when {@link #beat} is called. */
    static HealthHistory listening(HealthHistoryBuilder built, LongSupplier ticker) {
        HealthHistory history = new HealthHistory(built, ticker);
        history.ledger.now(history::watchAll);
        history.health.listen(history.recorder);
        return history;
    }

    /** Listeners are told of what there is a moment later; what a store has may be read before that. */
    private void watchAll(Ledger it) {
        health.groups().forEach(group -> it.watch(Found.group(health.report(group))));
        health.report().states().forEach(state -> it.watch(Found.check(state)));
    }

    /** A second has passed. */
    void beat() {
        ledger.now(Ledger::settle);
    }

    /** Nothing more will be told: accounts for all that has passed. */
    void finish() {
        ledger.now(Ledger::finish);
    }

    @Nullable
    StoreWriter writer() {
        return writer;
    }

    /**
     * The present time, by the history's clock.
     *
     * @return wall-clock time
     */
    public Instant now() {
        return clock.instant();
    }

    /**
     * What there is a history of: the checks and groups there are, and checks that were removed and are remembered.
     *
     * @return in order: checks, then groups, each by name
     */
    public List<HistoryKey> keys() {
        return List.copyOf(ledger.call(Ledger::keys));
    }

    /**
     * What was, step by step.
     *
     * @param key of what
     * @param window when, and how finely
     * @return one bucket for each step, in order; those of which nothing is known are without data
     * @throws IllegalArgumentException if there is no such key
     */
    public List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
        long now = clock.millis();
        List<Tally> steps = ledger.call(it -> Steps.of(it, require(it, key), window, now));
        return steps.stream().map(Tally::bucket).toList();
    }

    /**
     * How much it was up.
     *
     * @param key of what
     * @param window when; the finer its step, the nearer the answer is to its ends
     * @return the figures of the window, or of the part of it that has passed
     * @throws IllegalArgumentException if there is no such key
     */
    public Uptime uptime(HistoryKey key, HistoryWindow window) {
        return total(buckets(key, window)).until(clock.millis()).uptime();
    }

    /**
     * Several buckets as one.
     *
     * @param buckets in order, without gaps; not empty
     * @return their sum
     * @throws IllegalArgumentException if there are none
     */
    public static HistoryBucket total(List<HistoryBucket> buckets) {
        if (buckets.isEmpty()) {
            throw new IllegalArgumentException("buckets: [] (expected: one or more)");
        }
        long start = buckets.get(0).startMillis();
        HistoryBucket last = buckets.get(buckets.size() - 1);
        Tally sum = new Tally(start, last.startMillis() + last.widthMillis() - start);
        buckets.forEach(sum::add);
        return sum.bucket();
    }

    /**
     * What has changed.
     *
     * @param key of what
     * @param from from when on
     * @param to until when, exclusive
     * @return in order; of each check or group the latest 100 are remembered
     * @throws IllegalArgumentException if there is no such key
     */
    public List<HealthTransition> transitions(HistoryKey key, Instant from, Instant to) {
        return series(key, series -> series.transitions.transitions()).stream()
                .filter(transition ->
                        !transition.at().isBefore(from) && transition.at().isBefore(to))
                .toList();
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
        List<Incident> all = series(key, Series::incidents);
        Instant now = clock.instant();
        return all.stream()
                .filter(incident -> incident.from().isBefore(to)
                        && !incident.to().orElse(now).isBefore(from))
                .toList();
    }

    /**
     * The last runs of a check.
     *
     * @param check its name
     * @return 60 at most, in order
     * @throws IllegalArgumentException if there is no history of such a check
     */
    public List<RecentRun> recent(String check) {
        return series(HistoryKey.check(check), series -> series.runs == null ? List.of() : series.runs.runs());
    }

    /**
     * The share of time that checks are to be up.
     *
     * @return more than 0 and less than 1
     */
    public double target() {
        return target;
    }

    /**
     * Whose history it is.
     *
     * @return service and instance
     */
    public HistoryOrigin origin() {
        return origin;
    }

    /**
     * How well it is kept.
     *
     * @return empty if it is in memory only
     */
    public Optional<StoreHealth> store() {
        return Optional.ofNullable(writer).map(StoreWriter::health);
    }

    /**
     * All instances of the service, as the store last knew them; it is looked up every 10 s.
     *
     * @return in the order of their names; empty where no store is shared
     */
    public List<InstanceHealth> instances() {
        return writer == null ? List.of() : writer.instances();
    }

    /**
     * Stops listening, writes to the store what there is to write, for at most 2 s, and closes it. What was is still
     * answered. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        health.unlisten(recorder);
        finish();
        if (writer != null) {
            writer.end();
        }
        threads.end(ENDING);
    }

    private <T> T series(HistoryKey key, Function<Series, T> what) {
        return ledger.call(it -> what.apply(require(it, key)));
    }

    private static Series require(Ledger ledger, HistoryKey key) {
        Series series = ledger.known(key);
        if (series == null) {
            throw new IllegalArgumentException("key: " + key + " (expected: one of " + ledger.keys() + ")");
        }
        return series;
    }

    private List<InstanceHealth.State> states() {
        List<InstanceHealth.State> states = new ArrayList<>();
        for (CheckState state : health.report().states()) {
            states.add(new InstanceHealth.State(
                    HistoryKey.check(state.name()), state.status(), state.since(), state.reason(), state.message()));
        }
        for (HealthGroup group : health.groups()) {
            HealthReport report = health.report(group);
            states.add(new InstanceHealth.State(
                    HistoryKey.group(group), report.status(), report.since(), Optional.empty(), report.message()));
        }
        return states;
    }
}
