package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.util.List;

/** The rules that hold where none are given. */
final class DefaultRules {
    static final List<AlertRule> ALL = List.of(
            AlertRule.builder("down").eachCheck().status(HealthStatus.DOWN).build(),
            AlertRule.builder("degraded")
                    .eachCheck()
                    .status(HealthStatus.DEGRADED)
                    .severity(AlertSeverity.WARNING)
                    .lasting(Duration.ofMinutes(5))
                    .build(),
            AlertRule.builder("stale").eachCheck().stale().build());

    private DefaultRules() {}
}
