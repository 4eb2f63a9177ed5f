package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertMetricsTest {
    @TempDir
    Path folder;

    private final RecordingChannel ops = new RecordingChannel();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double value(String meter, String... tags) {
        return meters.get(meter).tags(tags).gauge().value();
    }

    @Test
    void whatWaitsFailsAndIsTakenIsCounted() {
        ops.failing = DeliveryFailure.unavailable("nobody is there");
        try (HealthRegistry health = HealthRegistry.builder()
                        .check("db", context -> HealthResult.down("no answer"), policy -> policy.failureThreshold(1))
                        .start();
                HealthAlerts alerts = HealthAlerts.builder(health)
                        .file(folder.resolve("alerts.log"))
                        .window(Duration.ZERO)
                        .channelChecks(false)
                        .channel("ops", ops)
                        .start();
                AlertMetrics metrics = new AlertMetrics(alerts)) {
            metrics.bindTo(meters);
            await().untilAsserted(() -> {
                assertThat(value("health.alert.channel.failing", "channel", "ops"))
                        .isEqualTo(1);
                assertThat(value("health.alert.active", "severity", "critical")).isEqualTo(1);
                assertThat(value("health.alert.outbox.size", "channel", "ops")).isEqualTo(1);
                assertThat(meters.get("health.alert.deliveries")
                                .tags("channel", "ops", "outcome", "failed")
                                .counter()
                                .count())
                        .isPositive();
            });
            ops.failing = null;
            await().untilAsserted(() -> assertThat(
                            meters.get("health.alert.delivery").timer().max(TimeUnit.SECONDS))
                    .isPositive());
            assertThat(meters.get("health.alert.delivery").timer().count()).isEqualTo(1);
            await().untilAsserted(() -> assertThat(value("health.alert.outbox.size", "channel", "ops"))
                    .isZero());
            assertThat(value("health.alert.unkept")).isZero();
            assertThat(value("health.alert.sender")).isEqualTo(1);
        }
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void aChannelThatFailsIsACheckThatIsDown() {
        ops.failing = DeliveryFailure.unavailable("nobody is there");
        try (HealthRegistry health = HealthRegistry.builder()
                        .check("db", context -> HealthResult.down("no answer"), policy -> policy.failureThreshold(1))
                        .start();
                HealthAlerts alerts = HealthAlerts.builder(health)
                        .file(folder.resolve("alerts.log"))
                        .window(Duration.ZERO)
                        .channel("ops", ops)
                        .start()) {
            assertThat(health.state("alerts-ops")).isPresent();
            await().untilAsserted(
                            () -> assertThat(alerts.channels().get(0).failing()).isPresent());
            assertThat(health.run("alerts-ops").result().orElseThrow().message())
                    .isEqualTo("alerts are not delivered: nobody is there");
            ops.failing = null;
            await().untilAsserted(
                            () -> assertThat(alerts.channels().get(0).failing()).isEmpty());
            assertThat(health.run("alerts-ops").result().orElseThrow().message())
                    .isEmpty();
        }
    }
}
