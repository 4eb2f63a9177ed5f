package io.github.vitals.ops.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.vitals.health.servers.AlertmanagerServer;
import io.github.vitals.ops.Tools;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that is shipped, in a real Alertmanager, with far sides that keep what theirs document. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class AlertmanagerIT {
    private static final String RUNBOOK = "https://runbooks.example/";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private FarSides far;

    @BeforeEach
    void start() {
        Tools.require("prometheus-alertmanager", "prometheus-alertmanager");
        far = FarSides.start(folder);
    }

    @AfterEach
    void stop() {
        if (far != null) {
            far.close();
        }
    }

    private record Alert(String name, String severity, Map<String, String> labels, Instant end) {
        static Alert of(String name, String severity, String... labels) {
            Map<String, String> all = new HashMap<>(Map.of("job", "orders", "instance", "orders-1:8081"));
            for (int i = 0; i < labels.length; i += 2) {
                all.put(labels[i], labels[i + 1]);
            }
            return new Alert(name, severity, all, Instant.now().plusSeconds(300));
        }

        Alert over() {
            return new Alert(name, severity, labels, Instant.now().minusMillis(1));
        }

        String json() {
            String more = labels.entrySet().stream()
                    .map(label -> ",\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                    .collect(Collectors.joining());
            return "{\"labels\":{\"alertname\":\"" + name + "\",\"severity\":\"" + severity + "\"" + more
                    + "},\"annotations\":{\"summary\":\"orders: " + name + " of orders-1\",\"description\":\"It is "
                    + name + ".\",\"runbook_url\":\"" + RUNBOOK + name + ".md\"},\"endsAt\":\"" + end + "\"}";
        }
    }

    private void post(AlertmanagerServer alertmanager, Alert... alerts) throws Exception {
        String body = List.of(alerts).stream().map(Alert::json).collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(alertmanager.uri().resolve("/api/v2/alerts"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void aCriticalAlertReachesEveryoneAndSoDoesItsEnd() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(true)) {
            Alert down = Alert.of("HealthReadinessDown", "critical", "component", "health");
            post(alertmanager, down);
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(far.pagerDuty().incidents().values()).singleElement().satisfies(incident -> {
                    assertThat(incident.open()).isTrue();
                    assertThat(incident.severity()).isEqualTo("critical");
                    assertThat(incident.summary()).isEqualTo("Alert: orders: HealthReadinessDown of orders-1");
                });
                assertThat(far.said())
                        .contains("Alert: orders: HealthReadinessDown of orders-1")
                        .contains("<" + RUNBOOK + "HealthReadinessDown.md|What to do>");
                assertThat(far.mails()).hasSize(1);
            });
            MimeMessage told = far.mails().get(0);
            assertThat(told.getSubject()).isEqualTo("Alert: orders: HealthReadinessDown of orders-1");
            assertThat(GreenMailUtil.getBody(told)).contains("It is HealthReadinessDown.");
            assertThat(far.pagerDuty().events().get(0).body()).contains(RUNBOOK + "HealthReadinessDown.md");

            post(alertmanager, down.over());
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(far.pagerDuty().incidents().values())
                        .allMatch(incident -> !incident.open() && incident.resolved() == 1);
                assertThat(far.said()).contains("Resolved: orders: HealthReadinessDown of orders-1");
                assertThat(far.mails()).hasSize(2);
            });
            assertThat(far.slack().events()).allMatch(event -> event.error().isEmpty());
        }
    }

    @Test
    void aWarningIsToldToSlackAloneAndByDay() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(false)) {
            post(alertmanager, Alert.of("HealthCheckDegraded", "warning"));
            await().atMost(LONG).untilAsserted(() -> assertThat(far.said()).contains("HealthCheckDegraded"));
            assertThat(far.pagerDuty().events()).isEmpty();
            assertThat(far.mails()).isEmpty();
        }
    }

    @Test
    void atNightAWarningWaitsAndACriticalAlertDoesNot() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(true)) {
            post(alertmanager, Alert.of("HealthCheckDegraded", "warning"));
            post(alertmanager, Alert.of("HttpErrors", "critical"));
            await().atMost(LONG).untilAsserted(() -> assertThat(far.said()).contains("HttpErrors"));
            // The warning's route would have told it before this later alert of the same service.
            post(alertmanager, Alert.of("HealthCheckStuck", "critical"));
            await().atMost(LONG).untilAsserted(() -> assertThat(far.said()).contains("HealthCheckStuck"));
            assertThat(far.said()).doesNotContain("HealthCheckDegraded");
        }
    }

    @Test
    void whatFollowsFromSomethingElseIsKeptBackUntilThatIsOver() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(false)) {
            Alert gone = Alert.of("TargetDown", "critical");
            Alert follows = Alert.of("HealthCheckDown", "warning", "check", "orders-db");
            post(
                    alertmanager,
                    gone,
                    follows,
                    Alert.of("PoolExhausted", "warning", "component", "database"),
                    Alert.of("LogNotWritten", "critical", "instance", "orders-2:8081", "output", "vitals-file"),
                    Alert.of("LogQueueFilling", "warning", "instance", "orders-2:8081", "output", "vitals-file"));
            await().atMost(LONG).untilAsserted(() -> assertThat(far.said()).contains("TargetDown", "LogNotWritten"));
            assertThat(far.said()).doesNotContain("HealthCheckDown", "PoolExhausted", "LogQueueFilling");

            post(alertmanager, gone.over());
            await().atMost(LONG).untilAsserted(() -> assertThat(far.said()).contains("HealthCheckDown"));
            assertThat(far.said()).doesNotContain("PoolExhausted", "LogQueueFilling");
        }
    }

    @Test
    void ofTheSameThingOnlyTheWorseIsTold() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(false)) {
            String[] disk = {"mountpoint", "/var"};
            post(
                    alertmanager,
                    Alert.of("DiskSpaceLow", "critical", disk),
                    Alert.of("DiskSpaceLow", "warning", disk),
                    Alert.of("DiskSpaceLow", "warning", "mountpoint", "/home"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(far.slack().messages()).hasSizeGreaterThanOrEqualTo(2));
            assertThat(far.said()).contains("`critical`");
            assertThat(far.slack().messages().stream()
                            .filter(message -> message.blocks().contains("`warning`"))
                            .toList())
                    .singleElement()
                    .satisfies(message -> assertThat(message.blocks()).containsOnlyOnce("`warning`"));
        }
    }

    @Test
    void theDeadMansSwitchGoesToItsOwnReceiverAlone() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(false)) {
            post(alertmanager, Alert.of("Watchdog", "none"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(far.deadMan().events()).isNotEmpty());
            assertThat(far.deadMan().events().get(0).path()).isEqualTo("/vitals");
            assertThat(far.deadMan().events().get(0).headers().toString()).contains("Bearer dead-man-t0ken");
            assertThat(far.slack().events()).isEmpty();
            assertThat(far.pagerDuty().events()).isEmpty();
        }
    }

    @Test
    void manyAlertsOfOneServiceAreOneMessageThatFarSidesTake() throws Exception {
        try (AlertmanagerServer alertmanager = far.alertmanager(false)) {
            Alert[] many = new Alert[40];
            for (int i = 0; i < many.length; i++) {
                many[i] = Alert.of("HealthCheckStuck", "critical", "check", "check-" + i, "instance", "orders-" + i);
            }
            post(alertmanager, many);
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(far.pagerDuty().incidents()).hasSize(1);
                assertThat(far.said()).contains("40 alerts: orders: HealthCheckStuck of orders-1 and 39 more");
            });
            assertThat(far.slack().messages()).hasSize(1);
            assertThat(far.slack().messages().get(0).blocks()).contains("... 40 in all");
        }
    }
}
