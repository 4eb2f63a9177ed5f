package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.servers.AlertmanagerServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a real Alertmanager, which tells a webhook. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class AlertmanagerChannelIT {
    private static final ConditionFactory SOON =
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));

    private static WebhookReceiver told;
    private static AlertmanagerServer alertmanager;

    @BeforeAll
    static void start() {
        String missing = "no prometheus-alertmanager is installed (Debian: apt-get install prometheus-alertmanager)";
        if (!AlertmanagerServer.installed() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(AlertmanagerServer.installed(), missing);
        told = WebhookReceiver.start();
        alertmanager = AlertmanagerServer.telling(told.uri());
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
            told.close();
        }
    }

    /** A channel whose clock stands a while from now; an alert lasts 4 min by it. */
    private static AlertmanagerChannel channel(Duration ahead) {
        return AlertmanagerChannel.builder(alertmanager.uri())
                .clock(() -> Instant.now().plus(ahead))
                .build();
    }

    private static Receipt deliver(AlertChannel channel, AlertNotification notification, String reference)
            throws Exception {
        DeliveryContext context = new DeliveryContext("id", 1, Sample.TIMEOUT, Optional.of(reference));
        return channel.deliver(notification, context);
    }

    private static AlertNotification now(String name, AlertNotification.Kind kind, AlertSeverity severity) {
        Sample like = Sample.of(kind);
        AlertNotification that = new Sample(
                        kind, severity, name, like.message(), like.others(), like.labels(), like.links())
                .notification();
        Instant since = Instant.now().minusSeconds(1);
        AlertNotification.Facts facts = that.facts();
        return new AlertNotification(
                kind,
                that.key(),
                that.origin(),
                that.about(),
                severity,
                new AlertNotification.Facts(
                        facts.status(),
                        facts.reason(),
                        facts.message(),
                        since,
                        facts.until().map(any -> since),
                        facts.lastGood(),
                        facts.latency(),
                        facts.acknowledgedBy()),
                that.affected(),
                that.labels(),
                that.links(),
                since);
    }

    /** The severities with which it has an alert open. */
    private static List<String> open(String name) {
        return new JsonMapper()
                .readTree(alertmanager.alerts())
                .valueStream()
                .map(alert -> alert.get("labels"))
                .filter(labels -> labels.get("check").asString().equals(name))
                .map(labels -> labels.get("severity").asString())
                .toList();
    }

    /** What the webhook was told of it, for example {@code firing critical}. */
    private static List<String> told(String name) {
        return alerts(name).stream()
                .map(alert -> alert.get("status").asString() + " "
                        + alert.get("labels").get("severity").asString())
                .toList();
    }

    private static List<JsonNode> alerts(String name) {
        return told.events().stream()
                .flatMap(event ->
                        new JsonMapper().readTree(event.body()).get("alerts").valueStream())
                .filter(alert -> alert.get("labels").get("check").asString().equals(name))
                .toList();
    }

    @Test
    void anAlertArrivesAndItsEndToo() throws Exception {
        try (AlertmanagerChannel channel = channel(Duration.ZERO)) {
            AlertNotification trigger = now("arrives", AlertNotification.Kind.TRIGGER, AlertSeverity.CRITICAL);
            assertThat(deliver(channel, trigger, "").reference()).isEqualTo("critical");
            SOON.untilAsserted(() -> assertThat(told("arrives")).containsExactly("firing critical"));
            JsonNode alert = alerts("arrives").get(0);
            assertThat(alert.get("annotations").get("runbook_url").asString())
                    .isEqualTo("https://wiki.example/orders-db");
            assertThat(alert.get("generatorURL").asString()).isEqualTo("https://orders.example/health-page/");
            deliver(channel, now("arrives", AlertNotification.Kind.RESOLVE, AlertSeverity.CRITICAL), "critical");
            assertThat(open("arrives")).isEmpty();
            SOON.untilAsserted(
                    () -> assertThat(told("arrives")).containsExactly("firing critical", "resolved critical"));
        }
    }

    @Test
    void whatIsToldAgainStaysAndWhatIsNotEnds() throws Exception {
        try (AlertmanagerChannel nearlyOver = channel(Duration.ofSeconds(3).minusMinutes(4));
                AlertmanagerChannel channel = channel(Duration.ZERO)) {
            deliver(nearlyOver, now("forgotten", AlertNotification.Kind.TRIGGER, AlertSeverity.WARNING), "");
            deliver(nearlyOver, now("refreshed", AlertNotification.Kind.TRIGGER, AlertSeverity.WARNING), "");
            deliver(channel, now("refreshed", AlertNotification.Kind.REFRESH, AlertSeverity.WARNING), "warning");
            SOON.untilAsserted(
                    () -> assertThat(told("forgotten")).containsExactly("firing warning", "resolved warning"));
            assertThat(open("refreshed")).containsExactly("warning");
            assertThat(told("refreshed")).containsExactly("firing warning");
        }
    }

    @Test
    void whatBecomesMoreUrgentIsOneAlertStill() throws Exception {
        try (AlertmanagerChannel channel = channel(Duration.ZERO)) {
            deliver(channel, now("worse", AlertNotification.Kind.TRIGGER, AlertSeverity.WARNING), "");
            assertThat(open("worse")).containsExactly("warning");
            deliver(channel, now("worse", AlertNotification.Kind.UPDATE, AlertSeverity.CRITICAL), "warning");
            assertThat(open("worse")).containsExactly("critical");
            deliver(channel, now("worse", AlertNotification.Kind.RESOLVE, AlertSeverity.CRITICAL), "warning");
            assertThat(open("worse")).isEmpty();
        }
    }

    @Test
    void noTextIsRefused() throws Exception {
        try (AlertmanagerChannel channel = channel(Duration.ZERO)) {
            AlertNotification hostile =
                    Sample.hostile(AlertNotification.Kind.TRIGGER).notification();
            assertThat(deliver(channel, hostile, "").answer()).isEqualTo("1 of 1 took it");
        }
    }
}
