package io.github.vitals.ops.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.vitals.health.servers.AlertmanagerServer;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.SlackServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import io.github.vitals.ops.Tools;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
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

    private final SlackServer slack = SlackServer.start();
    private final PagerDutyServer pagerDuty = PagerDutyServer.start();
    private final WebhookReceiver deadMan = WebhookReceiver.start();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        Tools.require("prometheus-alertmanager", "prometheus-alertmanager");
        mail.start();
        mail.setUser("on-call@example.org", "alerts@example.org", "smtp-pa55");
    }

    @AfterEach
    void stop() {
        slack.close();
        pagerDuty.close();
        deadMan.close();
        mail.stop();
    }

    /** As shipped, but for where the far sides are, how long is waited, and whether it is night. */
    private AlertmanagerServer alertmanager(boolean night) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("smtp-password"), "smtp-pa55");
        Files.writeString(secrets.resolve("slack-url"), slack.webhook().toString());
        Files.writeString(secrets.resolve("pagerduty-key"), PagerDutyServer.ROUTING_KEY);
        Files.writeString(secrets.resolve("dead-man-token"), "dead-man-t0ken");
        return AlertmanagerServer.start(Files.readString(Shipped.CONFIGURATION)
                .replace("/etc/alertmanager/secrets", secrets.toString())
                .replace(
                        "/etc/alertmanager/templates",
                        Shipped.TEMPLATES.toAbsolutePath().toString())
                .replace("smtp.example.org:587", "127.0.0.1:" + mail.getSmtp().getPort())
                .replace("smtp_require_tls: true", "smtp_require_tls: false")
                .replace("https://events.pagerduty.com", pagerDuty.uri().toString())
                .replace("https://dead-man.example.org", deadMan.uri().toString())
                .replace("group_wait: 30s", "group_wait: 1s")
                .replace("group_interval: 5m", "group_interval: 1s")
                .replace("start_time: '20:00'", night ? "start_time: '00:00'" : "start_time: '23:59'")
                .replace("end_time: '07:00'", night ? "end_time: '24:00'" : "end_time: '00:01'")
                .replace("weekdays: ['saturday', 'sunday']", "months: ['" + anotherMonth() + "']"));
    }

    private static String anotherMonth() {
        return Instant.now().toString().substring(5, 7).equals("01") ? "july" : "january";
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

    private String said() {
        return slack.messages().stream()
                .map(message -> message.text() + message.blocks())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aCriticalAlertReachesEveryoneAndSoDoesItsEnd() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(true)) {
            Alert down = Alert.of("HealthReadinessDown", "critical", "component", "health");
            post(alertmanager, down);
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(pagerDuty.incidents().values()).singleElement().satisfies(incident -> {
                    assertThat(incident.open()).isTrue();
                    assertThat(incident.severity()).isEqualTo("critical");
                    assertThat(incident.summary()).isEqualTo("Alert: orders: HealthReadinessDown of orders-1");
                });
                assertThat(said())
                        .contains("Alert: orders: HealthReadinessDown of orders-1")
                        .contains("<" + RUNBOOK + "HealthReadinessDown.md|What to do>");
                assertThat(mail.getReceivedMessages()).hasSize(1);
            });
            MimeMessage told = mail.getReceivedMessages()[0];
            assertThat(told.getSubject()).isEqualTo("Alert: orders: HealthReadinessDown of orders-1");
            assertThat(GreenMailUtil.getBody(told)).contains("It is HealthReadinessDown.");
            assertThat(pagerDuty.events().get(0).body()).contains(RUNBOOK + "HealthReadinessDown.md");

            post(alertmanager, down.over());
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(pagerDuty.incidents().values())
                        .allMatch(incident -> !incident.open() && incident.resolved() == 1);
                assertThat(said()).contains("Resolved: orders: HealthReadinessDown of orders-1");
                assertThat(mail.getReceivedMessages()).hasSize(2);
            });
            assertThat(slack.events()).allMatch(event -> event.error().isEmpty());
        }
    }

    @Test
    void aWarningIsToldToSlackAloneAndByDay() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(false)) {
            post(alertmanager, Alert.of("HealthCheckDegraded", "warning"));
            await().atMost(LONG).untilAsserted(() -> assertThat(said()).contains("HealthCheckDegraded"));
            assertThat(pagerDuty.events()).isEmpty();
            assertThat(mail.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void atNightAWarningWaitsAndACriticalAlertDoesNot() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(true)) {
            post(alertmanager, Alert.of("HealthCheckDegraded", "warning"));
            post(alertmanager, Alert.of("HttpErrors", "critical"));
            await().atMost(LONG).untilAsserted(() -> assertThat(said()).contains("HttpErrors"));
            // The warning's route would have told it before this later alert of the same service.
            post(alertmanager, Alert.of("HealthCheckStuck", "critical"));
            await().atMost(LONG).untilAsserted(() -> assertThat(said()).contains("HealthCheckStuck"));
            assertThat(said()).doesNotContain("HealthCheckDegraded");
        }
    }

    @Test
    void whatFollowsFromSomethingElseIsKeptBackUntilThatIsOver() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(false)) {
            Alert gone = Alert.of("TargetDown", "critical");
            Alert follows = Alert.of("HealthCheckDown", "warning", "check", "orders-db");
            post(alertmanager, gone, follows, Alert.of("PoolExhausted", "warning", "component", "database"));
            await().atMost(LONG).untilAsserted(() -> assertThat(said()).contains("TargetDown"));
            assertThat(said()).doesNotContain("HealthCheckDown").doesNotContain("PoolExhausted");

            post(alertmanager, gone.over());
            await().atMost(LONG).untilAsserted(() -> assertThat(said()).contains("HealthCheckDown"));
            assertThat(said()).doesNotContain("PoolExhausted");
        }
    }

    @Test
    void ofTheSameThingOnlyTheWorseIsTold() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(false)) {
            String[] disk = {"mountpoint", "/var"};
            post(
                    alertmanager,
                    Alert.of("DiskSpaceLow", "critical", disk),
                    Alert.of("DiskSpaceLow", "warning", disk),
                    Alert.of("DiskSpaceLow", "warning", "mountpoint", "/home"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(slack.messages()).hasSizeGreaterThanOrEqualTo(2));
            assertThat(said()).contains("`critical`");
            assertThat(slack.messages().stream()
                            .filter(message -> message.blocks().contains("`warning`"))
                            .toList())
                    .singleElement()
                    .satisfies(message -> assertThat(message.blocks()).containsOnlyOnce("`warning`"));
        }
    }

    @Test
    void theDeadMansSwitchGoesToItsOwnReceiverAlone() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(false)) {
            post(alertmanager, Alert.of("Watchdog", "none"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(deadMan.events()).isNotEmpty());
            assertThat(deadMan.events().get(0).path()).isEqualTo("/vitals");
            assertThat(deadMan.events().get(0).headers().toString()).contains("Bearer dead-man-t0ken");
            assertThat(slack.events()).isEmpty();
            assertThat(pagerDuty.events()).isEmpty();
        }
    }

    @Test
    void manyAlertsOfOneServiceAreOneMessageThatFarSidesTake() throws Exception {
        try (AlertmanagerServer alertmanager = alertmanager(false)) {
            Alert[] many = new Alert[40];
            for (int i = 0; i < many.length; i++) {
                many[i] = Alert.of("HealthCheckStuck", "critical", "check", "check-" + i, "instance", "orders-" + i);
            }
            post(alertmanager, many);
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(pagerDuty.incidents()).hasSize(1);
                assertThat(said()).contains("40 alerts: orders: HealthCheckStuck of orders-1 and 39 more");
            });
            assertThat(slack.messages()).hasSize(1);
            assertThat(slack.messages().get(0).blocks()).contains("... 40 in all");
        }
    }
}
