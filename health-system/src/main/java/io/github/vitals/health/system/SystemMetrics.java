package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The machine, the container and the JVM as meters.
 *
 * <pre>{@code
 * SystemMetrics system = SystemMetrics.bindTo(meters);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class SystemMetrics implements AutoCloseable {
    private final Meters meters;

    SystemMetrics(SystemMetricsBuilder builder, MeterRegistry registry) {
        this.meters = new Meters(registry);
        Sources sources = builder.sources();
        CpuMeters.add(meters, sources.cpu(), sources.load(), sources.tasks());
        MemoryMeters.add(meters, sources.memory(), sources.swap(), sources.paging());
        PressureMeters.add(meters, "system.pressure.waiting", sources.pressure());
    }

    /**
     * Adds all meters, with the defaults of {@link #builder()}.
     *
     * @param registry where the meters are to be
     * @return what removes them again when it is closed; it need not be kept
     */
    public static SystemMetrics bindTo(MeterRegistry registry) {
        return builder().bindTo(registry);
    }

    /**
     * Starts to describe what is to be shown.
     *
     * @return a new builder
     */
    public static SystemMetricsBuilder builder() {
        return new SystemMetricsBuilder();
    }

    /** Removes every meter that was added. */
    @Override
    public void close() {
        meters.close();
    }
}
