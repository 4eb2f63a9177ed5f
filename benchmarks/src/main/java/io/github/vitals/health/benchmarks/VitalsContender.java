package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.metrics.HealthMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vitals. A result that may be 1 ns old at most is too old whenever it is asked for, so that every check is run. */
final class VitalsContender implements Contender {
    /** So that an evaluation waits for all of its runs, as the peers do, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HealthRegistry health;
    private final @Nullable HealthHistory history;

    private VitalsContender(HealthRegistry health) {
        this(health, null);
    }

    private VitalsContender(HealthRegistry health, @Nullable HealthHistory history) {
        this.health = health;
        this.history = history;
    }

    static VitalsContender forced(List<NoOp> checks, boolean inline) {
        HealthRegistryBuilder builder = HealthRegistry.builder().deadline(PATIENCE);
        for (int i = 0; i < checks.size(); i++) {
            Check check = new Check(checks.get(i));
            builder.check(
                    "check-" + i,
                    check,
                    policy -> policy.maxAge(Duration.ofNanos(1)).inline(inline));
        }
        return new VitalsContender(builder.build());
    }

    static VitalsContender metered(List<NoOp> checks) {
        VitalsContender contender = forced(checks, false);
        new HealthMetrics(contender.health).bindTo(new SimpleMeterRegistry());
        return contender;
    }

    static VitalsContender remembered(List<NoOp> checks) {
        VitalsContender contender = forced(checks, true);
        return new VitalsContender(contender.health, HealthHistory.of(contender.health));
    }

    static VitalsContender started(List<NoOp> checks) {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < checks.size(); i++) {
            builder.check("check-" + i, new Check(checks.get(i)));
        }
        return new VitalsContender(builder.start());
    }

    /** A class, as those of the other libraries are: no contender is to pay for the first lambda of a cold JVM. */
    private record Check(NoOp work) implements HealthCheck {
        @Override
        public HealthResult check(CheckContext context) {
            work.run();
            return HealthResult.up();
        }
    }

    @Override
    public HealthReport evaluate() {
        return health.check();
    }

    @Override
    public void close() {
        if (history != null) {
            history.close();
        }
        health.close();
    }
}
