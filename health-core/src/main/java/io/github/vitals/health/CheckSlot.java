package io.github.vitals.health;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registered check and all that is remembered of it. {@link #state()} is for every reader; the rest is guarded by
 * the engine's lock.
 */
final class CheckSlot extends Timeline.Entry {
    final String name;
    final HealthCheck check;
    final CheckPolicy policy;
    final Judge judge;
    final Ticker ticker;

    /** What the check depends on, what it is made of, and who looks at it for either reason. */
    List<CheckSlot> dependencies = List.of();

    List<CheckSlot> members = List.of();
    List<CheckSlot> dependents = List.of();

    private volatile CheckState state;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(CheckSlot.class, "state", CheckState.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** When the next scheduled run is due; for a run that timed out, when it counts as stuck. */
    long nextRun;

    /** Due, and on its way to a thread. */
    boolean queued;

    @Nullable
    Run run;

    @Nullable
    HealthResult lastFailure;

    /** When the last result is too old to say anything, if the process does not stand still meanwhile or before. */
    long staleTick;

    /** When listeners last heard that the check is not UP. */
    long toldTick;

    /** Came while the registry was in use. */
    boolean entering;

    boolean passed;
    boolean stale;
    boolean paused;

    /** Run on the thread that asks; until it is found to be slow. */
    boolean inline;

    int slowInARow;

    /** No longer in the registry; whoever still holds it must not put it back on the timeline. */
    boolean removed;

    @Nullable
    Maintenance maintenance;

    CheckSlot(Registration registration, Ticker ticker, Instant now) {
        this.name = registration.name();
        this.check = registration.check();
        this.policy = registration.policy();
        this.judge = new Judge(policy);
        this.inline = policy.inline();
        this.ticker = ticker;
        long tick = ticker.read();
        if (!policy.maintenance().isEmpty()) {
            this.maintenance = new Maintenance(policy.maintenance(), tick);
        }
        var judgement = new CheckState.Judgement(HealthStatus.UNKNOWN, now, tick, null, "not checked yet", null, "");
        this.state = new CheckState(this, judgement);
    }

    /** What is known now, for whoever wants it. */
    CheckState state() {
        return state;
    }

    /** Publishes what is known now. Written under the lock only: an ordinary release is enough, and costs nothing. */
    void publish(CheckState known) {
        STATE.setRelease(this, known);
    }

    void dependOn(CheckSlot dependency) {
        dependencies = with(dependencies, dependency);
        dependency.dependents = with(dependency.dependents, this);
    }

    void consistOf(CheckSlot member) {
        members = with(members, member);
        member.dependents = with(member.dependents, this);
    }

    /** Is no longer looked at by one that looked at it. */
    void release(CheckSlot dependent) {
        List<CheckSlot> fewer = new ArrayList<>(dependents);
        fewer.remove(dependent);
        dependents = List.copyOf(fewer);
    }

    private static List<CheckSlot> with(List<CheckSlot> slots, CheckSlot more) {
        List<CheckSlot> all = new ArrayList<>(slots);
        all.add(more);
        return List.copyOf(all);
    }

    /** Whether the check is ever asked anything; one that is made of others is not. */
    boolean asked() {
        return members.isEmpty();
    }

    /** Whether the last result will do for somebody who asked at a certain time. */
    boolean freshFor(long askedTick, long now) {
        CheckState known = state;
        long finished = known.finishedTick();
        return known.latest() != null && (finished - askedTick >= 0 || now - finished <= policy.maxAgeNanos);
    }

    /** Whether the last result came at a certain time or after it. */
    boolean finishedSince(long askedTick) {
        CheckState known = state;
        return known.latest() != null && known.finishedTick() - askedTick >= 0;
    }

    boolean longDown(long now) {
        return state.status() == HealthStatus.DOWN
                && now - state.sinceTick() >= policy.downPeriodAfter().toNanos();
    }

    boolean inMaintenance() {
        return maintenance != null && maintenance.active();
    }

    /** What is known after a run. */
    CheckState renewed(CheckState.Outcome outcome) {
        CheckState before = state;
        CheckState.Judgement judgement = judgement(outcome.result(), outcome.at(), outcome.finishedTick());
        return new CheckState(before, judgement, flags(outcome.result()), outcome);
    }

    /** What is known now; {@code at} and {@code tick} are when, should the status have changed. */
    CheckState renewed(Instant at, long tick) {
        CheckState before = state;
        return new CheckState(before, judgement(before.latest(), at, tick), flags(before.latest()));
    }

    private int flags(@Nullable HealthResult latest) {
        return (passed ? CheckState.PASSED : 0)
                | (judge.flapping() ? CheckState.FLAPPING : 0)
                | (paused ? CheckState.PAUSED : 0)
                | (entering && latest == null && asked() ? CheckState.ENTERING : 0);
    }

    private CheckState.Judgement judgement(@Nullable HealthResult latest, Instant at, long tick) {
        if (paused || inMaintenance()) {
            String message = maintenance != null && maintenance.active() ? maintenance.message() : "paused";
            return judgement(HealthStatus.MAINTENANCE, at, tick, null, message, null, "");
        }
        if (!dependencies.isEmpty()) {
            CheckSlot root = rootCause();
            if (root != null) {
                return overlaid(root, at, tick);
            }
        }
        if (!members.isEmpty() && check instanceof CompositeCheck composite) {
            CompositeCheck.Sum sum = composite.sum(members);
            FailureReason reason = sum.status() == HealthStatus.UP ? null : FailureReason.DEPENDENCY;
            return judgement(sum.status(), at, tick, reason, sum.message(), null, "");
        }
        if (stale) {
            String message = "the last result is older than " + policy.staleAfter();
            return judgement(HealthStatus.UNKNOWN, at, tick, FailureReason.STALE, message, null, "");
        }
        return judged(latest, at, tick);
    }

    private CheckState.Judgement overlaid(CheckSlot root, Instant at, long tick) {
        if (root.state().status() == HealthStatus.DOWN) {
            String message = "depends on " + root.name + ", which is down";
            return judgement(HealthStatus.DOWN, at, tick, FailureReason.DEPENDENCY, message, root.name, "");
        }
        String message = "depends on " + root.name + ", which is in maintenance";
        return judgement(HealthStatus.MAINTENANCE, at, tick, FailureReason.DEPENDENCY, message, root.name, "");
    }

    private CheckState.Judgement judged(@Nullable HealthResult latest, Instant at, long tick) {
        HealthStatus judged = judge.judged();
        HealthResult telling = telling(judged, latest);
        String streak = judge.streak();
        if (telling == null) {
            return judgement(judged, at, tick, null, latest == null ? "not checked yet" : "", null, streak);
        }
        return judgement(judged, at, tick, telling.reason().orElse(null), telling.message(), null, streak);
    }

    /** The same judgement again where nothing about it is new: most are. */
    private CheckState.Judgement judgement(
            HealthStatus status,
            Instant at,
            long tick,
            @Nullable FailureReason reason,
            String message,
            @Nullable String root,
            String streak) {
        CheckState.Judgement before = state.judgement();
        boolean same = status == before.status();
        if (same && before.says(reason, message, root, streak)) {
            return before;
        }
        Instant since = same ? before.since() : at;
        long sinceTick = same ? before.sinceTick() : tick;
        return new CheckState.Judgement(status, since, sinceTick, reason, message, root, streak);
    }

    /** The result that explains the judged status: the last one of its kind. */
    private @Nullable HealthResult telling(HealthStatus judged, @Nullable HealthResult latest) {
        boolean good = judged == HealthStatus.UP;
        if (latest != null && good == (latest.status() == HealthStatus.UP)) {
            return latest;
        }
        return good ? null : lastFailure;
    }

    /**
     * The check that is to blame for this one: the deepest that is DOWN of those it depends on, or one in maintenance
     * if this one does not work meanwhile.
     */
    private @Nullable CheckSlot rootCause() {
        CheckSlot excuse = null;
        for (CheckSlot dependency : dependencies) {
            HealthStatus status = dependency.state().status();
            if (status == HealthStatus.DOWN) {
                CheckSlot deeper = dependency.rootCause();
                return deeper == null ? dependency : deeper;
            }
            if (status == HealthStatus.MAINTENANCE && judge.judged() == HealthStatus.DOWN) {
                excuse = dependency;
            }
        }
        return excuse;
    }
}
