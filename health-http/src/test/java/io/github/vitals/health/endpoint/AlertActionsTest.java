package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AlertActionsTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String KEY = RecordedAlerts.key("db");

    private final HealthRegistry health =
            HealthRegistry.builder().check("db", context -> HealthResult.up()).build();
    private final RecordedAlerts alerts = new RecordedAlerts(Instant.parse("2026-02-01T12:00:00Z"))
            .firing("db", AlertSeverity.CRITICAL, FailureReason.TIMEOUT, "no answer")
            .channel("ops", "slack");
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .admin(Access.token(TOKEN))
            .alerts(alerts)
            .build();
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Logger auditLogger = (Logger) LoggerFactory.getLogger(Admin.class);

    @BeforeEach
    void listen() {
        audit.start();
        auditLogger.setLevel(Level.INFO);
        auditLogger.addAppender(audit);
        auditLogger.setAdditive(false);
    }

    @AfterEach
    void close() {
        auditLogger.detachAppender(audit);
        auditLogger.setLevel(null);
        auditLogger.setAdditive(true);
        endpoint.close();
        health.close();
    }

    private static Map<String, String> headers() {
        return new HashMap<>(Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", "application/json"));
    }

    private static HealthRequest request(String path, String body, Map<String, String> headers) {
        return HealthRequest.of("POST", path).withHeaders(headers::get).withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    private HealthResponse post(String path, String body) {
        return endpoint.respond(request(path, body, headers()));
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String told() {
        assertThat(audit.list).hasSize(1);
        return audit.list.get(0).getKeyValuePairs().toString();
    }

    @Nested
    class AnOperator {
        @Test
        void saysThatHeLooksAfterAnAlertAndIsAnsweredWithWhichItIs() {
            HealthResponse response = post("/admin/alert/" + KEY + "/acknowledge", "{\"by\":\"ada\"}");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response))
                    .isEqualTo("{\"key\":\"" + KEY
                            + "\",\"rule\":\"down\",\"subject\":\"check\",\"name\":\"db\",\"by\":\"ada\"}\n");
            assertThat(alerts.asked).containsExactly("acknowledge " + KEY + " by ada");
            assertThat(told())
                    .contains(
                            "event.action=\"health-admin-alert-acknowledge\"",
                            "health.alert.key=\"" + KEY + "\"",
                            "health.alert.by=\"ada\"");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"check\":\"db\" | name=Optional[db], tag=Optional.empty, rule=Optional.empty",
                    "\"group\":\"readiness\" | name=Optional[readiness], tag=Optional.empty, rule=Optional.empty",
                    "\"name\":\"elsewhere\" | name=Optional[elsewhere], tag=Optional.empty, rule=Optional.empty",
                    "\"tag\":\"sql\",\"rule\":\"slow\" | name=Optional.empty, tag=Optional[sql], rule=Optional[slow]",
                    "\"name\":\"*\" | name=Optional.empty, tag=Optional.empty, rule=Optional.empty"
                })
        void asksForSilenceAboutWhatIsNamed(String target, String asked) {
            HealthResponse response = post(
                    "/admin/alerts/silence",
                    "{" + target + ",\"duration\":\"PT2H\",\"by\":\"ada\",\"reason\":\"upgrade\"}");
            assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
            assertThat(text(response))
                    .contains("\"id\":\"s1\"", "\"until\":\"2026-02-01T14:00:00Z\"", "\"by\":\"ada\"");
            assertThat(alerts.asked).containsExactly("silence Target[" + asked + "] for PT2H by ada because upgrade");
            assertThat(told()).contains("health-admin-alert-silence", "health.silence.id=\"s1\"");
        }

        @Test
        void endsASilence() {
            post("/admin/alerts/silence", "{\"check\":\"db\",\"duration\":\"PT2H\",\"by\":\"ada\"}");
            assertThat(text(post("/admin/alerts/silence/s1/end", "{}"))).isEqualTo("{\"id\":\"s1\",\"ended\":true}\n");
            assertThat(alerts.silences).isEmpty();
            HealthResponse again = post("/admin/alerts/silence/s1/end", "{}");
            assertThat(again.statusCode()).isEqualTo(404);
            assertThat(text(again)).contains("unknown silence");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isToldWhatTheFarSideSaysToATest(boolean accepted) {
            alerts.farSide = channel -> new AlertTestAnswer(channel, accepted, "no_team", Duration.ofMillis(250));
            HealthResponse response = post("/admin/alerts/channel/ops/test", "{}");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response))
                    .isEqualTo("{\"channel\":\"ops\",\"accepted\":" + accepted
                            + ",\"answer\":\"no_team\",\"tookSeconds\":0.25}\n");
            assertThat(told()).contains("health-admin-alert-test", "health.channel.accepted=\"" + accepted + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "test", "alerts", "*"})
    void aChannelMayHaveAnyName(String name) {
        alerts.channel(name, "log");
        assertThat(post("/admin/alerts/channel/" + name + "/test", "{}").statusCode())
                .isEqualTo(200);
        assertThat(alerts.asked).containsExactly("test " + name);
    }

    @Nested
    class ATestOfAChannel {
        private final CountDownLatch answered = new CountDownLatch(1);

        private AlertTestAnswer slowly(String channel) {
            try {
                answered.await(20, TimeUnit.SECONDS);
                return new AlertTestAnswer(channel, true, "late", Duration.ofSeconds(20));
            } catch (InterruptedException stop) {
                return new AlertTestAnswer(channel, false, "interrupted", Duration.ZERO);
            }
        }

        private CompletableFuture<HealthResponse> begin() {
            return endpoint.await(request("/admin/alerts/channel/ops/test", "{}", headers()))
                    .toCompletableFuture();
        }

        @Test
        void holdsNobodyUpAndIsOneOfFour() throws Exception {
            alerts.farSide = this::slowly;
            List<CompletableFuture<HealthResponse>> tests = new ArrayList<>();
            for (int i = 0; i < AlertActions.MOST_TESTS; i++) {
                tests.add(begin());
            }
            HealthResponse further = begin().get(5, TimeUnit.SECONDS);
            assertThat(further.statusCode()).isEqualTo(503);
            assertThat(further.headers()).containsEntry("Retry-After", "10");
            assertThat(tests).noneMatch(CompletableFuture::isDone);
            answered.countDown();
            for (CompletableFuture<HealthResponse> test : tests) {
                assertThat(text(test.get(5, TimeUnit.SECONDS))).contains("\"answer\":\"late\"");
            }
        }

        @Test
        void isGivenUpWhenTheEndpointCloses() throws Exception {
            alerts.farSide = this::slowly;
            CompletableFuture<HealthResponse> test = begin();
            endpoint.close();
            assertThat(text(test.get(5, TimeUnit.SECONDS))).contains("interrupted");
        }

        @Test
        void isForThoseWhoMayAndOthersAreToldSoAtOnce() {
            CompletableFuture<HealthResponse> refused = endpoint.await(
                            request("/admin/alerts/channel/ops/test", "{}", Map.of("Content-Type", "application/json")))
                    .toCompletableFuture();
            assertThat(refused).isCompletedWithValueMatching(response -> response.statusCode() == 401);
            assertThat(alerts.asked).isEmpty();
        }
    }

    @Nested
    class AMistake {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "alert/KEY/acknowledge | {} | by: none (expected: who looks after it)",
                    "alert/KEY/acknowledge | {\"by\":\" \"} | by: none",
                    "alert/KEY/acknowledge | {\"who\":\"ada\"} | body: has another name (expected: by)",
                    "alerts/silence | {} | name: none (expected: check, group, name, tag or rule; name * for all)",
                    "alerts/silence | {\"check\":\"db\",\"by\":\"ada\"} | duration: none (expected: one such as PT2H)",
                    "alerts/silence | {\"check\":\"db\",\"duration\":\"PT2H\"} | by: none (expected: who asks for",
                    "alerts/silence | {\"check\":\"db\",\"duration\":\"2h\",\"by\":\"a\"} | duration: unreadable",
                    "alerts/silence | {\"check\":\"db\",\"duration\":\"PT0S\",\"by\":\"a\"} | duration: PT0S (expected: > 0",
                    "alerts/silence | {\"check\":\"d\",\"duration\":\"PT2H\",\"by\":\"a\"} | check: d (expected: one that",
                    "alerts/silence | {\"group\":\"g\",\"duration\":\"PT2H\",\"by\":\"a\"} | group: g (expected: one that",
                    "alerts/silence | {\"check\":\"db\",\"group\":\"all\"} | name: several (expected: one of",
                    "alerts/channel/ops/test | {\"to\":\"x\"} | body: has another name (expected: none)"
                })
        void isToldByTheNameOfTheArgumentAndNothingIsDone(String path, String body, String told) {
            HealthResponse response = post("/admin/" + path.replace("KEY", KEY), body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(text(response)).contains(told);
            assertThat(alerts.asked).isEmpty();
            assertThat(audit.list).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "alert/ffff/acknowledge, unknown alert",
            "alerts/channel/pager/test, unknown channel",
            "alerts/silence/s9/end, unknown silence",
            "alerts, unknown path",
            "alert, unknown path",
            "alerts/silence/s9, unknown path",
            "alerts/silence/*/end/x, unknown path",
            "alert//acknowledge, unknown alert"
        })
        void inThePathIsToldWithWhatThereIs(String path, String told) {
            HealthResponse response = post("/admin/" + path, "{}");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).contains(told);
        }

        @Test
        void ofAskingWhereThereAreNoAlertsFindsNoSuchPath() {
            HealthEndpoint without =
                    HealthEndpoint.builder(health).admin(Access.token(TOKEN)).build();
            HealthResponse response = without.respond(request("/admin/alerts/silence", "{}", headers()));
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).doesNotContain("alert");
            assertThat(text(post("/admin/nothing", "{}"))).contains("/admin/alert/{key}/acknowledge");
        }
    }

    @Test
    void whatAnOperatorWritesIsToldOnOneLineOfBoundedLength() {
        String by = "a\\n".repeat(900);
        post("/admin/alert/" + KEY + "/acknowledge", "{\"by\":\"" + by + "\"}");
        assertThat(told()).hasSizeLessThan(1_000).doesNotContain("\n");
    }
}
