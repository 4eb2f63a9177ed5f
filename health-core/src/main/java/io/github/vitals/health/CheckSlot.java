package io.github.vitals.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registered check and all that is remembered of it. {@link #state} is for every reader; the rest is guarded by
 * the engine's lock.
 */
final class CheckSlot extends Timeline.Entry {
    final String name;
    final HealthCheck check;
    final CheckPolicy policy;
    final Judge judge;
    final List<CheckSlot> dependencies = new ArrayList<>();
    final List<CheckSlot> dependents = new ArrayList<>();

    volatile CheckState state;

    /** When the next scheduled run is due; for a run that timed out, when it counts as stuck. */
    long nextRun;

    @Nullable
    Run run;

    CheckState.@Nullable Outcome last;

    @Nullable
    HealthResult lastFailure;

    @Nullable
    Instant lastSuccess;

    boolean passed;
    boolean stale;

    /** No longer in the registry; whoever still holds it must not put it back on the timeline. */
    boolean removed;

    CheckSlot(String name, HealthCheck check, CheckPolicy policy, Ticker ticker, Instant now) {
        this.name = name;
        this.check = check;
        this.policy = policy;
        this.judge = new Judge(policy);
        var judgement = new CheckState.Judgement(
                HealthStatus.UNKNOWN, now, ticker.read(), null, "not checked yet", null, 0, 0, "");
        this.state = new CheckState(name, policy, ticker, judgement, null, null, false, false);
    }

    /** Puts together what is known now; {@code at} is when, should the status have changed. */
    CheckState renewed(Ticker ticker, Instant at) {
        CheckState.Judgement judgement = judgement(at, ticker.read());
        return new CheckState(name, policy, ticker, judgement, last, lastSuccess, passed, false);
    }

    private CheckState.Judgement judgement(Instant at, long tick) {
        CheckSlot root = rootCause();
        if (root != null) {
            return judgement(
                    HealthStatus.DOWN,
                    at,
                    tick,
                    FailureReason.DEPENDENCY,
                    "depends on " + root.name + ", which is down",
                    root.name,
                    "");
        }
        if (stale) {
            String message = "the last result is older than " + policy.staleAfter();
            return judgement(HealthStatus.UNKNOWN, at, tick, FailureReason.STALE, message, null, "");
        }
        HealthStatus judged = judge.judged();
        HealthResult telling = telling(judged);
        if (telling == null) {
            return judgement(judged, at, tick, null, last == null ? "not checked yet" : "", null, judge.streak());
        }
        return judgement(judged, at, tick, telling.reason().orElse(null), telling.message(), null, judge.streak());
    }

    private CheckState.Judgement judgement(
            HealthStatus status,
            Instant at,
            long tick,
            @Nullable FailureReason reason,
            String message,
            @Nullable String root,
            String streak) {
        boolean same = status == state.status();
        Instant since = same ? state.since() : at;
        long sinceTick = same ? state.sinceTick() : tick;
        return new CheckState.Judgement(
                status, since, sinceTick, reason, message, root, judge.failureStreak(), judge.successStreak(), streak);
    }

    /** The result that explains the judged status: the last one of its kind. */
    private @Nullable HealthResult telling(HealthStatus judged) {
        HealthResult latest = last == null ? null : last.result();
        boolean good = judged == HealthStatus.UP;
        if (latest != null && good == (latest.status() == HealthStatus.UP)) {
            return latest;
        }
        return good ? null : lastFailure;
    }

    private @Nullable CheckSlot rootCause() {
        for (CheckSlot dependency : dependencies) {
            if (dependency.state.status() == HealthStatus.DOWN) {
                CheckSlot deeper = dependency.rootCause();
                return deeper == null ? dependency : deeper;
            }
        }
        return null;
    }
}
