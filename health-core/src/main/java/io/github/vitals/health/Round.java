package io.github.vitals.health;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks to be run one after the other by one thread, as long as they are quick; where one stalls, other threads take
 * up the rest of the same round. Asked for by somebody who waits, or because the checks are due.
 *
 * <p>Fields without another word are guarded by the engine's lock.
 */
final class Round implements Runnable {
    /** For how long somebody who waits looks again and again, before going to sleep: about what sleeping costs. */
    static final long SPIN = Runtime.getRuntime().availableProcessors() > 1 ? 50_000 : 0;

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int LOOKS_PER_READING = 32;

    /** A line of cache, in integers. */
    private static final int AWAY = 16;

    final CheckSlot[] slots;

    /** When it was asked for. */
    final long askedTick;

    /** Whose report is wanted in the end, if any is. */
    final @Nullable GroupView wanted;

    /** Whether the checks are run because they are due, and not because somebody asked. */
    final boolean due;

    /** Whether it is for the checks that declare they never block, on the thread that asks, or for the others. */
    final boolean inline;

    final Engine engine;

    /** Which check is next. Read without the lock, and so possibly late, by whoever wonders whether there is more. */
    int next;

    /** How many runs this round waits for. */
    int outstanding;

    /** A result counts only if it came after the round was asked for. Set before the round is begun. */
    boolean forced;

    /** Nothing is to be begun: too many threads are lost, or the engine is closed. */
    boolean refused;

    private boolean over;

    /**
     * Whether it is over. Whoever waits looks here all the time, so it stands away from what the worker writes all the
     * time: in the middle of two lines of cache.
     */
    private final int[] done = new int[2 * AWAY];

    private volatile @Nullable Thread waiter;

    private Round(
            Engine engine, CheckSlot[] slots, @Nullable GroupView wanted, boolean due, boolean inline, long askedTick) {
        this.engine = engine;
        this.slots = slots;
        this.wanted = wanted;
        this.due = due;
        this.inline = inline;
        this.askedTick = askedTick;
    }

    static Round due(Engine engine, CheckSlot[] slots, long now) {
        return new Round(engine, slots, null, true, false, now);
    }

    static Round asked(Engine engine, CheckSlot[] slots, @Nullable GroupView wanted, long now) {
        return new Round(engine, slots, wanted, false, false, now);
    }

    /** Whatever is known already. */
    static Round forced(Engine engine, CheckSlot slot, long now) {
        Round round = asked(engine, new CheckSlot[] {slot}, null, now);
        round.forced = true;
        return round;
    }

    /** The part of what was asked that is run on the asking thread itself. */
    static Round inline(Engine engine, CheckSlot[] slots, @Nullable GroupView wanted, long now) {
        return new Round(engine, slots, wanted, false, true, now);
    }

    /** On a worker, which has time for those who listen afterwards. */
    @Override
    public void run() {
        goThrough();
        engine.tellHere();
    }

    /** On whatever thread. */
    void goThrough() {
        Aftermath aftermath = engine.aftermath();
        Run run = engine.next(this, null, null, aftermath);
        while (run != null) {
            HealthResult result = run.ask();
            run.leave();
            run = engine.next(this, run, result, aftermath);
        }
    }

    /** How many checks have not been looked at yet. */
    int left() {
        return slots.length - next;
    }

    /** Whether somebody asked for it, who may soon ask again. */
    boolean somebodyWaited() {
        return !due;
    }

    /** One of the runs this round waits for has come to an end. */
    void arrive(long now, Aftermath aftermath) {
        outstanding--;
        endIfOver(now, aftermath);
    }

    void endIfOver(long now, Aftermath aftermath) {
        if (outstanding == 0 && next == slots.length && !over) {
            over = true;
            if (wanted != null) {
                wanted.lastRound = now - askedTick;
            }
            aftermath.over(this);
        }
    }

    /** Lets go who waits; called without the lock. */
    void complete() {
        ELEMENT.setVolatile(done, AWAY, 1);
        Thread sleeping = waiter;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }

    boolean done() {
        return isSet(done);
    }

    private static boolean isSet(int[] flag) {
        return (int) ELEMENT.getVolatile(flag, AWAY) != 0;
    }

    /** Looks for a short time whether the round is over, unless the last of its kind took longer than that. */
    boolean spin() {
        if (SPIN == 0 || (wanted != null && wanted.lastRound > SPIN)) {
            return done();
        }
        // Not a look at this round itself meanwhile: the worker writes there.
        int[] flag = done;
        long end = System.nanoTime() + SPIN;
        do {
            for (int look = 0; look < LOOKS_PER_READING; look++) {
                if (isSet(flag)) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - end < 0);
        return done();
    }

    /** Waits for the end; returns whether it came in time. Interrupted waiters stop waiting and stay interrupted. */
    boolean await(long nanos) {
        waiter = Thread.currentThread();
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !done() && left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return done();
    }
}
