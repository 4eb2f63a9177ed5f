package io.github.vitals.health.testkit;

import org.jspecify.annotations.Nullable;

/** A thread of a crew: works while it has the turn. */
final class Hand extends Thread {
    private final Crew crew;

    /** What it is at: of work that came of other work, the innermost. Only used by the thread itself. */
    private Runnable work = () -> {};

    /** What it waits for while it is paused; guarded by the crew's lock. */
    private @Nullable Gate gate;

    private long due;

    /** Interrupted while it is paused. The thread's own mark is not to be seen while it waits for its turn. */
    private boolean stirred;

    Hand(Crew crew, int number) {
        super("manual-worker-" + number);
        this.crew = crew;
        setDaemon(true);
    }

    Crew crew() {
        return crew;
    }

    @Override
    public void run() {
        for (Runnable next = crew.take(this); next != null; next = crew.take(this)) {
            inside(next);
        }
    }

    void inside(Runnable inner) {
        Runnable outer = work;
        work = inner;
        try {
            inner.run();
        } finally {
            work = outer;
        }
    }

    /** Interrupts the thread, wherever it waits. */
    @Override
    public void interrupt() {
        super.interrupt();
        crew.stir(this);
    }

    /** Gives the turn away until a gate is open, or so many nanoseconds have passed in manual time. */
    void await(Gate until, long nanos) throws InterruptedException {
        crew.pause(this, work, until, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    // --- called under the crew's lock

    void waitFor(Gate until, long tick) {
        gate = until;
        due = tick;
        stirred = isInterrupted();
    }

    void stir() {
        stirred = true;
    }

    long due() {
        return due;
    }

    boolean canGoOn(long now) {
        return stirred || now >= due || (gate != null && gate.isOpen());
    }
}
