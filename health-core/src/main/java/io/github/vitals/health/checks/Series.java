package io.github.vitals.health.checks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure over the last window of elapsed time. Holds at most {@value #MOST} samples: one that comes sooner than a
 * sixtieth of the window after the last is left out. One sample from before the window is kept, so that the window is
 * covered to its beginning. Thread-safe.
 */
final class Series {
    private static final int MOST = 62;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LONGEST_FORECAST = 3650 * 86_400.0;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final long window;
    private final long spacing;

    /** {@code tick} is in nanoseconds and may overflow, as that of {@link System#nanoTime} may. */
    record Sample(long tick, double value) {}

    Series(Duration window) {
        this.window = window.toNanos();
        this.spacing = this.window / (MOST - 2);
    }

    /** Takes a sample and returns the one to compare it with: the oldest that is kept, at first the sample itself. */
    synchronized Sample add(long tick, double value) {
        Sample last = samples.peekLast();
        if (last == null || tick - last.tick >= spacing) {
            samples.addLast(new Sample(tick, value));
        }
        while (samples.size() > 1 && tick - second().tick >= window) {
            samples.removeFirst();
        }
        return samples.getFirst();
    }

    /** How fast the figure changes per second, by least squares; empty until half a window is covered. */
    synchronized OptionalDouble slope() {
        if (samples.isEmpty() || samples.getLast().tick - samples.getFirst().tick < window / 2) {
            return OptionalDouble.empty();
        }
        long origin = samples.getFirst().tick;
        double meanTime = 0;
        double meanValue = 0;
        for (Sample sample : samples) {
            meanTime += seconds(sample.tick - origin) / samples.size();
            meanValue += sample.value / samples.size();
        }
        double products = 0;
        double squares = 0;
        for (Sample sample : samples) {
            double time = seconds(sample.tick - origin) - meanTime;
            products += time * (sample.value - meanValue);
            squares += time * time;
        }
        return OptionalDouble.of(products / squares);
    }

    /**
     * When so much will be used up if the figure, which is what is left of something, goes on as it did; empty if it does
     * not fall, or that is more than ten years away.
     */
    Optional<Duration> runsOutIn(double left) {
        OptionalDouble perSecond = slope();
        if (perSecond.isEmpty() || perSecond.getAsDouble() >= 0) {
            return Optional.empty();
        }
        double seconds = left / -perSecond.getAsDouble();
        return seconds < 0 || seconds > LONGEST_FORECAST
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((long) seconds));
    }

    private Sample second() {
        var oldest = samples.iterator();
        oldest.next();
        return oldest.next();
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
