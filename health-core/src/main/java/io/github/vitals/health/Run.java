package io.github.vitals.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One run of one check: from the moment a thread is about to enter it until it has left, or until the stage that it
 * returned is complete. Fields without another word are guarded by the engine's lock.
 */
final class Run implements CheckContext {
    private static final HealthResult NULL =
            HealthResult.fault(FailureReason.EXCEPTION, "the check returned null (expected: a HealthResult)");
    private static final HealthResult NO_STAGE =
            HealthResult.fault(FailureReason.EXCEPTION, "the check returned no stage");
    private static final HealthResult UNDESCRIBABLE =
            HealthResult.fault(FailureReason.EXCEPTION, "the check threw, and what it threw cannot be described");

    final CheckSlot slot;
    private final long startTick;

    /** How long the process had stood still before the run began. */
    final long stalledBefore;

    /** How long after it was due or asked for the run began. */
    final long lag;

    /** Given up at its deadline; its thread may still be inside. */
    boolean expired;

    /** Has ended, whatever came of it. */
    boolean ended;

    /** Given up with its thread inside. */
    boolean lost;

    /** Somebody is about to interrupt the thread, which must not go on to other work before that is over. */
    volatile boolean interrupting;

    /** Who waits for the end. */
    private final Round first;

    private @Nullable List<Round> joined;
    private boolean arrived;

    private volatile boolean cancelled;

    /**
     * The thread inside the check. Neither volatile nor guarded: it is set before anybody knows of the run, and whoever
     * still sees a thread that has just left has said so with {@link #interrupting}, which that thread waits for.
     */
    private @Nullable Thread thread;

    private volatile @Nullable CompletionStage<HealthResult> stage;

    Run(CheckSlot slot, Round first, long startTick, long stalledBefore, long lag) {
        this.slot = slot;
        this.first = first;
        this.startTick = startTick;
        this.stalledBefore = stalledBefore;
        this.lag = lag;
        this.thread = Thread.currentThread();
    }

    /** Asks the question; null if the answer comes later. Throws nothing. */
    @SuppressWarnings("CatchingUnchecked") // containment: whatever a check throws becomes its own result
    @Nullable
    HealthResult ask() {
        try {
            if (slot.check instanceof AsyncCheck later) {
                return answerOf(later.ask(this));
            }
            HealthResult result = slot.check.check(this);
            return result == null ? NULL : result;
        } catch (Throwable thrown) {
            return describe(thrown);
        }
    }

    private @Nullable HealthResult answerOf(@Nullable CompletionStage<HealthResult> answer) throws Exception {
        if (answer == null) {
            return NO_STAGE;
        }
        if (answer instanceof CompletableFuture<HealthResult> future && future.isDone()) {
            return AsyncCheck.resultOf(future);
        }
        stage = answer;
        answer.whenComplete((result, thrown) -> first.engine.completed(
                this, thrown != null ? describe(AsyncCheck.causeOf(thrown)) : result == null ? NULL : result));
        return null;
    }

    private static HealthResult describe(Throwable thrown) {
        try {
            return HealthResult.down(thrown);
        } catch (Throwable again) {
            return UNDESCRIBABLE;
        }
    }

    /** The thread has left the check. */
    void leave() {
        thread = null;
    }

    /** Lets an interrupt that is under way arrive, and takes it back: what the thread does next is not concerned. */
    void shakeOff() {
        if (first.inline) {
            return;
        }
        while (interrupting) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /** Whether a thread is inside the check. */
    boolean occupied() {
        return thread != null;
    }

    /**
     * Tells the check that nobody waits any more, after {@link #interrupting} was set. Not the thread of a caller: that is
     * interrupted by its owner alone.
     */
    void interrupt() {
        cancelled = true;
        try {
            Thread inside = thread;
            if (inside != null && !first.inline) {
                inside.interrupt();
            }
        } finally {
            interrupting = false;
        }
    }

    boolean awaitsStage() {
        return stage != null;
    }

    /** Cancels the stage; those who wait for it are called, and may be anybody's. */
    @SuppressWarnings("CatchingUnchecked") // a stage is the user's own: it may refuse, or throw from its dependents
    void cancelStage() {
        CompletionStage<HealthResult> pending = stage;
        try {
            if (pending != null) {
                pending.toCompletableFuture().cancel(true);
            }
        } catch (Throwable refused) {
            // The run is given up all the same; the check stays stuck until its stage completes.
        }
    }

    /** Goes through what is left of the round when the engine is closed: nothing is begun, and who waits is let go. */
    void endRound() {
        first.goThrough();
    }

    /** The stack of the thread inside the check; empty if there is none. */
    StackTraceElement[] stack() {
        Thread inside = thread;
        return inside == null ? new StackTraceElement[0] : inside.getStackTrace();
    }

    String threadName() {
        Thread inside = thread;
        return inside == null ? "" : inside.getName();
    }

    long startTick() {
        return startTick;
    }

    // --- who waits

    void join(Round round) {
        if (joined == null) {
            joined = new ArrayList<>(1);
        }
        joined.add(round);
        round.outstanding++;
    }

    /** Tells those who wait, once, that there is a result, or that there will be none. */
    void arrive(long now, Aftermath aftermath) {
        if (arrived) {
            return;
        }
        arrived = true;
        first.arrive(now, aftermath);
        if (joined != null) {
            joined.forEach(round -> round.arrive(now, aftermath));
            joined = null;
        }
    }

    // --- what the check is told

    @Override
    public String name() {
        return slot.name;
    }

    @Override
    public Duration remaining() {
        long left = startTick + slot.policy.timeoutNanos - slot.ticker.read();
        return cancelled || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
