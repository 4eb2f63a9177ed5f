package io.github.vitals.health;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One group's view of the states: which checks are in it, what they amount to, and the last report of it.
 *
 * <p>{@link #status} and {@link #since} are changed under the engine's lock; reports are put together by readers,
 * without one.
 */
final class GroupView {
    final HealthGroup group;
    HealthStatus status;
    volatile Instant since;
    private volatile long sinceTick;
    private final Ticker ticker;

    /** Set once {@link HealthGroup#STARTUP} has been UP: a process that has come up stays so. */
    private volatile boolean startedUp;

    private volatile HealthReport report;

    GroupView(HealthGroup group, Instant since, Ticker ticker) {
        this.group = group;
        this.ticker = ticker;
        this.since = since;
        this.sinceTick = ticker.read();
        this.status = HealthStatus.UP;
        this.report = report(HealthStatus.UP, since, List.of(), -1, Long.MIN_VALUE);
    }

    private HealthReport report(
            HealthStatus status, Instant at, List<CheckState> states, long version, long freshUntil) {
        var lasting = new HealthReport.Lasting(since, sinceTick, ticker);
        return new HealthReport(group, status, lasting, at, states, version, freshUntil);
    }

    /** The last report put together, however old. */
    HealthReport latest() {
        return report;
    }

    /** Puts together a report; {@code version} was read before the states are. */
    HealthReport assemble(CheckSlot[] slots, long version, Instant at) {
        long now = ticker.read();
        CheckState[] states = statesOf(slots);
        long freshFor = Long.MAX_VALUE / 2;
        for (CheckState state : states) {
            CheckState.Outcome last = state.last();
            long left = last == null
                    ? -1
                    : last.finishedTick() + state.policy().maxAge().toNanos() - now;
            freshFor = Math.min(freshFor, left);
        }
        HealthReport assembled = report(aggregate(states), at, List.of(states), version, now + freshFor);
        report = assembled;
        return assembled;
    }

    boolean contains(CheckSlot slot) {
        if (group.equals(HealthGroup.ALL)) {
            return true;
        }
        return slot.policy.groups().contains(group)
                || (group.equals(HealthGroup.STARTUP) && slot.policy.critical(group));
    }

    CheckState[] statesOf(CheckSlot[] slots) {
        return Arrays.stream(slots)
                .filter(this::contains)
                .map(slot -> slot.state)
                .toArray(CheckState[]::new);
    }

    HealthStatus aggregate(CheckState[] states) {
        HealthStatus worst = HealthStatus.UP;
        for (CheckState state : states) {
            worst = worst.worst(statusInGroup(state));
        }
        return worst;
    }

    /** Takes the aggregate of the first checks: where the view starts, not a change. */
    void prime(CheckSlot[] slots) {
        status = aggregate(statesOf(slots));
    }

    /** Takes the new aggregate; returns whether it differs from the one before. Under the engine's lock. */
    boolean change(HealthStatus after, Instant at, long tick, boolean hasChecks) {
        if (hasChecks && after == HealthStatus.UP && group.equals(HealthGroup.STARTUP)) {
            startedUp = true;
        }
        if (status == after) {
            return false;
        }
        status = after;
        since = at;
        sinceTick = tick;
        return true;
    }

    long sinceTick() {
        return sinceTick;
    }

    private HealthStatus statusInGroup(CheckState state) {
        if (group.equals(HealthGroup.STARTUP)) {
            boolean asExpected = startedUp || state.passed() || !state.policy().critical(group);
            return asExpected ? HealthStatus.UP : state.status().worst(HealthStatus.UNKNOWN);
        }
        boolean critical = state.policy().critical(group);
        return !critical && state.status().worseThan(HealthStatus.DEGRADED) ? HealthStatus.DEGRADED : state.status();
    }
}
