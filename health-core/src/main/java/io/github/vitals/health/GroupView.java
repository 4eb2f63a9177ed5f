package io.github.vitals.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group's view of the states: which checks are in it, what they amount to, and the last report of it.
 *
 * <p>{@link #status} and {@link #since} are changed under the engine's lock and read by anybody; reports are put
 * together by readers, without one.
 */
@SuppressWarnings("EnumOrdinal") // the order of the statuses is their severity, by contract
final class GroupView {
    private static final HealthStatus[] SEVERITIES = HealthStatus.values();

    final HealthGroup group;
    private final boolean all;
    private final boolean startup;
    volatile HealthStatus status;
    volatile Instant since;

    /** The checks that are in the group, in the order of their registration. Changed under the engine's lock. */
    volatile CheckSlot[] slots = {};

    /** How many of the checks count as each status, by severity. Guarded by the engine's lock. */
    private final int[] counts = new int[SEVERITIES.length];

    /** How long the last round took that somebody asked for, in nanoseconds. Written under the engine's lock. */
    volatile long lastRound;

    private volatile boolean someInline;
    private volatile long sinceTick;
    private final Ticker ticker;

    /** Set once {@link HealthGroup#STARTUP} has been UP: a process that has come up stays so. */
    private volatile boolean startedUp;

    /** What somebody has said about the group as a whole; null if nothing. */
    private volatile @Nullable Ruling ruling;

    private volatile HealthReport report;

    GroupView(HealthGroup group, Instant since, Ticker ticker) {
        this.group = group;
        this.all = group.equals(HealthGroup.ALL);
        this.startup = group.equals(HealthGroup.STARTUP);
        this.ticker = ticker;
        this.since = since;
        this.sinceTick = ticker.read();
        this.status = HealthStatus.UP;
        this.report = report(HealthStatus.UP, since, List.of(), -1, Long.MIN_VALUE);
    }

    /** At least so bad, whatever the states are, and why. */
    record Ruling(HealthStatus status, String message) {}

    void rule(@Nullable Ruling said) {
        ruling = said;
    }

    @Nullable
    Ruling ruling() {
        return ruling;
    }

    private HealthReport report(
            HealthStatus status, Instant at, List<CheckState> states, long version, long freshUntil) {
        var lasting = new HealthReport.Lasting(since, sinceTick, ticker);
        Ruling said = ruling;
        String message = said == null ? "" : said.message();
        return new HealthReport(group, status, lasting, at, states, message, this::aggregate, version, freshUntil);
    }

    /** The last report put together, however old. */
    HealthReport latest() {
        return report;
    }

    /** Puts together a report; {@code version} was read before the states are. */
    HealthReport assemble(long version, Instant at) {
        CheckSlot[] members = slots;
        CheckState[] states = new CheckState[members.length];
        long now = ticker.read();
        long freshFor = Long.MAX_VALUE / 2;
        HealthStatus worst = HealthStatus.UP;
        for (int i = 0; i < members.length; i++) {
            CheckState state = members[i].state();
            states[i] = state;
            worst = worst.worst(statusInGroup(state));
            freshFor = Math.min(freshFor, freshFor(members[i], state, now));
        }
        HealthReport assembled = report(ruled(worst), at, List.of(states), version, now + freshFor);
        report = assembled;
        return assembled;
    }

    private static long freshFor(CheckSlot slot, CheckState state, long now) {
        if (!slot.asked() || state.paused()) {
            return Long.MAX_VALUE / 2;
        }
        return state.latest() == null ? -1 : state.finishedTick() + slot.policy.maxAgeNanos - now;
    }

    boolean contains(CheckSlot slot) {
        return all || slot.policy.groups().contains(group) || (startup && slot.policy.critical(group));
    }

    void show(CheckSlot[] registered) {
        List<CheckSlot> members = new ArrayList<>();
        boolean inline = false;
        for (CheckSlot slot : registered) {
            if (contains(slot)) {
                members.add(slot);
                inline |= slot.inline;
            }
        }
        slots = members.toArray(new CheckSlot[0]);
        someInline = inline;
        recount();
    }

    private void recount() {
        Arrays.fill(counts, 0);
        for (CheckSlot slot : slots) {
            counts[statusInGroup(slot.state()).ordinal()]++;
        }
    }

    /** A check's state is another now; returns whether it counts as another status. */
    boolean moved(CheckSlot slot, CheckState before, CheckState after) {
        HealthStatus from = statusInGroup(before);
        HealthStatus to = statusInGroup(after);
        if (from == to || !contains(slot)) {
            return false;
        }
        counts[from.ordinal()]--;
        counts[to.ordinal()]++;
        return true;
    }

    /**
     * Whether some of the checks may declare that they never block. Known without a look at the slots: they have just
     * been written by a worker, and whoever asks would wait for each of them to come from its cache.
     */
    boolean mayRunInline() {
        return someInline;
    }

    /** What the states amount to, and what has been said about the group; however many there are. */
    HealthStatus aggregate() {
        int worst = SEVERITIES.length - 1;
        while (worst > 0 && counts[worst] == 0) {
            worst--;
        }
        return ruled(SEVERITIES[worst]);
    }

    /** What some of the states amount to, and what has been said about the group. */
    private HealthStatus aggregate(List<CheckState> some) {
        HealthStatus worst = HealthStatus.UP;
        for (CheckState state : some) {
            worst = worst.worst(statusInGroup(state));
        }
        return ruled(worst);
    }

    private HealthStatus ruled(HealthStatus worst) {
        Ruling said = ruling;
        return said == null ? worst : worst.worst(said.status());
    }

    /** Takes the new aggregate; returns whether it differs from the one before. Under the engine's lock. */
    boolean change(HealthStatus after, Instant at, long tick) {
        if (!startedUp && slots.length > 0 && after == HealthStatus.UP && startup) {
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
        if (startup) {
            boolean asExpected = startedUp || state.passed() || !state.policy().critical(group);
            return asExpected ? HealthStatus.UP : state.status().worst(HealthStatus.UNKNOWN);
        }
        HealthStatus status = state.status();
        if (status.worseThan(HealthStatus.DEGRADED)) {
            if (state.entering()) {
                return HealthStatus.UP;
            }
            return state.policy().critical(group) ? status : HealthStatus.DEGRADED;
        }
        return status;
    }
}
