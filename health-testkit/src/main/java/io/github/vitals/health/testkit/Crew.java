package io.github.vitals.health.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does work on threads of which one at a time has the turn. Whoever hands work in waits until nobody has it: until the
 * work is done, or hangs in a script. A hand that hangs gives the turn away, and gets it back when it can go on.
 *
 * <p>Everything but the work itself is guarded by the lock.
 */
final class Crew {
    private final LongSupplier ticker;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Set<Hand> paused = new LinkedHashSet<>();

    /** Who has the turn; null if nobody has. */
    private @Nullable Hand active;

    /** Without work, and kept for the next work while time passes, because threads are dear. */
    private @Nullable Hand spare;

    private boolean held;
    private boolean passing;
    private int hands;

    /** {@code patience} is how long work may block in real time. */
    Crew(LongSupplier ticker, Duration patience) {
        this.ticker = ticker;
        this.patience = patience;
    }

    /** Whether the calling thread is one of the crew's. */
    boolean isHere() {
        return Thread.currentThread() instanceof Hand hand && hand.crew() == this;
    }

    // --- called from outside

    void submit(Runnable work) {
        lock.lock();
        try {
            if (held || !isHere()) {
                waiting.add(work);
                settle();
                return;
            }
        } finally {
            lock.unlock();
        }
        // Work that comes of work is done at once: whoever waits for it is on this thread, and has the turn.
        ((Hand) Thread.currentThread()).inside(work);
    }

    void hold() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    void work() {
        lock.lock();
        try {
            held = false;
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those go on who can, after something has changed for them. */
    void look() {
        lock.lock();
        try {
            settle();
        } finally {
            lock.unlock();
        }
    }

    /** Time passes: who is interrupted now goes on in its turn, and not beside a step of the registry. */
    void begin() {
        lock.lock();
        try {
            passing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Time stands again. */
    void rest() {
        lock.lock();
        try {
            passing = false;
            spare = null;
            settle();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until some hand has waited long enough. */
    long untilNext() {
        lock.lock();
        try {
            long now = ticker.getAsLong();
            return paused.stream()
                    .mapToLong(hand -> Math.max(0, hand.due() - now))
                    .min()
                    .orElse(Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody has the turn and nobody could use it. */
    private void settle() {
        if (isHere()) {
            return;
        }
        if (active == null) {
            passOn();
        }
        long left = patience.toNanos();
        boolean interrupted = false;
        while (active != null && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException later) {
                // The test is to stay interrupted, but not to see half of what is due.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (active != null) {
            throw leaveBehind(active);
        }
    }

    private IllegalStateException leaveBehind(Hand blocked) {
        active = null;
        Exception where = new Exception("where " + blocked.getName() + " is");
        where.setStackTrace(blocked.getStackTrace());
        return new IllegalStateException(
                "work: not done after " + patience + " of real time (expected: a check that ends by itself, or"
                        + " ScriptedCheck.hanging())",
                where);
    }

    /** Gives the turn to whoever can use it. */
    private void passOn() {
        long now = ticker.getAsLong();
        active = paused.stream().filter(hand -> hand.canGoOn(now)).findFirst().orElse(null);
        if (active != null) {
            paused.remove(active);
        } else if (!held && !waiting.isEmpty()) {
            active = spare == null ? newHand() : spare;
            spare = null;
        }
        changed.signalAll();
    }

    private Hand newHand() {
        Hand hand = new Hand(this, ++hands);
        hand.start();
        return hand;
    }

    // --- called by hands

    /** The next work for a hand; null if it is not needed any more. */
    @Nullable
    Runnable take(Hand hand) {
        lock.lock();
        try {
            if (active == hand) {
                Runnable work = held ? null : waiting.poll();
                if (work != null) {
                    return work;
                }
                spare = passing ? hand : null;
                passOn();
            }
            while (active != hand && spare == hand) {
                changed.awaitUninterruptibly();
            }
            return active == hand ? waiting.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the turn away until the hand can go on. Others take up the work in which it hangs, as they do in a registry
     * of its own threads: a round of checks goes on with its next check.
     */
    void pause(Hand hand, Runnable work, Gate until, long nanos) {
        lock.lock();
        try {
            long now = ticker.getAsLong();
            hand.waitFor(until, nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos);
            paused.add(hand);
            waiting.addFirst(work);
            if (active == hand) {
                passOn();
            }
            while (active != hand) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A hand was interrupted: unless somebody will look anyway, it goes on by itself. */
    void stir(Hand hand) {
        lock.lock();
        try {
            hand.stir();
            if (active == null && !passing) {
                passOn();
            }
        } finally {
            lock.unlock();
        }
    }
}
