package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The loop of the one thread that writes: takes lines from the queue, and does not let go of them until written. */
final class LogWriter implements Runnable {
    /** So often it looks whether there is something to tell, such as the end of a burst of drops. */
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Lines that come within this time are written at once, and wake the thread once only. */
    private static final Duration GATHER = Duration.ofMillis(1);

    private final LineQueue queue;
    private final Sink sink;
    private final Notices notices;
    private final Outage outage;
    private final Backoff backoff;
    private final Batch batch = new Batch();
    private volatile boolean ending;
    private volatile int inHand;
    private volatile long eventsWritten;
    private volatile long bytesWritten;

    LogWriter(LineQueue queue, Sink sink, Notices notices, Outage outage, Backoff backoff) {
        this.queue = queue;
        this.sink = sink;
        this.notices = notices;
        this.outage = outage;
        this.backoff = backoff;
    }

    /** How long to wait after a failure: the first time, and at most. */
    record Backoff(Duration first, Duration last) {
        static final Backoff STANDARD = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

        Duration after(Duration wait) {
            Duration twice = wait.multipliedBy(2);
            return twice.compareTo(last) > 0 ? last : twice;
        }
    }

    @Override
    public void run() {
        persist(sink::open);
        boolean goesOn;
        do {
            queue.await(IDLE);
            if (!ending && queue.events() > 0) {
                LockSupport.parkNanos(GATHER.toNanos());
            }
            goesOn = round();
        } while (goesOn && (!ending || queue.events() > 0));
        sink.close();
    }

    private boolean round() {
        batch.clear();
        addNotices();
        int told = batch.events();
        queue.take(batch);
        if (batch.events() == 0) {
            return true;
        }
        inHand = batch.events() - told;
        ByteBuffer lines = batch.lines();
        int length = lines.remaining();
        if (!writeAll(lines)) {
            return false;
        }
        count(inHand, length);
        inHand = 0;
        queue.written();
        return true;
    }

    private void addNotices() {
        try {
            notices.addTo(batch);
        } catch (RuntimeException | Error notNow) {
            // What is logged matters more than what the log tells of itself, and the thread goes on.
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread only
    private void count(int events, int bytes) {
        eventsWritten += events;
        bytesWritten += bytes;
    }

    private boolean writeAll(ByteBuffer lines) {
        while (lines.hasRemaining()) {
            if (!persist(() -> sink.write(lines))) {
                return false;
            }
        }
        return true;
    }

    /** What may fail. */
    private interface Attempt {
        void run() throws IOException;
    }

    /** Tries until it goes well; false if we are to end before. */
    private boolean persist(Attempt attempt) {
        for (Duration wait = backoff.first(); ; wait = backoff.after(wait)) {
            try {
                attempt.run();
                outage.over(queue.dropped());
                return true;
            } catch (IOException | RuntimeException | Error failed) {
                begin(failed);
            }
            if (ending) {
                return false;
            }
            LockSupport.parkNanos(wait.toNanos());
        }
    }

    /** Where memory is short this may fail as well; then it is told after the next attempt. */
    private void begin(Throwable failed) {
        try {
            outage.begin(failed, queue.dropped());
        } catch (RuntimeException | Error notNow) {
            // The thread goes on, or nothing would ever be written again.
        }
    }

    /** Writes what is queued, tries once more if that fails, and ends. */
    void end(Thread thread) {
        ending = true;
        queue.wake();
        LockSupport.unpark(thread);
    }

    /** How many events were taken from the queue and are not written yet. */
    int inHand() {
        return inHand;
    }

    long eventsWritten() {
        return eventsWritten;
    }

    long bytesWritten() {
        return bytesWritten;
    }
}
