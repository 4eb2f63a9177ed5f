package io.github.vitals.health.metrics;

import io.github.vitals.health.metrics.EventSource.Reading;
import io.github.vitals.health.metrics.EventSource.Series;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what was counted from reading to reading: counts that begin anew do not count backwards, and what was counted
 * before the first reading is left out, as nobody knows when it was. Remembers one series per meter there is.
 */
final class Tally {
    private final boolean partIsGood;
    private @Nullable Map<Object, Series> last;
    private @Nullable Object origin;
    private double total;
    private double part;

    Tally(boolean partIsGood) {
        this.partIsGood = partIsGood;
    }

    /**
     * Takes a reading.
     *
     * @throws UnreadableEvents if a count is no count, or the part fell while the total did not; the latter reading is
     *     where counting goes on from
     */
    Point add(Reading reading, long now) throws UnreadableEvents {
        Map<Object, Series> next = new HashMap<>();
        for (Series series : reading.series()) {
            requireCount("total", series.total(), series);
            requireCount(partName(), series.part(), series);
            next.put(series.key(), series);
        }
        Map<Object, Series> before = last;
        boolean moved = origin != null && reading.origin() != null && !origin.equals(reading.origin());
        last = next;
        origin = reading.origin() == null ? origin : reading.origin();
        if (before != null && !moved) {
            for (Series series : reading.series()) {
                requireTogether(before.get(series.key()), series);
            }
            for (Series series : reading.series()) {
                gain(before.get(series.key()), series);
            }
        }
        // Not held at zero: the two counts are not read at one moment, and what is ahead now is level in the end.
        return new Point(now, total, partIsGood ? total - part : part);
    }

    private void gain(@Nullable Series before, Series now) {
        Series base = before == null || now.total() < before.total() ? new Series(now.key(), 0, 0) : before;
        total += now.total() - base.total();
        part += now.part() - base.part();
    }

    private void requireTogether(@Nullable Series before, Series now) throws UnreadableEvents {
        if (before != null && now.part() < before.part() && now.total() >= before.total()) {
            throw new UnreadableEvents(partName() + " of " + now.key() + ": fell from " + before.part() + " to "
                    + now.part() + " while the total did not (expected: a count since the start)");
        }
    }

    private static void requireCount(String what, double count, Series series) throws UnreadableEvents {
        if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
            throw new UnreadableEvents(what + " of " + series.key() + ": " + count + " (expected: a finite count)");
        }
    }

    private String partName() {
        return partIsGood ? "within" : "bad";
    }
}
