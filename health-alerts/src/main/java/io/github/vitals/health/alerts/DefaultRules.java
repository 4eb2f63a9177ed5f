package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.util.List;

/** The rules that hold where none are given. */
final class DefaultRules {
    static final List<AlertRule> ALL = List.of(
            AlertRule.builder("unhealthy")
                    .eachCheck()
                    .status(HealthStatus.DEGRADED)
                    .lasting(AlertSeverity.WARNING, Duration.ofMinutes(5))
                    .build(),
            AlertRule.builder("stale").eachCheck().stale().build());

    private DefaultRules() {}
}
