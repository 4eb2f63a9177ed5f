package io.github.vitals.health.logging.file;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lines between the threads that log and the one that writes, bounded in number and bytes. Whoever puts one in never
 * waits for room: the oldest line of the lowest level goes, unless all are of a higher level than the new one. One list a
 * level; the numbers of the lines keep the order of arrival. Thread-safe, with one taker.
 */
final class LineQueue {
    /** TRACE to ERROR. */
    static final int LEVELS = 5;

    private final int mostEvents;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition written = lock.newCondition();
    private final @Nullable Line[] heads = new @Nullable Line[LEVELS];
    private final @Nullable Line[] tails = new @Nullable Line[LEVELS];
    private final long[] bytesOf = new long[LEVELS];
    private final AtomicLongArray dropped = new AtomicLongArray(LEVELS);
    private volatile int events;
    private volatile long bytes;
    /** The lowest level that may still come in, as far as that is known without the lock. */
    private volatile int floor;

    private long put;
    private long taken;
    private long done;
    private boolean takerWaits;
    private boolean woken;

    LineQueue(int mostEvents, long mostBytes) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    /** Whether a line of this level would be dropped whatever its length; then it counts as dropped. */
    boolean refuses(int level) {
        if (level >= floor) {
            return false;
        }
        dropped.incrementAndGet(level);
        return true;
    }

    /** Puts a line in; false if it is the one that is dropped. */
    boolean offer(int level, byte[] line) {
        lock.lock();
        try {
            if (!makeRoom(level, line.length)) {
                dropped.incrementAndGet(level);
                return false;
            }
            append(new Line(level, line));
            if (takerWaits) {
                takerWaits = false;
                filled.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean makeRoom(int level, int length) {
        if (events < mostEvents && bytes + length <= mostBytes) {
            return true;
        }
        if (bytes - evictable(level) + length > mostBytes || lowest() > level) {
            return false;
        }
        while (events >= mostEvents || bytes + length > mostBytes) {
            int victim = lowest();
            remove(victim);
            dropped.incrementAndGet(victim);
        }
        return true;
    }

    private long evictable(int level) {
        long sum = 0;
        for (int each = 0; each <= level; each++) {
            sum += bytesOf[each];
        }
        return sum;
    }

    private int lowest() {
        int level = 0;
        while (level < LEVELS && heads[level] == null) {
            level++;
        }
        return level;
    }

    private void append(Line line) {
        line.number = put++;
        Line tail = tails[line.level];
        if (tail == null) {
            heads[line.level] = line;
        } else {
            tail.next = line;
        }
        tails[line.level] = line;
        count(line, 1);
    }

    private @Nullable Line remove(int level) {
        Line head = heads[level];
        if (head != null) {
            heads[level] = head.next;
            if (head.next == null) {
                tails[level] = null;
            }
            count(head, -1);
        }
        return head;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
    private void count(Line line, int sign) {
        events += sign;
        bytes += (long) sign * line.bytes.length;
        bytesOf[line.level] += (long) sign * line.bytes.length;
        int now = events < mostEvents ? 0 : lowest();
        if (now != floor) {
            floor = now;
        }
    }

    /** Waits until there is a line, or the time is over. */
    void await(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (events == 0 && left > 0 && !woken) {
                takerWaits = true;
                left = filled.awaitNanos(left);
            }
        } catch (InterruptedException notMeantForUs) {
            // The taker is our own thread; it ends when it is told so.
        } finally {
            woken = false;
            takerWaits = false;
            lock.unlock();
        }
    }

    /** Lets the taker go on although there is no line. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Moves the oldest lines into the batch, as many as it takes. */
    void take(Batch batch) {
        lock.lock();
        try {
            for (Line line = oldest(); line != null && batch.add(line.bytes); line = oldest()) {
                remove(line.level);
                taken = line.number + 1;
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Line oldest() {
        Line oldest = null;
        for (Line head : heads) {
            if (head != null && (oldest == null || head.number < oldest.number)) {
                oldest = head;
            }
        }
        return oldest;
    }

    /** What was taken has been written. */
    void written() {
        lock.lock();
        try {
            done = taken;
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that is in it now was written or dropped; false if that took too long. */
    boolean awaitWritten(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            long target = put;
            while (done < target && (events > 0 || done < taken)) {
                if (left <= 0) {
                    return false;
                }
                left = written.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    int mostEvents() {
        return mostEvents;
    }

    int events() {
        return events;
    }

    long bytes() {
        return bytes;
    }

    long dropped(int level) {
        return dropped.get(level);
    }

    long dropped() {
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += dropped.get(level);
        }
        return sum;
    }
}
