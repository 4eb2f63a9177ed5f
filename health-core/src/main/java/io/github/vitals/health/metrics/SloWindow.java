package io.github.vitals.health.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the last so-and-so long. Keeps one point for each of {@value #SLOTS} slots, however often points
 * come, two for a slot that a gap follows. Between two points that are kept the events count as evenly spread.
 */
final class SloWindow {
    static final int SLOTS = 40;

    private final Duration length;
    private final long nanos;
    private final long slot;
    private final Deque<Point> points = new ArrayDeque<>();
    private @Nullable Point latest;

    SloWindow(Duration length) {
        this.length = length;
        this.nanos = length.toNanos();
        this.slot = nanos / SLOTS;
    }

    Duration length() {
        return length;
    }

    /** Takes the latest point and answers with what happened until then. */
    Span add(Point now) {
        keep(now);
        Point oldest = points.removeFirst();
        while (!points.isEmpty() && points.getFirst().age(now) >= nanos) {
            oldest = points.removeFirst();
        }
        Point next = points.isEmpty() ? now : points.getFirst();
        points.addFirst(oldest);
        return span(oldest, next, now);
    }

    private void keep(Point now) {
        Point before = latest;
        latest = now;
        if (before == null) {
            points.addLast(now);
        } else if (points.getLast().age(now) >= slot) {
            // Where a gap begins is kept too, or what came just before it would be spread over all of it.
            if (before.age(now) >= slot && before.at() != points.getLast().at()) {
                points.addLast(before);
            }
            points.addLast(now);
        }
    }

    int kept() {
        return points.size();
    }

    private Span span(Point oldest, Point next, Point now) {
        long tooOld = oldest.age(now) - nanos;
        Point start = tooOld > 0 ? oldest.towards(next, (double) tooOld / oldest.age(next)) : oldest;
        double coverage = Math.min(1, (double) oldest.age(now) / nanos);
        return new Span(coverage, now.total() - start.total(), now.bad() - start.bad());
    }

    /**
     * The events of a window, and the part of the window that anything is known of, 0 to 1.
     */
    record Span(double coverage, double total, double bad) {
        /** The part of the events that was bad, 0 to 1; 0 if there were none. */
        double errorRatio() {
            return total > 0 ? Math.min(1, Math.max(0, bad / total)) : 0;
        }

        /**
         * How many times faster than allowed the budget was used. What is not covered counts as equally busy and free
         * of errors, so that the first minute after a start weighs no more than any other minute.
         */
        double burnRate(double budget) {
            return errorRatio() * coverage / budget;
        }
    }
}
