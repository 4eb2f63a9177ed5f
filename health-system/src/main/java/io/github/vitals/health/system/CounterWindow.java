package io.github.vitals.health.system;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Two counters over the last window of elapsed time, one of which is a part of the other. However often it is looked at,
 * at most {@value #MOST} samples are kept and what is told is of the whole window: since the last sample that is at least
 * a window old. Counters that fall have begun anew, and so does the window. Not thread-safe.
 */
final class CounterWindow {
    private static final int MOST = 14;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final long window;
    private final long spacing;

    private record Sample(long tick, double part, double whole) {}

    /** By how much both have grown, and whether over the whole window or only since the first sample. */
    record Growth(double part, double whole, boolean covered) {
        double percent() {
            return percentOf(1);
        }

        /**
         * What the part is of so many times the whole; 0 where there was nothing, and never more than all: counters that
         * are read one after the other may differ by a little.
         */
        double percentOf(double times) {
            return whole <= 0 ? 0 : 100 * Math.min(1, part / (whole * times));
        }
    }

    CounterWindow(Duration window) {
        this.window = window.toNanos();
        this.spacing = this.window / (MOST - 2);
    }

    /** Takes a sample, at most one in a twelfth of the window. */
    Growth add(long tick, double part, double whole) {
        Sample last = samples.peekLast();
        if (last != null && (part < last.part || whole < last.whole)) {
            samples.clear();
            last = null;
        }
        if (last == null || tick - last.tick >= spacing) {
            samples.addLast(new Sample(tick, part, whole));
        }
        while (samples.size() > 1 && tick - second().tick >= window) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        return new Growth(part - first.part, whole - first.whole, tick - first.tick >= window);
    }

    private Sample second() {
        var oldest = samples.iterator();
        oldest.next();
        return oldest.next();
    }
}
