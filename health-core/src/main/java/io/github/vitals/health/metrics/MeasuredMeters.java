package io.github.vitals.health.metrics;

import io.github.vitals.health.Measurement;
import io.github.vitals.health.Measurement.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one check measures, as meters. There are at most {@value #MOST}; when a new one is needed beyond that, the gauges
 * that the last runs did not measure make room, and where there are none, the new one is left out. Runs of one check
 * come one at a time.
 */
final class MeasuredMeters {
    private static final Logger log = LoggerFactory.getLogger(MeasuredMeters.class);
    private static final int MOST = 64;
    private static final String INFO = ".info";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
        Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final String check;
    private final MeterRegistry meters;
    private final Map<Series, Measured> held = new HashMap<>();
    /** Whether there ever was a measurement: read and written by runs alone, which come one at a time. */
    private boolean any;

    private long run;
    private boolean refused;
    private boolean removed;

    MeasuredMeters(String check, MeterRegistry meters) {
        this.check = check;
        this.meters = meters;
    }

    /** Which meter a measurement goes to. */
    private record Series(String name, Kind kind, String unit, Map<String, String> labels) {
        static Series of(Measurement measurement) {
            return new Series(measurement.name(), measurement.kind(), measurement.unit(), measurement.labels());
        }
    }

    /** A meter, and what its gauge shows. */
    private static final class Measured {
        private volatile double value = Double.NaN;
        private @Nullable Meter meter;
        private long lastRun;

        double value() {
            return value;
        }

        void record(Measurement measurement, long run) {
            lastRun = run;
            value = measurement.value();
            if (meter instanceof Timer timer) {
                timer.record(Math.round(value * TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Costs next to nothing for a check that measures nothing. */
    void record(List<Measurement> measurements) {
        if (any || !measurements.isEmpty()) {
            any = true;
            recordAll(measurements);
        }
    }

    private synchronized void recordAll(List<Measurement> measurements) {
        if (removed) {
            return;
        }
        run++;
        for (Measurement measurement : measurements) {
            Measured measured = held(Series.of(measurement));
            if (measured != null) {
                measured.record(measurement, run);
            }
        }
        held.entrySet().removeIf(each -> each.getValue().lastRun != run && forget(each.getKey(), each.getValue()));
    }

    /** The gauge of what was not measured shows nothing; Prometheus shows an info as 1 always, so that has to go. */
    private boolean forget(Series series, Measured measured) {
        measured.value = Double.NaN;
        if (!series.name().endsWith(INFO) || measured.meter == null) {
            return false;
        }
        meters.remove(measured.meter);
        return true;
    }

    private @Nullable Measured held(Series series) {
        Measured known = held.get(series);
        if (known != null) {
            return known;
        }
        if (held.size() >= MOST && !makeRoom()) {
            refuse(series, "at most " + MOST + " meters of one check");
            return null;
        }
        return register(series);
    }

    private boolean makeRoom() {
        Iterator<Measured> each = held.values().iterator();
        while (each.hasNext()) {
            Measured measured = each.next();
            if (measured.meter != null && measured.lastRun < run - 1) {
                meters.remove(measured.meter);
                each.remove();
                return true;
            }
        }
        return false;
    }

    private @Nullable Measured register(Series series) {
        Measured measured = new Measured();
        Tags tags = Tags.of("check", check);
        for (Map.Entry<String, String> label : series.labels().entrySet()) {
            tags = tags.and(label.getKey(), label.getValue());
        }
        try {
            measured.meter = meter(series, tags, measured);
        } catch (IllegalArgumentException otherKind) {
            refuse(series, String.valueOf(otherKind.getMessage()));
        }
        held.put(series, measured);
        return measured;
    }

    private Meter meter(Series series, Tags tags, Measured measured) {
        if (series.kind() == Kind.DURATION) {
            return Timer.builder(series.name())
                    .description("Measured by a health check")
                    .serviceLevelObjectives(BUCKETS)
                    .tags(tags)
                    .register(meters);
        }
        return Gauge.builder(series.name(), measured::value)
                .description("Measured by the last run of a health check; NaN if it did not")
                .baseUnit(series.unit().isEmpty() ? null : series.unit())
                .tags(tags)
                .register(meters);
    }

    private void refuse(Series series, String why) {
        if (!refused) {
            refused = true;
            log.atWarn()
                    .addKeyValue("health.check.name", check)
                    .addKeyValue("health.meter.name", series.name())
                    .log("A measurement is not shown as a meter: {}", why);
        }
    }

    synchronized void remove() {
        removed = true;
        for (Measured measured : held.values()) {
            if (measured.meter != null) {
                meters.remove(measured.meter);
            }
        }
        held.clear();
    }
}
