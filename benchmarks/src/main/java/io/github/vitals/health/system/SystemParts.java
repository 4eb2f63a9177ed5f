package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@link SystemMetrics} whose time passes when it is told to, for the benchmarks: no public type gives them away, so this
 * stands in their package.
 */
public final class SystemParts implements AutoCloseable {
    /** Longer than figures are taken for those of the same scrape. */
    private static final long SCRAPES = 2_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final SystemMetrics metrics;

    private SystemParts(Machine machine, MeterRegistry registry) {
        metrics = new SystemMetrics(machine, Shown.byDefault(), nanos::get, registry);
    }

    /**
     * Adds the meters of this machine.
     *
     * @param registry where they are to be
     * @return what they hang on
     */
    public static SystemParts ofLinux(MeterRegistry registry) {
        return new SystemParts(new LinuxMachine(Roots.own()), registry);
    }

    /**
     * Adds the same meters as far as OSHI tells of them.
     *
     * @param registry where they are to be
     * @return what they hang on
     */
    public static SystemParts ofOshi(MeterRegistry registry) {
        return new SystemParts(new OshiMachine(System::nanoTime), registry);
    }

    /** Lets the time between two scrapes pass. */
    public void pass() {
        nanos.addAndGet(SCRAPES);
    }

    /** What the thread of the metrics does every 10 s. */
    public void look() {
        metrics.look();
    }

    @Override
    public void close() {
        metrics.close();
    }
}
