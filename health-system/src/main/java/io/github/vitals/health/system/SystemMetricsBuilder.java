package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Objects;

/** Describes what {@link SystemMetrics} shows. Not thread-safe. */
public final class SystemMetricsBuilder {
    SystemMetricsBuilder() {}

    Sources sources() {
        return Sources.of(new LinuxMachine(Path.of("/proc"), Path.of("/sys")), System::nanoTime);
    }

    /**
     * Adds the meters.
     *
     * @param registry where the meters are to be
     * @return what removes them again when it is closed
     */
    public SystemMetrics bindTo(MeterRegistry registry) {
        return new SystemMetrics(this, Objects.requireNonNull(registry, "registry: null (expected: a meter registry)"));
    }
}
