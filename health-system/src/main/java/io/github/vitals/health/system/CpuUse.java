package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import io.github.vitals.health.system.CounterWindow.Growth;
import io.github.vitals.health.system.ProcessorTime.Spent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * What share of the processors that this process may use was used over the last window: where its container may use fewer
 * than the machine has, by that container, else by everybody of the machine. Thread-safe.
 */
final class CpuUse implements Callable<Figure> {
    private static final double LARGE_STEAL = 5;
    private static final double LARGE_IOWAIT = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Machine machine;
    private final Container container;
    private final Duration window;
    private final LongSupplier ticker;
    private final long origin;
    private final CounterWindow ofContainer;
    private final ProcessorTime ofMachine;

    private record Use(String of, double processors, double percent, boolean covered) {}

    /** Takes its first sample. */
    CpuUse(Machine machine, Container container, Duration window, LongSupplier ticker) {
        this.machine = machine;
        this.container = container;
        this.window = window;
        this.ticker = ticker;
        this.origin = ticker.getAsLong();
        this.ofContainer = new CounterWindow(window);
        this.ofMachine = new ProcessorTime(window);
        call();
    }

    @Override
    public synchronized Figure call() {
        long tick = ticker.getAsLong();
        double processors =
                Told.by(machine::processors).map(Integer::doubleValue).orElse(Double.NaN);
        Optional<Spent> spent = Told.by(machine::cpu)
                .filter(cpu -> !Double.isNaN(cpu.user() + cpu.idle()))
                .map(cpu -> ofMachine.add(tick, cpu));
        return limited(tick, processors)
                .or(() -> spent.map(all -> new Use("machine", processors, all.used(), all.covered())))
                .map(use -> figure(use, spent))
                .orElseGet(Wording::untold);
    }

    /** Empty where it may use all that the machine has, or nobody tells what it uses. */
    private Optional<Use> limited(long tick, double processors) {
        if (!container.present()) {
            return Optional.empty();
        }
        double limit = Told.by(container::cpuLimit).orElse(Double.NaN);
        double used =
                Told.by(container::cpu).map(cpu -> cpu.user() + cpu.system()).orElse(Double.NaN);
        if (Double.isNaN(limit + used)) {
            return Optional.empty();
        }
        Growth growth = ofContainer.add(tick, used, (tick - origin) / NANOS_PER_SECOND);
        return limit >= processors
                ? Optional.empty()
                : Optional.of(new Use("container", limit, growth.percentOf(limit), growth.covered()));
    }

    private Figure figure(Use use, Optional<Spent> spent) {
        if (!use.covered) {
            return Wording.notYet();
        }
        double steal = spent.map(Spent::steal).orElse(0.0);
        double iowait = spent.map(Spent::iowait).orElse(0.0);
        String text = Wording.percent(use.percent) + " of " + Wording.number(use.processors)
                + " processors used over " + window
                + (steal >= LARGE_STEAL ? ", steal " + Wording.percent(steal) : "")
                + (iowait >= LARGE_IOWAIT ? ", iowait " + Wording.percent(iowait) : "");
        return Figure.of(use.percent)
                .saying(text)
                .detail("of", use.of)
                .detail("processors", use.processors)
                .detail("stealPercent", Wording.rounded(steal))
                .detail("iowaitPercent", Wording.rounded(iowait))
                .detail("over", window);
    }
}
