package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.servers.alerting.Fault;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagerDutyChannelTest {
    private static final Sample TRIGGER = Sample.of(AlertNotification.Kind.TRIGGER);

    private final PagerDutyServer pagerDuty = PagerDutyServer.start();
    private final PagerDutyChannel channel = channel(PagerDutyServer.ROUTING_KEY);

    @AfterEach
    void close() {
        channel.close();
        pagerDuty.close();
    }

    private PagerDutyChannel channel(String routingKey) {
        return PagerDutyChannel.builder(Secret.of(routingKey))
                .api(pagerDuty.uri())
                .build();
    }

    private void deliver(AlertNotification.Kind... kinds) throws Exception {
        for (AlertNotification.Kind kind : kinds) {
            channel.deliver(Sample.of(kind).notification(), Sample.first());
        }
    }

    private PagerDutyServer.Incident incident() {
        return pagerDuty.incidents().get(Sample.KEY);
    }

    private List<String> actions() {
        return pagerDuty.events().stream().map(PagerDutyServer.Event::action).toList();
    }

    @Test
    void anEventSaysWhatIsKnown() throws Exception {
        Receipt receipt = channel.deliver(TRIGGER.notification(), Sample.first());
        assertThat(receipt).isEqualTo(new Receipt("HTTP 202: Event processed", Sample.KEY));
        JsonNode event = new JsonMapper().readTree(pagerDuty.events().get(0).body());
        assertThat(event).isEqualTo(new JsonMapper().readTree("""
                {
                  "event_action": "trigger",
                  "dedup_key": "0123456789abcdef0123456789abcdef",
                  "client": "Vitals",
                  "client_url": "https://orders.example/health-page/",
                  "links": [
                    { "href": "https://grafana.example/d/orders", "text": "dashboard" },
                    { "href": "https://wiki.example/orders-db", "text": "runbook" },
                    { "href": "https://orders.example/health-page/", "text": "status" }
                  ],
                  "payload": {
                    "summary": "orders-db is DOWN (timeout): no answer within 2 s, and 12 others",
                    "source": "shop-7d4b9-x2x",
                    "severity": "critical",
                    "timestamp": "2026-01-01T12:00:00Z",
                    "component": "orders-db",
                    "group": "shop",
                    "class": "timeout",
                    "custom_details": {
                      "kind": "trigger",
                      "rule": "down",
                      "status": "DOWN",
                      "reason": "timeout",
                      "message": "no answer within 2 s",
                      "last_good": "2026-01-01T11:59:50Z",
                      "latency_ms": 2001,
                      "others": 12,
                      "other_names": ["orders", "stock"],
                      "labels": { "app.kubernetes.io/name": "shop", "team": "orders" }
                    }
                  },
                  "routing_key": "%s"
                }
                """.formatted(PagerDutyServer.ROUTING_KEY)));
    }

    @Test
    void whatIsOpenedIsAcknowledgedAndResolvedByTheSameKey() throws Exception {
        deliver(
                AlertNotification.Kind.TRIGGER,
                AlertNotification.Kind.UPDATE,
                AlertNotification.Kind.REMINDER,
                AlertNotification.Kind.ACKNOWLEDGE,
                AlertNotification.Kind.RESOLVE);
        assertThat(actions()).containsExactly("trigger", "trigger", "trigger", "acknowledge", "resolve");
        assertThat(incident().opened()).isEqualTo(1);
        assertThat(incident().triggers()).isEqualTo(3);
        assertThat(incident().acknowledged()).isEqualTo(1);
        assertThat(incident().resolved()).isEqualTo(1);
        assertThat(incident().open()).isFalse();
    }

    @Test
    void whatIsSentTwiceOpensOneIncident() throws Exception {
        pagerDuty.failNext(Fault.LOST);
        assertThatThrownBy(() -> deliver(AlertNotification.Kind.TRIGGER)).isInstanceOf(DeliveryFailure.class);
        deliver(AlertNotification.Kind.TRIGGER, AlertNotification.Kind.RESOLVE, AlertNotification.Kind.RESOLVE);
        assertThat(incident().opened()).isEqualTo(1);
        assertThat(incident().resolved()).isEqualTo(1);
    }

    @Test
    void aTestLeavesNoIncidentOpen() throws Exception {
        deliver(AlertNotification.Kind.TEST);
        assertThat(actions()).containsExactly("trigger", "resolve");
        assertThat(pagerDuty.incidents())
                .containsOnlyKeys("vitals-test-delivery-1")
                .allSatisfy((key, incident) -> {
                    assertThat(incident.severity()).isEqualTo("info");
                    assertThat(incident.open()).isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, critical", "WARNING, warning", "INFO, info"})
    void theSeverityIsPagerDutys(AlertSeverity ours, String theirs) throws Exception {
        channel.deliver(TRIGGER.severity(ours).notification(), Sample.first());
        assertThat(incident().severity()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(AlertNotification.Kind.class)
    void noTextMakesAnEventThatPagerDutyRefuses(AlertNotification.Kind kind) throws Exception {
        channel.deliver(Sample.hostile(kind).notification(), Sample.first());
        assertThat(pagerDuty.events()).allSatisfy(event -> {
            assertThat(event.status()).isEqualTo(202);
            assertThat(event.body()).hasSizeLessThan(100_000);
        });
    }

    @Test
    void aRoutingKeyOfTheWrongLengthIsRejectedAndNotShown() {
        DeliveryFailure failure = failure("a-routing-key-too-short");
        assertThat(failure.rejected()).isTrue();
        assertThat(failure)
                .hasMessageStartingWith("HTTP 400: Event object is invalid: [Length of 'routing_key' is incorrect")
                .hasMessageNotContaining("too-short");
    }

    @Test
    void aRoutingKeyThatIsUnknownIsRejectedAndNotShown() {
        DeliveryFailure failure = failure("ffffffffffffffffffffffffffffffff");
        assertThat(failure.rejected()).isTrue();
        assertThat(failure).hasMessageContaining("Invalid routing key").hasMessageNotContaining("ffffffff");
    }

    private DeliveryFailure failure(String routingKey) {
        return catchThrowableOfType(
                DeliveryFailure.class, () -> channel(routingKey).deliver(TRIGGER.notification(), Sample.first()));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204})
    void onlyStatus202SaysThatItWasTaken(int status) {
        pagerDuty.failNext(Fault.answer(status, ""));
        DeliveryFailure failure = failure(PagerDutyServer.ROUTING_KEY);
        assertThat(failure.rejected()).isFalse();
        assertThat(failure).hasMessage("HTTP " + status + " (expected: HTTP 202)");
    }

    @Test
    void anAddressWithoutTlsIsAnErrorAtStart() {
        PagerDutyChannelBuilder builder =
                PagerDutyChannel.builder(Secret.of("key")).api(URI.create("http://events.pagerduty.com"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("api: http://events.pagerduty.com (expected: an https address");
        assertThat(builder.allowPlain(true).build().kind()).isEqualTo("pagerduty");
    }
}
