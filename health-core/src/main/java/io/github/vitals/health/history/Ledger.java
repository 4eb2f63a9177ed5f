package io.github.vitals.health.history;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for time: of each check and group, what its status was in each stretch of time that was watched. Is told the
 * time; knows no clock and no thread. Times are wall-clock milliseconds, ticks are nanoseconds. Guarded by its owner.
 */
final class Ledger {
    /**
     * How far behind the time accounting stays. What changes is told a moment after it has changed; what was accounted by
     * then would be under the status before.
     */
    static final long BEHIND = 3_000;

    /** Without a sign of life for so long, nothing was watched. */
    static final long STOOD_STILL = 5_000;

    /** The wall clock may be slewed; what goes beyond this in one step was set, or the machine slept. */
    static final long SET = 2_000;

    /** Checks may come and go under ever other names. */
    static final int MOST_REMOVED = 256;

    private static final long EXPIRE_EVERY = 3_600_000;
    private static final long MILLION = 1_000_000;

    private final Map<HistoryKey, Series> all = new HashMap<>();
    private final MemoryBudget budget;
    private final Outgoing outgoing = new Outgoing();
    private long wall;
    private long tick;
    private long expired;

    Ledger(long wall, long tick, MemoryBudget budget) {
        this.budget = budget;
        this.wall = wall;
        this.tick = tick;
        this.expired = wall;
    }

    // --- what happens

    /** Time has passed. Called before anything else is said of a time, and every second. */
    void pass(long nowWall, long nowTick) {
        long elapsed = (nowTick - tick) / MILLION;
        long set = nowWall - wall - elapsed;
        if (set < -SET) {
            all.values().forEach(series -> series.setBack(nowWall));
        } else if (set > SET || elapsed > STOOD_STILL) {
            all.values().forEach(series -> {
                series.account(wall);
                series.skip(Math.max(nowWall, series.accounted()));
            });
        }
        wall = nowWall;
        tick = nowTick;
    }

    /** Accounts for what has passed, but for the last moments; every hour, lets go of what is too old. */
    void settle() {
        all.values().forEach(series -> series.account(wall - BEHIND));
        if (Math.abs(wall - expired) >= EXPIRE_EVERY) {
            expire();
            expired = wall;
        }
    }

    /** Accounts for all that has passed: nothing more will be told. */
    void finish() {
        all.values().forEach(series -> series.account(wall));
    }

    /**
     * A check or group is watched from now on.
     *
     * @param found how it is, as if it had just become so from UNKNOWN
     */
    void watch(HealthTransition found) {
        HistoryKey key = new HistoryKey(found.subject(), found.name());
        boolean begins = series(key).status() == null;
        series(key).become(found.to(), wall);
        if (begins && Incidents.isBad(found.to())) {
            remember(found);
        }
    }

    void removed(HistoryKey key) {
        series(key).become(null, wall);
    }

    void changed(HealthTransition transition) {
        Series series = series(new HistoryKey(transition.subject(), transition.name()));
        series.become(transition.to(), transition.at().toEpochMilli());
        remember(transition);
    }

    private void remember(HealthTransition transition) {
        series(new HistoryKey(transition.subject(), transition.name()))
                .transitions
                .add(transition);
        outgoing.add(transition);
    }

    /** The state also tells of a change that was not, or not yet, told of by itself. */
    void ran(CheckState state, HealthResult result, long at) {
        Series series = series(HistoryKey.check(state.name()));
        if (series.status() != state.status()) {
            series.become(state.status(), state.since().toEpochMilli());
        }
        series.account(at);
        Tally minute = series.minute(Math.max(at, series.accounted()));
        minute.addRun(state.durationNanos());
        if (result.status() != HealthStatus.UP) {
            minute.addFailure(result.reason().orElse(FailureReason.ASSERTION));
        }
        if (series.runs != null) {
            series.runs.add(at, result.status(), state.durationNanos(), result.reason());
        }
    }

    private Series series(HistoryKey key) {
        Series series = all.get(key);
        if (series == null) {
            series = new Series(key, wall, budget);
            all.put(key, series);
            budget.shared(all.size());
        }
        return series;
    }

    /** Lets go of what is too old, and of removed checks of which nothing is left or that are too many. */
    void expire() {
        List<Series> removed = new ArrayList<>();
        for (Series series : all.values()) {
            series.expire(wall);
            if (series.status() == null) {
                removed.add(series);
            }
        }
        removed.sort((one, other) -> Long.compare(other.lastKnown(), one.lastKnown()));
        for (int i = 0; i < removed.size(); i++) {
            if (i >= MOST_REMOVED || removed.get(i).isEmpty()) {
                all.remove(removed.get(i).key);
            }
        }
        budget.shared(all.size());
    }

    // --- what is asked

    Set<HistoryKey> keys() {
        return new TreeSet<>(all.keySet());
    }

    @Nullable
    Series known(HistoryKey key) {
        return all.get(key);
    }

    /** The status of a check or group goes on, though it is not accounted for yet. */
    void visitPresent(Series series, long now, SpanVisitor visitor) {
        HealthStatus status = series.status();
        if (status != null && now - wall <= STOOD_STILL && now > series.accounted()) {
            visitor.span(status, series.accounted(), now);
        }
    }

    /** Is told of a status that lasted from a time to another. */
    @FunctionalInterface
    interface SpanVisitor {
        void span(HealthStatus status, long from, long to);
    }

    // --- what is kept

    Outgoing outgoing() {
        return outgoing;
    }

    void eachSeries(Consumer<Series> visitor) {
        keys().forEach(key -> visitor.accept(series(key)));
    }

    void load(HistoryKey key, Kept kept) {
        series(key).load(kept);
    }
}
