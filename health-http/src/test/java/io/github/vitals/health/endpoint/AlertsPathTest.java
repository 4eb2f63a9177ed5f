package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertsPathTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    private final HealthRegistry health = HealthRegistry.builder()
            .check("alerts", context -> HealthResult.up())
            .build();
    private final RecordedAlerts alerts = new RecordedAlerts(NOW);
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .details(Access.token(TOKEN))
            .alerts(alerts)
            .build();

    @AfterEach
    void close() {
        endpoint.close();
        health.close();
    }

    private HealthResponse ask(String method, String... headers) {
        Map<String, String> all = headers.length == 0
                ? Map.of("Authorization", "Bearer " + TOKEN)
                : Map.of("Authorization", "Bearer " + TOKEN, headers[0], headers[1]);
        return endpoint.respond(HealthRequest.of(method, "/health/alerts").withHeaders(all::get));
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        HealthResponse response = ask("GET");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(response.length()).isLessThanOrEqualTo(1 << 20);
        return JsonMapper.shared().readTree(response.body());
    }

    private static ActiveAlert alert(String key, String message) {
        return new ActiveAlert(
                key,
                "slow",
                Subject.GROUP,
                "readiness",
                "shop-1",
                AlertSeverity.WARNING,
                ActiveAlert.State.SILENCED,
                NOW,
                Optional.empty(),
                message,
                Optional.of("abc"),
                7,
                Optional.of(new ActiveAlert.Acknowledgement("ada", NOW)),
                Optional.of(NOW.plusSeconds(60)),
                Map.of("team", "money", "area", "shop"),
                Map.of("runbook", "https://wiki.example/r"));
    }

    @Nested
    class TheAnswer {
        @Test
        void hasAllListsAlsoWhereNothingStandsInThem() {
            assertThat(json()).hasToString("{\"alerts\":[],\"silences\":[],\"channels\":[],\"deliveries\":[]}");
        }

        @Test
        void hasWhatIsKnownOfAnAlert() {
            alerts.with(alert("abc", "late"));
            assertThat(json().at("/alerts/0"))
                    .hasToString("{\"key\":\"abc\",\"rule\":\"slow\",\"subject\":\"group\",\"name\":\"readiness\","
                            + "\"scope\":\"shop-1\",\"severity\":\"warning\",\"state\":\"silenced\","
                            + "\"since\":\"2026-02-01T12:00:00Z\",\"message\":\"late\",\"lead\":\"abc\",\"affected\":7,"
                            + "\"acknowledged\":{\"by\":\"ada\",\"at\":\"2026-02-01T12:00:00Z\"},"
                            + "\"silencedUntil\":\"2026-02-01T12:01:00Z\","
                            + "\"labels\":{\"area\":\"shop\",\"team\":\"money\"},"
                            + "\"links\":{\"runbook\":\"https://wiki.example/r\"}}");
        }

        @Test
        void leavesOutWhatHasNoValue() {
            alerts.firing("db", AlertSeverity.CRITICAL, FailureReason.TIMEOUT, "");
            assertThat(json().at("/alerts/0").propertyNames())
                    .contains("reason")
                    .doesNotContain("message", "acknowledged", "silencedUntil", "labels", "links");
        }

        @Test
        void hasSilencesChannelsAndDeliveries() {
            alerts.silence(AlertSilence.Target.named("db"), Duration.ofHours(1), "ada", "upgrade");
            alerts.channels.add(new AlertChannelHealth(
                    "ops", "slack", 2, Optional.of(NOW), Optional.empty(), Optional.of("503 no answer")));
            alerts.deliveries.add(new AlertDelivery(
                    NOW,
                    "ops",
                    "trigger",
                    "abc",
                    "db",
                    AlertDelivery.Outcome.REJECTED,
                    "400 bad",
                    Duration.ofMillis(1500),
                    3));
            JsonNode answer = json();
            assertThat(answer.at("/silences/0"))
                    .hasToString("{\"id\":\"s1\",\"name\":\"db\",\"until\":\"2026-02-01T13:00:00Z\",\"by\":\"ada\","
                            + "\"reason\":\"upgrade\"}");
            assertThat(answer.at("/channels/0"))
                    .hasToString(
                            "{\"name\":\"ops\",\"kind\":\"slack\",\"waiting\":2,\"oldest\":\"2026-02-01T12:00:00Z\","
                                    + "\"failing\":\"503 no answer\"}");
            assertThat(answer.at("/deliveries/0"))
                    .hasToString("{\"at\":\"2026-02-01T12:00:00Z\",\"channel\":\"ops\",\"kind\":\"trigger\","
                            + "\"key\":\"abc\",\"subject\":\"db\",\"outcome\":\"rejected\",\"answer\":\"400 bad\","
                            + "\"tookSeconds\":1.5,\"attempt\":3}");
        }

        @Test
        void isBoundedHoweverManyThereAreAndHoweverLongTheyAre() {
            String hostile = "\u0000\"</script>\ud83d".repeat(400);
            for (int i = 0; i < 3_000; i++) {
                alerts.with(alert("k" + i, hostile));
                alerts.silence(AlertSilence.Target.all(), Duration.ofHours(1), "ada", hostile);
                alerts.channels.add(new AlertChannelHealth(
                        "c" + i, "log", 0, Optional.empty(), Optional.empty(), Optional.of(hostile)));
            }
            JsonNode answer = json();
            for (String list : new String[] {"alerts", "silences", "channels"}) {
                assertThat(answer.get(list).size()
                                + answer.get(list + "Omitted").asInt())
                        .isEqualTo(3_000);
                assertThat(answer.get(list)).isNotEmpty();
            }
            JsonNode last = answer.at("/alerts/" + (answer.get("alerts").size() - 1));
            assertThat(last.get("messageOmitted").asBoolean()).isTrue();
        }

        @Test
        void isNotSentAgainToThoseWhoHaveIt() {
            alerts.with(alert("abc", "late"));
            HealthResponse first = ask("GET");
            String tag = first.headers().get("ETag");
            assertThat(ask("GET", "If-None-Match", tag).statusCode()).isEqualTo(304);
            HealthResponse head = ask("HEAD");
            assertThat(head.body()).isEmpty();
            assertThat(head.headers()).isEqualTo(first.headers());
            alerts.acknowledge("abc", "bob");
            assertThat(ask("GET", "If-None-Match", tag).statusCode()).isEqualTo(200);
        }

        @Test
        void isJsonAndNothingElse() {
            assertThat(ask("GET", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                            .headers())
                    .containsEntry("Content-Type", "application/json; charset=utf-8")
                    .containsEntry("Cache-Control", "no-store");
            assertThat(ask("GET", "Accept", "image/png").statusCode()).isEqualTo(406);
            assertThat(ask("DELETE").statusCode()).isEqualTo(405);
            HealthResponse csv = endpoint.respond(HealthRequest.of("GET", "/health/alerts/")
                    .withQuery("format=csv")
                    .withHeaders(Map.of("Authorization", "Bearer " + TOKEN)::get));
            assertThat(csv.statusCode()).isEqualTo(400);
            assertThat(text(csv)).contains("\"expected\":[\"json\"]");
        }

        @Test
        void isNotWaitedFor() {
            String tag = ask("GET").headers().get("ETag");
            Map<String, String> headers =
                    Map.of("Authorization", "Bearer " + TOKEN, "If-None-Match", tag, "Prefer", "wait=60");
            HealthRequest poll = HealthRequest.of("GET", "/health/alerts").withHeaders(headers::get);
            assertThat(endpoint.await(poll).toCompletableFuture()).isDone();
        }
    }

    @Test
    void anOutsideCallerIsRefusedAsHeIsTheHistory() {
        alerts.with(alert("abc", "late"));
        HealthResponse anonymous = endpoint.respond(HealthRequest.of("GET", "/health/alerts"));
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(text(anonymous)).isEqualTo("{\"error\":\"unauthorized\"}\n");
        HealthResponse wrong = endpoint.respond(
                HealthRequest.of("GET", "/health/alerts").withHeaders(Map.of("Authorization", "Bearer no")::get));
        assertThat(wrong.statusCode()).isEqualTo(403);
    }

    @Test
    void withoutAlertsThePathIsThatOfACheckOfThisName() {
        HealthEndpoint without =
                HealthEndpoint.builder(health).details(request -> true).build();
        assertThat(text(without.respond(HealthRequest.of("GET", "/health/alerts"))))
                .contains("\"name\":\"alerts\"");
        assertThat(text(without.respond(HealthRequest.of("GET", "/nowhere")))).doesNotContain("/health/alerts");
        assertThat(text(endpoint.respond(HealthRequest.of("GET", "/nowhere")))).contains("/health/alerts");
        assertThat(text(endpoint.respond(HealthRequest.of("GET", "/health/check/alerts")
                        .withHeaders(Map.of("Authorization", "Bearer " + TOKEN)::get))))
                .contains("\"name\":\"alerts\"");
    }

    @Test
    void aBoardThatFailsIsAnErrorThatSaysNothing() {
        HealthEndpoint broken = HealthEndpoint.builder(health)
                .details(request -> true)
                .alerts(new RecordedAlerts(NOW) {
                    @Override
                    public java.util.List<ActiveAlert> active() {
                        throw new IllegalStateException("secret");
                    }
                })
                .build();
        HealthResponse response = broken.respond(HealthRequest.of("GET", "/health/alerts"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).doesNotContain("secret");
    }
}
