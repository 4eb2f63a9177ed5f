package io.github.vitals.health.examples.orders;

import static java.time.Duration.ofSeconds;

import io.github.vitals.health.HealthConfiguration;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.HealthAlerts;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.LogChannel;
import io.github.vitals.health.history.HealthHistory;
import java.nio.file.Path;

/**
 * Who is told what is wrong with the order service. The rules are those that hold where none are given; only their times
 * are shorter, so that whoever tries the demo hears of it within seconds.
 */
final class OrderAlerts {
    private OrderAlerts() {}

    static HealthAlerts start(HealthRegistry health, HealthHistory history, Path outbox, AlertChannel beside) {
        return HealthAlerts.builder(health)
                .origin("orders", "demo")
                .history(history)
                .file(outbox)
                .window(ofSeconds(5))
                .rule(
                        "unhealthy",
                        rule -> rule.eachCheck()
                                .status(HealthStatus.DEGRADED)
                                .lasting(AlertSeverity.WARNING, ofSeconds(15))
                                .clearAfter(ofSeconds(5)))
                .rule("stale", rule -> rule.eachCheck().stale().clearAfter(ofSeconds(5)))
                .channel("log", LogChannel.of())
                .channel("console", beside)
                .configuration(HealthConfiguration.system())
                .start();
    }
}
