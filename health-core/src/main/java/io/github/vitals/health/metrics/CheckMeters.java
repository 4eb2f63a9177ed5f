package io.github.vitals.health.metrics;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The meters of one check, held so that recording a run looks nothing up. */
final class CheckMeters {
    private final String check;
    private final MeterRegistry meters;
    private final StatusMeters status;
    private final Timer duration;
    private final Counter timeouts;
    /** As far as there were any: only looked at when a run is recorded, which is done by one thread at a time. */
    private final Map<FailureReason, Counter> failures = new EnumMap<>(FailureReason.class);

    private final MeasuredMeters measured;
    private boolean removed;

    CheckMeters(HealthRegistry health, String check, MeterRegistry meters) {
        this.check = check;
        this.meters = meters;
        measured = new MeasuredMeters(check, meters);
        status = new StatusMeters("check", check, meters);
        status.status(() -> health.state(check).map(CheckState::status).orElse(HealthStatus.UNKNOWN));
        status.age(
                "health.check.status.age",
                "How long the check has had its status",
                () -> health.state(check).map(CheckState::lasting).orElse(Duration.ZERO));
        status.keep(TimeGauge.builder("health.check.result.age", () -> age(health, check), TimeUnit.NANOSECONDS)
                .description("How old the check's last result is; NaN before the first")
                .tag("check", check)
                .register(meters));
        status.keep(Gauge.builder("health.check.stuck", () -> stuck(health, check))
                .description("1 while a run that timed out has not come back")
                .tag("check", check)
                .register(meters));
        status.keep(Gauge.builder("health.check.dependent", () -> dependent(health, check))
                .description("1 while the check is what it is for another one that it depends on")
                .tag("check", check)
                .register(meters));
        duration = status.keep(Timer.builder("health.check.duration")
                .description("How long runs of the check took")
                .tag("check", check)
                .register(meters));
        timeouts = status.keep(Counter.builder("health.check.timeouts")
                .description("Runs of the check that had no answer in time")
                .tag("check", check)
                .register(meters));
    }

    void record(CheckState state) {
        FailureReason reason = state.successStreak() > 0
                ? null
                : state.result().flatMap(HealthResult::reason).orElse(null);
        if (reason != FailureReason.STUCK) {
            duration.record(state.durationNanos(), TimeUnit.NANOSECONDS);
        }
        if (reason != null) {
            recordFailure(reason);
        }
        measured.record(state.measurements());
    }

    private void recordFailure(FailureReason reason) {
        if (reason == FailureReason.TIMEOUT) {
            timeouts.increment();
        }
        Counter counter = failures.get(reason);
        if (counter == null) {
            register(reason);
        } else {
            counter.increment();
        }
    }

    /** Makes the counter, and counts; not after the removal, which would leave a meter behind. */
    private synchronized void register(FailureReason reason) {
        if (removed) {
            return;
        }
        Counter counter = status.keep(Counter.builder("health.check.failures")
                .description("Results of the check that were not UP, by reason")
                .tag("check", check)
                .tag("reason", reason.label())
                .register(meters));
        failures.put(reason, counter);
        counter.increment();
    }

    void changed(HealthStatus to) {
        status.changed(to);
    }

    synchronized void remove() {
        removed = true;
        status.remove();
        measured.remove();
    }

    private static double age(HealthRegistry health, String check) {
        return health.state(check)
                .flatMap(CheckState::age)
                .map(Duration::toNanos)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private static double dependent(HealthRegistry health, String check) {
        return health.state(check).flatMap(CheckState::rootCause).isPresent() ? 1 : 0;
    }

    private static double stuck(HealthRegistry health, String check) {
        return health.state(check).filter(CheckState::stuck).isPresent() ? 1 : 0;
    }
}
