package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import io.github.vitals.health.system.CounterWindow.Growth;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What share of something was bad over the last window, in percent; of several things, such as disks, that of the one
 * where it is the largest. Thread-safe.
 */
final class Shares implements Callable<Figure> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Reading reading;
    private final Saying saying;
    private final double least;
    private final Duration window;
    private final LongSupplier ticker;
    private final long origin;
    private final Map<String, CounterWindow> windows = new HashMap<>();

    /** Two counters of one thing, of which the first is a part of the second. */
    record Part(String of, double part, double whole) {
        boolean told() {
            return !Double.isNaN(part) && !Double.isNaN(whole);
        }
    }

    /** Reads the counters; of what counts time, the whole is what has passed, in seconds. */
    @FunctionalInterface
    interface Reading {
        List<Part> read(double passed) throws IOException;
    }

    /** Says in words what share of what it was. */
    @FunctionalInterface
    interface Saying {
        String of(String thing, String percent);
    }

    private record Share(String of, double percent) {}

    /** Takes its first sample. What has a whole of less than {@code least} in the window is not judged. */
    Shares(Reading reading, Saying saying, double least, Duration window, LongSupplier ticker) {
        this.reading = reading;
        this.saying = saying;
        this.least = least;
        this.window = window;
        this.ticker = ticker;
        this.origin = ticker.getAsLong();
        call();
    }

    @Override
    public synchronized Figure call() {
        long tick = ticker.getAsLong();
        List<Part> parts = parts((tick - origin) / NANOS_PER_SECOND);
        if (parts.isEmpty()) {
            return Wording.untold();
        }
        forgetAllBut(parts);
        boolean covered = false;
        Share worst = null;
        for (Part part : parts) {
            Growth growth = windows.computeIfAbsent(part.of, thing -> new CounterWindow(window))
                    .add(tick, part.part, part.whole);
            covered |= growth.covered();
            if (growth.covered() && growth.whole() >= least) {
                worst = worse(worst, new Share(part.of, growth.percent()));
            }
        }
        return figure(covered, worst);
    }

    private List<Part> parts(double passed) {
        try {
            return reading.read(passed).stream().filter(Part::told).toList();
        } catch (IOException untold) {
            return List.of();
        }
    }

    private void forgetAllBut(List<Part> parts) {
        Set<String> things = new HashSet<>();
        parts.forEach(part -> things.add(part.of));
        windows.keySet().retainAll(things);
    }

    private static Share worse(@Nullable Share one, Share other) {
        return one == null || other.percent > one.percent ? other : one;
    }

    private Figure figure(boolean covered, @Nullable Share worst) {
        if (worst == null) {
            return covered ? Figure.none("too little to judge over " + window) : Wording.notYet();
        }
        return Figure.of(worst.percent)
                .saying(saying.of(worst.of, Wording.percent(worst.percent)) + " over " + window)
                .detail("of", worst.of)
                .detail("over", window);
    }
}
