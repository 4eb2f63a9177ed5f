package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
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
                        it -> it.period(Duration.ofMillis(500))
                                .timeout(Duration.ofMillis(450))
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
                .channelChecks(false)
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
    void whereNoChannelIsGivenTheLogIsTold() {
        broken.set(true);
        try (HealthRegistry health = registry();
                HealthAlerts alerts = HealthAlerts.builder(health)
                        .file(folder.resolve("alerts.log"))
                        .window(Duration.ZERO)
                        .start()) {
            await().untilAsserted(() -> assertThat(alerts.deliveries())
                    .singleElement()
                    .satisfies(delivery -> {
                        assertThat(delivery.channel()).isEqualTo("log");
                        assertThat(delivery.outcome()).isEqualTo(AlertDelivery.Outcome.ACCEPTED);
                    }));
        }
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

    @Test
    void closingSendsWhatIsDue() {
        try (HealthRegistry health = registry()) {
            HealthAlerts alerts = alerts(health).start();
            broken.set(true);
            await().untilAsserted(() -> assertThat(ops.told()).containsExactly("trigger orders-db"));
            await().untilAsserted(() -> assertThat(alerts.active()).isNotEmpty());
            alerts.acknowledge(alerts.active().get(0).key(), "ada");
            alerts.close();
            assertThat(ops.told()).containsExactly("trigger orders-db", "acknowledge orders-db");
            alerts.close();
        }
    }

    @Test
    void aChannelThatCannotBeClosedKeepsTheFileFromNobody() {
        AlertChannel stubborn = new AlertChannel() {
            @Override
            public String kind() {
                return "stubborn";
            }

            @Override
            public Receipt deliver(AlertNotification notification, DeliveryContext context) {
                return new Receipt("", "");
            }

            @Override
            public void close() {
                throw new IllegalStateException("it stays open");
            }
        };
        try (HealthRegistry health = registry()) {
            alerts(health).channel("stubborn", stubborn).start().close();
            assertThat(ops.closed).isTrue();
            alerts(health).start().close();
        }
    }

    @Test
    void whatAnotherVersionHasKeptDoesNotKeepThisOneFromItsWork() throws Exception {
        try (FileRecords file = FileRecords.open(folder.resolve("alerts.log"))) {
            file.write(
                    LocalKeeper.SPACE,
                    Map.of(
                            "message/ops/1/1", Optional.of("{\"kind\":\"SOMETHING_NEW\"}"),
                            "standing/ops/1", Optional.of("{}"),
                            "outage/1", Optional.of("[]"),
                            "silence/1", Optional.of("no JSON"),
                            "sighting/orders-1/1", Optional.of("{\"status\":\"PURPLE\"}")));
        }
        broken.set(true);
        try (HealthRegistry health = registry();
                HealthAlerts alerts = alerts(health).start()) {
            await().untilAsserted(() -> assertThat(ops.told()).containsExactly("trigger orders-db"));
            assertThat(alerts.active()).hasSize(1);
        }
        try (FileRecords file = FileRecords.open(folder.resolve("alerts.log"))) {
            assertThat(file.read(LocalKeeper.SPACE))
                    .containsKeys("message/ops/1/1", "standing/ops/1", "outage/1", "silence/1");
        }
    }

    @Nested
    class WrongArguments {
        private final HealthRegistry health = HealthRegistry.builder().build();

        @AfterEach
        void close() {
            health.close();
        }

        @Test
        void aRuleThatNamesAChannelThatIsNotThere() {
            assertThatThrownBy(() -> alerts(health)
                            .rule("mail", rule -> rule.channels("mail"))
                            .start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("channels: mail in rule mail (expected: one of [ops])");
        }

        @Test
        void aRuleThatNeedsAHistory() {
            assertThatThrownBy(() -> alerts(health)
                            .rule("slow", rule -> rule.uptimeBelow(0.9, Duration.ofHours(1)))
                            .start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("history: none, for rule slow (expected: a history)");
        }

        @Test
        void aLeaseThatIsTooShortForAChannelAndTheFileIsFreeAfterwards() {
            SharedMemory memory = new SharedMemory(Instant::now);
            assertThatThrownBy(() -> alerts(health)
                            .shared(memory.line())
                            .lease(Duration.ofSeconds(15))
                            .start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("lease: PT15S (expected: at least twice the longest timeout of a channel");
            alerts(health).start().close();
        }

        @Test
        void anAlertThatIsNotThereCannotBeAcknowledged() {
            try (HealthAlerts alerts = alerts(health).start()) {
                assertThatThrownBy(() -> alerts.acknowledge("0123", "ada"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("key: \"0123\" (expected: the key of an active alert)");
                assertThatThrownBy(() -> alerts.acknowledge("0123", " "))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("by: ");
            }
        }

        @Test
        void aSilenceHasAnEndAndSomebodyWhoAskedForIt() {
            try (HealthAlerts alerts = alerts(health).start()) {
                AlertSilence.Target all = AlertSilence.Target.all();
                assertThatThrownBy(() -> alerts.silence(all, Duration.ofDays(31), "ada", ""))
                        .hasMessage("duration: PT744H (expected: PT1S to PT720H)");
                assertThatThrownBy(() -> alerts.silence(all, Duration.ZERO, "ada", ""))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> alerts.silence(all, Duration.ofHours(1), "", ""))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> alerts.silence(all, Duration.ofHours(1), "ada", "x".repeat(501)))
                        .isInstanceOf(IllegalArgumentException.class);
                AlertSilence silence = alerts.silence(all, Duration.ofHours(1), "ada", "work");
                await().untilAsserted(() -> assertThat(alerts.silences()).containsExactly(silence));
                assertThat(alerts.endSilence(silence.id())).isTrue();
                await().untilAsserted(() -> assertThat(alerts.silences()).isEmpty());
                assertThat(alerts.endSilence(silence.id())).isFalse();
            }
        }
    }

    @Test
    void aSilenceLastsAsLongAsItSaysAlsoWhenTheClockWasSetBack() {
        AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
        try (HealthRegistry health = HealthRegistry.builder().build();
                HealthAlerts alerts = alerts(health).clock(clock::get).start()) {
            clock.updateAndGet(now -> now.minus(Duration.ofHours(2)));
            AlertSilence silence = alerts.silence(AlertSilence.Target.all(), Duration.ofHours(1), "ada", "");
            await().untilAsserted(() -> assertThat(alerts.silences()).containsExactly(silence));
        }
    }
}
