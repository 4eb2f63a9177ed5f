package io.github.vitals.health.history;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.util.Optional;

/** What is found when a history begins, as if it had just become so: it is not known how it was before. */
final class Found {
    private Found() {}

    static HealthTransition check(CheckState state) {
        return new HealthTransition(
                HealthTransition.Subject.CHECK,
                state.name(),
                HealthStatus.UNKNOWN,
                state.status(),
                state.reason(),
                state.message(),
                state.rootCause(),
                state.since(),
                Duration.ZERO);
    }

    static HealthTransition group(HealthReport report) {
        return new HealthTransition(
                HealthTransition.Subject.GROUP,
                report.group().name(),
                HealthStatus.UNKNOWN,
                report.status(),
                Optional.empty(),
                report.message(),
                Optional.empty(),
                report.since(),
                Duration.ZERO);
    }
}
