package io.github.vitals.health.server;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which exchanges take place, one after the other. It is interrupted only inside the exchange that is meant,
 * which closes the connection that it is blocked on. Thread-safe.
 */
final class Seat extends Thread {
    private final Set<Seat> all;

    /** Null between exchanges. Guarded by this, as the two below are. */
    private @Nullable Phase phase;

    private long since;

    /** Its exchange has been interrupted, and will end. */
    private boolean givenUp;

    Seat(Runnable exchanges, String name, Set<Seat> all) {
        super(exchanges, name);
        this.all = all;
        setDaemon(true);
    }

    @Override
    public void run() {
        all.add(this);
        try {
            super.run();
        } finally {
            all.remove(this);
        }
    }

    /** On this thread: the exchange on it is now in this phase. */
    synchronized void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }

    /** On this thread: the exchange on it has ended, and nothing that was meant for it is left. */
    synchronized void leave() {
        phase = null;
        givenUp = false;
        interrupted();
    }

    /** Whether somebody may soon have an answer from it. */
    synchronized boolean answers() {
        return phase == Phase.WORKING || phase == Phase.SENDING;
    }

    /** Since when its exchange has been in its phase, on the clock of {@link System#nanoTime()}. */
    synchronized long since() {
        return since;
    }

    synchronized boolean heldUp(long now, Duration longer) {
        return phase != null && now - since > longer.toNanos();
    }

    synchronized boolean heldUpByItsClient(long now, Duration longer) {
        return heldUp(now, longer) && clientBound() && !givenUp;
    }

    private boolean clientBound() {
        return phase != null && phase.clientBound();
    }

    synchronized void giveUpIfOverdue(long now) {
        if (phase != null && now - since > phase.limit().toNanos()) {
            giveUp();
        }
    }

    /** Too late if the client has done its part meanwhile: then it is answered. */
    synchronized void giveUpIfClientBound() {
        if (clientBound()) {
            giveUp();
        }
    }

    private void giveUp() {
        givenUp = true;
        interrupt();
    }
}
