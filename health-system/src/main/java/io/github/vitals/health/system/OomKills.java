package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * How many processes were killed for want of memory in the last window: those of the container, or where it does not
 * count them, of the machine. Thread-safe.
 */
final class OomKills implements Callable<Figure> {
    private final Latest.Reading<Double> counter;
    private final String of;
    private final Duration window;
    private final LongSupplier ticker;
    private final CounterWindow kills;

    /** Takes its first sample: what was before does not count. */
    OomKills(Machine machine, Container container, Duration window, LongSupplier ticker) {
        Latest.Reading<Double> own = () -> container.memoryEvents().oomKills();
        boolean counted = container.present() && told(own).isPresent();
        this.counter = counted ? own : () -> machine.paging().oomKills();
        this.of = counted ? "container" : "machine";
        this.window = window;
        this.ticker = ticker;
        this.kills = new CounterWindow(window);
        call();
    }

    private static Optional<Double> told(Latest.Reading<Double> counter) {
        return Told.by(counter).filter(number -> !number.isNaN());
    }

    @Override
    public synchronized Figure call() {
        return told(counter)
                .map(number -> kills.add(ticker.getAsLong(), number, 0).part())
                .map(this::figure)
                .orElseGet(Wording::untold);
    }

    private Figure figure(double killed) {
        return Figure.of(killed)
                .saying("processes of the " + of + " killed for want of memory in " + window + ": "
                        + Wording.number(killed))
                .detail("of", of)
                .detail("over", window);
    }
}
