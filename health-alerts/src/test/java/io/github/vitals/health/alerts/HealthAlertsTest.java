package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthAlertsTest {
    @TempDir
    Path folder;

    private final AtomicBoolean broken = new AtomicBoolean();
    private final RecordingChannel ops = new RecordingChannel();

    private HealthRegistry registry() {
        return HealthRegistry.builder()
                .check(
                        "orders-db",
                        context -> broken.get() ? HealthResult.down("no answer") : HealthResult.up(),
                        it -> it.period(Duration.ofMillis(50))
                                .timeout(Duration.ofMillis(40))
                                .confirm(Duration.ofMillis(10))
                                .failureThreshold(2)
                                .successThreshold(2))
                .start();
    }

    private HealthAlertsBuilder alerts(HealthRegistry health) {
        return HealthAlerts.builder(health)
                .origin("orders", "orders-1")
                .file(folder.resolve("alerts.log"))
                .window(Duration.ZERO)
                .rule("down", rule -> rule.eachCheck().clearAfter(Duration.ZERO))
                .channel("ops", ops);
    }

    @Test
    void whatBecomesDownIsToldAndThatItIsOverToo() {
        try (HealthRegistry health = registry();
                HealthAlerts alerts = alerts(health).start()) {
            broken.set(true);
            await().untilAsserted(() -> assertThat(ops.told()).containsExactly("trigger orders-db"));
            await().untilAsserted(() -> assertThat(alerts.active())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.state()).isEqualTo(ActiveAlert.State.FIRING)));
            broken.set(false);
            await().untilAsserted(
                            () -> assertThat(ops.told()).containsExactly("trigger orders-db", "resolve orders-db"));
            assertThat(ops.contexts().get(1).reference()).contains("reference-1");
            await().untilAsserted(() -> assertThat(alerts.active()).isEmpty());
        }
        assertThat(ops.closed).isTrue();
    }

    @Test
    void whatWasNotTakenIsSentAfterARestart() {
        ops.failing = DeliveryFailure.unavailable("nobody is there");
        try (HealthRegistry health = registry();
                HealthAlerts alerts = alerts(health).start()) {
            broken.set(true);
            await().untilAsserted(
                            () -> assertThat(alerts.channels().get(0).failing()).contains("nobody is there"));
        }
        ops.failing = null;
        broken.set(false);
        try (HealthRegistry health = registry();
                HealthAlerts alerts = alerts(health).start()) {
            await().untilAsserted(
                            () -> assertThat(ops.told()).containsExactly("trigger orders-db", "resolve orders-db"));
            assertThat(alerts.active()).isEmpty();
        }
    }
}
