package io.github.vitals.health.system;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.time.Duration;

/** Runs a check by hand. */
final class Run {
    private Run() {}

    static HealthResult once(HealthCheck check) throws Exception {
        return check.check(CheckContext.of("by-hand", Duration.ofSeconds(10)));
    }
}
