package io.github.vitals.health.metrics;

import io.github.vitals.health.HealthStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What checks and groups have in common: a status as five gauges, its age, and its changes. */
final class StatusMeters {
    private final String kind;
    private final String name;
    private final MeterRegistry meters;
    private final List<Meter> own = new ArrayList<>();
    private final Map<HealthStatus, Counter> transitions = new EnumMap<>(HealthStatus.class);

    /** {@code kind} is {@code check} or {@code group}, and the tag under which {@code name} stands. */
    StatusMeters(String kind, String name, MeterRegistry meters) {
        this.kind = kind;
        this.name = name;
        this.meters = meters;
    }

    void status(Supplier<HealthStatus> status) {
        for (HealthStatus each : HealthStatus.values()) {
            keep(Gauge.builder("health." + kind + ".status", () -> status.get() == each ? 1 : 0)
                    .description("1 for the status that the " + kind + " has, 0 for the others")
                    .tag(kind, name)
                    .tag("status", label(each))
                    .register(meters));
            transitions.put(
                    each,
                    keep(Counter.builder("health." + kind + ".transitions")
                            .description("Changes of the " + kind + "'s status, by the status it changed to")
                            .tag(kind, name)
                            .tag("to", label(each))
                            .register(meters)));
        }
    }

    void age(String meter, String description, Supplier<Duration> age) {
        keep(TimeGauge.builder(meter, () -> age.get().toNanos(), TimeUnit.NANOSECONDS)
                .description(description)
                .tag(kind, name)
                .register(meters));
    }

    void changed(HealthStatus to) {
        Counter counter = transitions.get(to);
        if (counter != null) {
            counter.increment();
        }
    }

    <M extends Meter> M keep(M meter) {
        own.add(meter);
        return meter;
    }

    void remove() {
        own.forEach(meters::remove);
    }

    private static String label(HealthStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
