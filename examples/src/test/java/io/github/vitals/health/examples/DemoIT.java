package io.github.vitals.health.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The whole path, as an operator sees it: the demo, its endpoint, a real Prometheus, the log, whoever is alerted, and a
 * frozen database.
 */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class DemoIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CONCERNED = List.of("orders-db", "orders-pool", "backlog");
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    @Test
    void aFrozenDatabaseIsSeenEverywhereAndSoIsItsRecovery() throws Exception {
        Path prometheusBinary = Tools.require("prometheus", "prometheus");
        try (FarSide ops = FarSide.start();
                DemoProcess demo = startTelling(ops);
                Scraper prometheus = Scraper.start(prometheusBinary, folder.resolve("scraper"), demo.health())) {
            assertThat(demo.get("/health/ready").statusCode()).isEqualTo(200);
            SOON.untilAsserted(() -> {
                assertThat(prometheus.value("up")).isEqualTo(1);
                assertThat(prometheus.value("health_check_status{check='orders-db',status='up'}"))
                        .isEqualTo(1);
                assertThat(prometheus.value("health_group_status{group='readiness',status='up'}"))
                        .isEqualTo(1);
                assertThat(prometheus.value("sum(orders_total)")).isPositive();
                assertThat(prometheus.value("health_check_duration_seconds_count{check='cache'}"))
                        .isPositive();
                assertThat(prometheus.value("health_check_status{check='payments',status='up'}"))
                        .isEqualTo(1);
            });

            assertThat(demo.command("break", "postgres")).isZero();
            SOON.untilAsserted(() -> assertThat(readiness(demo)).isEqualTo(503));
            assertThat(demo.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(demo.get("/livez").statusCode()).isEqualTo(200);
            SOON.untilAsserted(() -> {
                assertThat(prometheus.value("health_check_status{check='orders-db',status='down'}"))
                        .isEqualTo(1);
                assertThat(prometheus.value("health_check_status{check='orders-db',status='up'}"))
                        .isZero();
                assertThat(prometheus.value("sum(health_check_failures_total{check='orders-db'})"))
                        .isPositive();
                assertThat(prometheus.value("health_group_status{group='readiness',status='down'}"))
                        .isEqualTo(1);
                assertThat(prometheus.value("health_group_status{group='liveness',status='up'}"))
                        .isEqualTo(1);
            });
            SOON.untilAsserted(() -> assertThat(changesTo("DOWN")).hasSize(1));
            JsonNode down = changesTo("DOWN").get(0);
            assertThat(down.get("health.previous_status").asString()).isEqualTo("UP");
            assertThat(down.get("log.level").asString()).isEqualTo("ERROR");
            assertThat(down.get("health.reason").asString()).isIn("timeout", "stuck", "connect_timeout");

            isOneAlertThatNamesTheDatabase(ops, demo);

            assertThat(demo.command("mend", "postgres")).isZero();
            SOON.untilAsserted(() -> assertThat(readiness(demo)).isEqualTo(200));
            SOON.untilAsserted(() -> assertThat(prometheus.value("health_check_status{check='orders-db',status='up'}"))
                    .isEqualTo(1));
            assertThat(changesTo("DOWN")).as("one event for one outage").hasSize(1);
            isResolvedOnce(ops, demo);
        }
    }

    private DemoProcess startTelling(FarSide ops) throws Exception {
        return DemoProcess.start(
                folder,
                "--port",
                "0",
                "--app-port",
                "0",
                "-Dvitals.health.alerts.channels=ops",
                "-Dvitals.health.alerts.channel.ops.kind=webhook",
                "-Dvitals.health.alerts.channel.ops.url=" + ops.uri());
    }

    /** Asks as an orchestrator does; whatever the database does, the answer has to come at once. */
    private static int readiness(DemoProcess demo) throws Exception {
        long start = System.nanoTime();
        int status = demo.get("/health/ready").statusCode();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        return status;
    }

    private List<JsonNode> changesTo(String status) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
            return files.filter(Files::isRegularFile)
                    .flatMap(DemoIT::lines)
                    .map(JSON::readTree)
                    .filter(event -> "health-status-changed".equals(text(event, "event.action")))
                    .filter(event -> "orders-db".equals(text(event, "health.check.name")))
                    .filter(event -> status.equals(text(event, "health.status")))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String text(JsonNode event, String field) {
        JsonNode value = event.get(field);
        return value == null ? "" : value.asString();
    }

    /** The backlog is nothing without the database; whoever is woken hears of it once, and by name. */
    private static void isOneAlertThatNamesTheDatabase(FarSide ops, DemoProcess demo) throws Exception {
        SOON.untilAsserted(() -> assertThat(ops.about(CONCERNED)).isNotEmpty());
        JsonNode trigger = ops.about(CONCERNED).get(0);
        assertThat(trigger.get("kind").asString()).isEqualTo("trigger");
        assertThat(trigger.get("name").asString()).isEqualTo("orders-db");
        assertThat(trigger.get("severity").asString()).isEqualTo("critical");
        assertThat(JSON.treeToValue(trigger.get("affected").get("names"), String[].class))
                .contains("backlog");
        assertThat(states(demo)).contains("orders-db firing", "backlog suppressed");
        assertThat(demo.get("/alerts").body()).contains("orders-db", "Firing");
        assertThat(demo.get("/metrics").body())
                .containsPattern("health_alert_deliveries_total\\{channel=\"ops\",.*outcome=\"accepted\",.*} 1\\.0");
        SOON.untilAsserted(() -> assertThat(demo.said()).anyMatch(line -> line.contains("trigger: orders-db is DOWN")));
    }

    private static void isResolvedOnce(FarSide ops, DemoProcess demo) throws Exception {
        SOON.untilAsserted(() -> assertThat(ops.about(CONCERNED)).hasSizeGreaterThan(1));
        List<JsonNode> messages = ops.about(CONCERNED);
        assertThat(messages).as("one of the outage, and one of its end").hasSize(2);
        assertThat(messages.get(1).get("kind").asString()).isEqualTo("resolve");
        assertThat(messages.get(1).get("key")).isEqualTo(messages.get(0).get("key"));
        assertThat(states(demo)).noneMatch(state -> state.startsWith("orders-"));
    }

    private static List<String> states(DemoProcess demo) throws Exception {
        JsonNode alerts = JSON.readTree(demo.get("/health/alerts").body()).get("alerts");
        return alerts.valueStream()
                .map(alert ->
                        alert.get("name").asString() + " " + alert.get("state").asString())
                .toList();
    }

    @Test
    void theScrapeIsWhatPromtoolExpects() throws Exception {
        Path promtool = Tools.require("promtool", "prometheus");
        try (DemoProcess demo = DemoProcess.start(folder, "--port", "0", "--app-port", "0")) {
            HttpResponse<String> scrape = demo.get("/metrics");
            Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            check.getOutputStream().write(scrape.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            check.getOutputStream().close();
            String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(said.lines()
                            .filter(line -> !line.startsWith("system_cpu_count")
                                    && !line.startsWith("process_cpu_time_ns_total")
                                    && !line.startsWith("jvm_compilation_time_ms_total")))
                    .as("everything but three names that are Micrometer's own")
                    .isEmpty();
        }
    }

    @Test
    void afterItsTimeItEndsByItselfAndLeavesNothingBehindEvenWithAFrozenDatabase() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--port", "0", "--app-port", "0", "--for", "6s")) {
            List<ProcessHandle> family = demo.family();
            assertThat(family).hasSizeGreaterThanOrEqualTo(3);
            assertThat(demo.command("break", "postgres")).isZero();
            assertThat(demo.exit(Duration.ofSeconds(60))).isZero();
            SOON.untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
            assertThat(folder.resolve("data")).doesNotExist();
            assertThat(demo.command("break", "postgres")).as("no demo runs").isEqualTo(1);
        }
    }

    @Test
    void onSigtermItLeavesNothingBehind() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--port", "0", "--app-port", "0")) {
            List<ProcessHandle> family = demo.family();
            demo.terminate();
            demo.exit(Duration.ofSeconds(60));
            SOON.untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aTakenPortIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(DemoProcess.refused(folder, "--port", port, "--app-port", "0"))
                    .isEqualTo("demo: --port: " + port + " is taken (expected: a free port; choose another with"
                            + " --port N)");
        }
    }

    @Test
    void unknownDependenciesAreRefusedByName() throws Exception {
        assertThat(DemoProcess.command(folder, "break", "mysql")).isEqualTo(2);
        assertThat(DemoProcess.command(folder, "mend")).isEqualTo(2);
    }
}
