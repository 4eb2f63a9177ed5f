package io.github.vitals.health.server;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which exchanges take place, one after the other. It is interrupted only inside the exchange that is meant,
 * which closes the connection that it is blocked on. Thread-safe.
 */
final class Seat extends Thread {
    private final Set<Seat> all;
    private final Allocations allocations;
    private final long usualMemory;

    /** Null between exchanges. Guarded by this, as those below are. */
    private @Nullable Phase phase;

    private @Nullable Runnable exchange;

    private long since;
    private boolean givenUp;
    private long allocatedBefore;
    private int held;

    /** {@code usualMemory} is what an exchange may take without being noticed for it, in bytes. */
    Seat(Runnable exchanges, String name, Set<Seat> all, Allocations allocations, long usualMemory) {
        super(exchanges, name);
        this.all = all;
        this.allocations = allocations;
        this.usualMemory = usualMemory;
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

    /** On this thread: an exchange begins. */
    synchronized void begin(Runnable next) {
        exchange = next;
        allocatedBefore = allocations.of(this);
        enter(Phase.READING, 0);
    }

    /** On this thread: what its exchange is at from now on. */
    synchronized void enter(Phase next, int memory) {
        phase = next;
        held = memory;
        givenUp = false;
        since = System.nanoTime();
    }

    /** On this thread: its exchange has ended, and nothing that was meant for it is left. */
    synchronized void end() {
        phase = null;
        exchange = null;
        interrupted();
    }

    /** On this thread: its exchange, which is what was given to be run; null between two. */
    synchronized @Nullable Runnable exchange() {
        return exchange;
    }

    /** Looks at its exchange; there is nothing to see between two. */
    synchronized Optional<Glance> look(long now) {
        return Optional.ofNullable(phase)
                .map(at -> new Glance(this, at, since, Duration.ofNanos(now - since), memory(at), givenUp));
    }

    private long memory(Phase at) {
        long taken = at == Phase.READING ? allocations.of(this) - allocatedBefore : held;
        return Math.max(0, taken - usualMemory);
    }

    /** Ends the exchange if it is still the one that was seen, and at the same. */
    private synchronized void giveUp(Glance seen) {
        if (phase == seen.phase && since == seen.since) {
            interrupt();
            givenUp = true;
            // It may take a moment to end; and if it does not, it is given up once more when this is long ago.
            since = System.nanoTime();
        }
    }

    /**
     * What an exchange was at when it was looked at; {@code memory} is what it takes beyond the usual, and the age of
     * one that was given up already begins with that.
     */
    record Glance(Seat seat, Phase phase, long since, Duration age, long memory, boolean givenUp) {
        boolean overdue() {
            return age.compareTo(phase.limit()) > 0;
        }

        boolean olderThan(Duration other) {
            return age.compareTo(other) > 0;
        }

        void giveUp() {
            seat.giveUp(this);
        }
    }
}
