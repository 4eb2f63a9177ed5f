package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vitals.health.servers.alerting.Fault;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertmanagerChannelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T13:00:00Z");
    private static final Sample TRIGGER = Sample.of(AlertNotification.Kind.TRIGGER);

    private final WebhookReceiver first = WebhookReceiver.start();
    private final WebhookReceiver second = WebhookReceiver.start();
    private final AlertmanagerChannel channel =
            AlertmanagerChannel.builder(first.uri()).clock(() -> NOW).build();
    private final AlertmanagerChannel cluster = AlertmanagerChannel.of(first.uri(), second.uri());

    @AfterEach
    void close() {
        channel.close();
        cluster.close();
        first.close();
        second.close();
    }

    private JsonNode pushed(Sample sample, String reference) throws Exception {
        DeliveryContext context = new DeliveryContext("id", 1, Sample.TIMEOUT, Optional.of(reference));
        channel.deliver(sample.notification(), context);
        return new JsonMapper()
                .readTree(first.events().get(first.events().size() - 1).body());
    }

    @Test
    void anAlertSaysWhatIsKnown() throws Exception {
        Receipt receipt = channel.deliver(TRIGGER.notification(), Sample.first());
        assertThat(receipt).isEqualTo(new Receipt("1 of 1 took it", "critical"));
        assertThat(first.events().get(0).path()).isEqualTo("/api/v2/alerts");
        assertThat(new JsonMapper().readTree(first.events().get(0).body())).isEqualTo(new JsonMapper().readTree("""
                [{
                  "labels": {
                    "alertname": "down", "service": "shop", "instance": "shop-7d4b9-x2x", "check": "orders-db",
                    "severity": "critical", "team": "orders", "app_kubernetes_io_name": "shop"
                  },
                  "annotations": {
                    "summary": "orders-db is DOWN (timeout): no answer within 2 s, and 12 others",
                    "description": "no answer within 2 s",
                    "status": "DOWN",
                    "reason": "timeout",
                    "last_good": "2026-01-01T11:59:50Z",
                    "others": "orders, stock",
                    "runbook_url": "https://wiki.example/orders-db",
                    "dashboard": "https://grafana.example/d/orders",
                    "key": "0123456789abcdef0123456789abcdef"
                  },
                  "startsAt": "2026-01-01T12:00:00Z",
                  "endsAt": "2026-01-01T13:04:00Z",
                  "generatorURL": "https://orders.example/health-page/"
                }]"""));
    }

    @ParameterizedTest
    @EnumSource(AlertNotification.Kind.class)
    void itsLabelsDoNotChangeWhileItLasts(AlertNotification.Kind kind) throws Exception {
        JsonNode opened = pushed(TRIGGER, "").get(0);
        JsonNode later = pushed(TRIGGER.kind(kind), "critical").get(0);
        if (kind == AlertNotification.Kind.TEST) {
            assertThat(later.get("labels").get("test").asString()).isEqualTo("true");
        } else {
            assertThat(later.get("labels")).isEqualTo(opened.get("labels"));
        }
        assertThat(channel.takes(kind)).isTrue();
    }

    @Test
    void aResolvedAlertEndsWhenItDid() throws Exception {
        JsonNode alert = pushed(TRIGGER.kind(AlertNotification.Kind.RESOLVE), "critical");
        assertThat(alert).hasSize(1);
        assertThat(alert.get(0).get("endsAt").asString()).isEqualTo("2026-01-01T12:05:00Z");
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertNotification.Kind.class,
            names = {"UPDATE", "REMINDER", "REFRESH", "RESOLVE"})
    void whatIsOfAnotherUrgencyEndsTheAlertItWas(AlertNotification.Kind kind) throws Exception {
        JsonNode alerts = pushed(TRIGGER.kind(kind), "info");
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).get("labels").get("severity").asString()).isEqualTo("critical");
        assertThat(alerts.get(0).get("endsAt").asString())
                .isEqualTo(kind == AlertNotification.Kind.RESOLVE ? "2026-01-01T12:05:00Z" : "2026-01-01T13:04:00Z");
        assertThat(alerts.get(1).get("labels").get("severity").asString()).isEqualTo("info");
        assertThat(alerts.get(1).get("endsAt").asString()).isEqualTo(NOW.toString());
        assertThat(pushed(TRIGGER.kind(kind), "critical")).hasSize(1);
        assertThat(pushed(TRIGGER.kind(kind), "C024BE91L:1.2")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(AlertNotification.Kind.class)
    void noTextMakesALabelThatAlertmanagerRefuses(AlertNotification.Kind kind) throws Exception {
        JsonNode alert = pushed(Sample.hostile(kind), "critical").get(0);
        assertThat(alert.get("labels").propertyNames()).allMatch(name -> name.matches("[a-zA-Z_][a-zA-Z0-9_]*"));
        assertThat(alert.get("labels").get("severity").asString()).as("ours").isEqualTo("critical");
        assertThat(alert.get("labels").get("_9_lives")).isNotNull();
        assertThat(first.events().get(0).body()).hasSizeLessThan(100_000);
    }

    @Test
    void aClockThatWasSetBackMakesNoAlertThatEndsBeforeItStarts() throws Exception {
        try (AlertmanagerChannel early = AlertmanagerChannel.builder(first.uri())
                .clock(() -> Sample.SINCE.minusSeconds(3_600))
                .build()) {
            early.deliver(TRIGGER.notification(), Sample.first());
        }
        assertThat(first.events().get(0).body()).contains("\"endsAt\":\"2026-01-01T12:00:00Z\"");
    }

    @Test
    void theWholeServiceHasNoInstance() throws Exception {
        AlertNotification one = TRIGGER.notification();
        AlertNotification all = new AlertNotification(
                one.kind(),
                one.key(),
                new AlertNotification.Origin("shop", "*"),
                one.about(),
                one.severity(),
                one.facts(),
                one.affected(),
                Map.of("instance", "of the rule"),
                one.links(),
                one.at());
        channel.deliver(all, Sample.first());
        JsonNode labels =
                new JsonMapper().readTree(first.events().get(0).body()).get(0).get("labels");
        assertThat(labels.has("instance")).isFalse();
    }

    @Test
    void allOfAClusterAreToldAndOneSuffices() throws Exception {
        assertThat(cluster.deliver(TRIGGER.notification(), Sample.first()).answer())
                .isEqualTo("2 of 2 took it");
        first.failNext(Fault.answer(500, "broken"));
        assertThat(cluster.deliver(TRIGGER.notification(), Sample.first()).answer())
                .isEqualTo("1 of 2 took it; HTTP 500: broken");
        second.failNext(Fault.CLOSE);
        cluster.deliver(TRIGGER.notification(), Sample.first());
        assertThat(first.events()).hasSize(2);
        assertThat(second.events()).hasSize(2);
    }

    @Test
    void oneThatHangsHoldsUpTheOthersAMomentOnly() throws Exception {
        first.failNext(Fault.HANG);
        DeliveryContext hour = Sample.within(Duration.ofHours(1));
        assertThat(cluster.deliver(TRIGGER.notification(), hour).answer())
                .isEqualTo("1 of 2 took it; no answer within 3600000 ms");
    }

    @Test
    void whatNoneTakesIsTriedAgainSoonIfOneMayTakeItThen() {
        first.failNext(Fault.answer(400, "bad"), Fault.answer(400, "bad"));
        second.failNext(Fault.answer(503, "later"), Fault.answer(400, "bad"));
        assertThat(failure()).hasMessage("HTTP 503: later").matches(failure -> !failure.rejected());
        assertThat(failure()).hasMessage("HTTP 400: bad").matches(DeliveryFailure::rejected);
    }

    private DeliveryFailure failure() {
        return catchThrowableOfType(
                DeliveryFailure.class, () -> cluster.deliver(TRIGGER.notification(), Sample.first()));
    }

    @Test
    void itIsToldAgainEachMinute() {
        assertThat(channel.refresh()).contains(Duration.ofMinutes(1));
    }

    @Test
    void itsAddressesAreCheckedAtStart() {
        assertThatThrownBy(AlertmanagerChannel::of).hasMessage("addresses: 0 (expected: 1 to 20)");
        assertThatThrownBy(() -> AlertmanagerChannel.of(URI.create("http://me:secret@alertmanager:9093")))
                .hasMessageStartingWith("addresses: with user-info (expected: an http or https address");
        assertThatThrownBy(() -> AlertmanagerChannel.of(URI.create("alertmanager:9093")))
                .hasMessageStartingWith("addresses: alertmanager:9093 (expected: ");
    }
}
