package io.github.vitals.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of one check: asked for once, run on a worker, given up at its deadline, and waited for by many. */
final class Run implements CheckContext, Runnable {
    private static final HealthResult NULL =
            HealthResult.down(FailureReason.EXCEPTION, "the check returned null (expected: a HealthResult)");
    private static final HealthResult UNDESCRIBABLE =
            HealthResult.down(FailureReason.EXCEPTION, "the check threw, and what it threw cannot be described");

    final CheckSlot slot;
    private final Engine engine;
    private final CountDownLatch concluded = new CountDownLatch(1);

    /** Guarded by the engine's lock. */
    boolean started;

    /** Guarded by the engine's lock: given up at its deadline. */
    boolean expired;

    /** Written once, before {@link #started}. */
    private volatile long startTick;

    private volatile boolean cancelled;

    /** The thread inside the check, and nothing after it has left: so that no other work is interrupted. */
    private @Nullable Thread thread;

    Run(CheckSlot slot, Engine engine) {
        this.slot = slot;
        this.engine = engine;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            thread = Thread.currentThread();
        }
        startTick = engine.ticker().read();
        engine.began(this);
        HealthResult result = ask();
        synchronized (this) {
            thread = null;
            Thread.interrupted();
        }
        engine.ended(this, result);
    }

    @SuppressWarnings("CatchingUnchecked") // containment: whatever a check throws becomes its own result
    private HealthResult ask() {
        try {
            HealthResult result = slot.check.check(this);
            return result == null ? NULL : result;
        } catch (Throwable thrown) {
            return describe(thrown);
        }
    }

    private static HealthResult describe(Throwable thrown) {
        try {
            return HealthResult.down(thrown);
        } catch (Throwable again) {
            return UNDESCRIBABLE;
        }
    }

    /** Interrupts the check, if it is still inside. */
    synchronized void interrupt() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** The stack of the thread inside the check; empty if it has left. */
    synchronized StackTraceElement[] stack() {
        return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    }

    synchronized String threadName() {
        return thread == null ? "" : thread.getName();
    }

    long startTick() {
        return startTick;
    }

    long deadlineTick() {
        return startTick + slot.policy.timeout().toNanos();
    }

    /** Lets go those who wait: there is a result, or there will be none. */
    void conclude() {
        concluded.countDown();
    }

    /** Waits for the end; returns whether it came in time. Interrupted waiters stop waiting and stay interrupted. */
    boolean await(long nanos) {
        try {
            return concluded.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String name() {
        return slot.name;
    }

    @Override
    public Duration remaining() {
        return cancelled
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, deadlineTick() - engine.ticker().read()));
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
