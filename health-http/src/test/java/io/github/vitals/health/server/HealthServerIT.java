package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.metrics.HealthMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HealthServerIT {
    private static HealthRegistry health;
    private static PrometheusMeterRegistry meters;
    private static HealthServer server;

    @BeforeAll
    static void start() {
        health = HealthRegistry.builder()
                .group(HealthGroup.of("core"))
                .check("orders-db", context -> HealthResult.up())
                .check("cache", context -> HealthResult.down("gone"), policy -> policy.critical(false))
                .build();
        health.check();
        meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new HealthMetrics(health).bindTo(meters);
        server = HealthServer.start(0, health, meters);
    }

    @AfterAll
    static void stop() {
        server.close();
        health.close();
        meters.close();
    }

    @Nested
    class EveryPath {
        @ParameterizedTest
        @CsvSource({
            "/health, 200",
            "/health/live, 200",
            "/health/ready, 200",
            "/health/started, 200",
            "/health/group/core, 200",
            "/health/check/orders-db, 200",
            "/health/check/cache, 503",
            "/livez, 200",
            "/readyz, 200",
            "/healthz, 200",
            "/metrics, 200",
            "/nowhere, 404",
            "/health/check/nothing, 404",
            "/metrics/x, 404"
        })
        void answersGetAndHeadAlike(String path, int code) throws Exception {
            HttpResponse<String> get = Http.get(server, path);
            assertThat(get.statusCode()).as(get.body()).isEqualTo(code);
            assertThat(get.body()).isNotEmpty();
            assertThat(get.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(get.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            HttpResponse<String> head = Http.send("HEAD", server, path);
            assertThat(head.statusCode()).isEqualTo(code);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type"))
                    .isEqualTo(get.headers().firstValue("Content-Type"))
                    .isPresent();
            assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
                    .isCloseTo(get.body().length(), within(path.equals("/metrics") ? 200L : 0L));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/health", "/readyz", "/metrics"})
        void refusesOtherMethods(String path) throws Exception {
            HttpResponse<String> response = Http.send("DELETE", server, path);
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }

        @Test
        void answersRepeatedlyOnOneConnectionAndIgnoresBodies() throws Exception {
            try (Socket socket = new Socket(server.uri().getHost(), server.port())) {
                for (int i = 0; i < 3; i++) {
                    String request = "GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    StringBuilder response = new StringBuilder();
                    while (!response.toString().endsWith("\r\n\r\nok")) {
                        response.append((char) socket.getInputStream().read());
                    }
                    assertThat(response).startsWith("HTTP/1.1 200 OK");
                }
            }
        }

        @Test
        void answersWithNotModified() throws Exception {
            String tag =
                    Http.get(server, "/health").headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> same = Http.get(server, "/health", "If-None-Match", tag);
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.headers().firstValue("ETag")).contains(tag);
        }
    }

    @Nested
    class Details {
        @Test
        void areHiddenUnlessAllowed() throws Exception {
            assertThat(Http.get(server, "/health").body())
                    .isEqualTo("{\"status\":\"UP\",\"health\":\"DEGRADED\",\"checks\":[]}\n");
        }

        @Test
        void areShownToWhomThePredicateAllows() throws Exception {
            try (HealthServer open = HealthServer.builder(health)
                    .port(0)
                    .details(request ->
                            request.fromLoopback() && request.header("x-role").equals(Optional.of("ops, dev")))
                    .statusCode(HealthStatus.DEGRADED, 503)
                    .start()) {
                assertThat(Http.get(open, "/health").body()).doesNotContain("orders-db");
                HttpResponse<String> shown = Http.get(open, "/health", "X-Role", "ops", "X-Role", "dev");
                assertThat(shown.body()).contains("orders-db", "gone");
                assertThat(shown.statusCode()).isEqualTo(503);
                assertThat(Http.get(open, "/readyz?verbose", "X-Role", "ops, dev")
                                .body())
                        .endsWith("readyz check failed\n")
                        .contains("[+]orders-db ok");
            }
        }
    }

    @Nested
    class TheMetrics {
        @Test
        void areTextUnlessOpenMetricsIsPreferred() throws Exception {
            HttpResponse<String> text = Http.get(server, "/metrics", "Accept", "*/*");
            assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text.body()).contains("health_check_status{check=\"orders-db\",status=\"up\"} 1.0");
            assertThat(text.body()).doesNotContain("# EOF");
            HttpResponse<String> preferred = Http.get(
                    server,
                    "/metrics",
                    "Accept",
                    "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.4,*/*;q=0.1");
            assertThat(preferred.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(preferred.body()).endsWith("# EOF\n");
            assertThat(Http.get(server, "/metrics", "Accept", "application/openmetrics-text;q=0.1, text/plain")
                            .body())
                    .doesNotContain("# EOF");
        }

        @Test
        void areCompressedWhereTheClientTakesThat() throws Exception {
            HttpResponse<byte[]> response = Http.bytes(server, "/metrics", "Accept-Encoding", "br, gzip;q=0.8");
            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            byte[] text = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
            assertThat(new String(text, StandardCharsets.UTF_8)).contains("health_group_status");
            assertThat(response.body()).hasSizeLessThan(text.length / 2);
        }

        @Test
        void areAcceptedByPrometheusOwnTool() throws Exception {
            boolean there = new ProcessBuilder("sh", "-c", "command -v promtool")
                            .start()
                            .waitFor()
                    == 0;
            if (!there && "true".equals(System.getenv("CI"))) {
                throw new AssertionError("promtool: not on the PATH (expected: there, in CI)");
            }
            Assumptions.assumeTrue(there, "promtool is not on the PATH");
            Process tool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            try (var in = tool.getOutputStream()) {
                in.write(Http.bytes(server, "/metrics").body());
            }
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tool.waitFor()).as(said).isZero();
            assertThat(said).isEmpty();
        }

        @Test
        void areNotThereWithoutMeters() throws Exception {
            try (HealthServer without = HealthServer.start(0, health)) {
                assertThat(Http.get(without, "/metrics").statusCode()).isEqualTo(404);
                assertThat(Http.get(without, "/livez").statusCode()).isEqualTo(200);
            }
        }
    }

    @Nested
    class AFailure {
        @Test
        void insideIsAnsweredWith500AndLoggedOnceWithoutAStackForTheClient() throws Exception {
            ListAppender<ILoggingEvent> events = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger(HealthEndpoint.class);
            PrometheusMeterRegistry broken = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            broken.getPrometheusRegistry().register((Collector) () -> {
                throw new AssertionError("s3cret");
            });
            events.start();
            logger.addAppender(events);
            logger.setAdditive(false);
            try (HealthServer failing = HealthServer.start(0, health, broken)) {
                HttpResponse<String> response = Http.get(failing, "/metrics");
                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(response.body()).isEqualTo("{\"error\":\"internal error\"}\n");
                assertThat(Http.send("HEAD", failing, "/metrics").statusCode()).isEqualTo(500);
                assertThat(Http.get(failing, "/livez").statusCode()).isEqualTo(200);
            } finally {
                logger.detachAppender(events);
                logger.setAdditive(true);
            }
            assertThat(events.list)
                    .filteredOn(event -> event.getLevel().levelStr.equals("ERROR"))
                    .hasSize(2)
                    .allMatch(event -> event.getMessage().equals("Health endpoint failed to answer a request"));
        }
    }

    @Nested
    class WithACheckThatHangs {
        @Test
        void theServerAnswersAtOnce() throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch hanging = new CountDownLatch(1);
            try (HealthRegistry stuck = HealthRegistry.builder()
                            .check(
                                    "hangs",
                                    context -> {
                                        hanging.countDown();
                                        never.await();
                                        return HealthResult.up();
                                    },
                                    policy -> policy.period(Duration.ofSeconds(60))
                                            .timeout(Duration.ofSeconds(59)))
                            .start();
                    HealthServer answering = HealthServer.start(0, stuck)) {
                hanging.await();
                URI live = answering.uri().resolve("/health/live");
                URI ready = answering.uri().resolve("/health/ready");
                for (int i = 0; i < 20; i++) {
                    assertThat(Http.probe(live, Duration.ofSeconds(1))).isEqualTo(200);
                    assertThat(Http.probe(ready, Duration.ofSeconds(1))).isEqualTo(503);
                }
            }
        }
    }

    @Nested
    class Starting {
        @Test
        @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nobody counts descriptors there")
        void onATakenPortGivesBackEveryDescriptor() throws IOException {
            OpenFiles files = OpenFiles.ofProcess();
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                long before = files.count().open();
                for (int i = 0; i < 50; i++) {
                    assertThatExceptionOfType(UncheckedIOException.class)
                            .isThrownBy(() -> HealthServer.start(taken.getLocalPort(), health));
                }
                await().untilAsserted(() -> assertThat(files.count().open()).isLessThan(before + 25));
            }
        }

        @Test
        void onATakenPortNamesPortAndHost() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThatExceptionOfType(UncheckedIOException.class)
                        .isThrownBy(() -> HealthServer.start(taken.getLocalPort(), health))
                        .withMessageStartingWith("port: " + taken.getLocalPort()
                                + " on 127.0.0.1 (expected: a free port of this machine): ")
                        .withCauseInstanceOf(BindException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 65_536})
        void refusesAPortThatIsNone(int port) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HealthServer.start(port, health))
                    .withMessage("port: " + port + " (expected: 0 to 65535)");
        }

        @Test
        void refusesAHostThatIsNone() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HealthServer.builder(health)
                            .host("no-such-host.invalid")
                            .port(0)
                            .start())
                    .withMessage("host: no-such-host.invalid (expected: an address of this machine)");
        }

        @Test
        @SuppressWarnings("NullAway")
        void refusesNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> HealthServer.start(0, null))
                    .withMessage("health: null (expected: a registry)");
            assertThatNullPointerException()
                    .isThrownBy(() -> HealthServer.start(0, health, null))
                    .withMessage("meters: null (expected: a Prometheus meter registry)");
        }

        @Test
        void listensWhereItIsTold() throws Exception {
            assertThat(server.uri()).hasToString("http://127.0.0.1:" + server.port());
            assertThat(server).hasToString("HealthServer[" + server.uri() + "]");
            try (HealthServer six =
                    HealthServer.builder(health).host("::1").port(0).start()) {
                assertThat(Http.get(six, "/livez").body()).isEqualTo("ok");
            }
            try (HealthServer every =
                    HealthServer.builder(health).host("0.0.0.0").port(0).start()) {
                assertThat(every.uri().getHost()).isEqualTo("127.0.0.1");
                assertThat(Http.get(every, "/livez").body()).isEqualTo("ok");
            }
        }

        @Test
        void keepsNoProcessAlive() {
            assertThat(serverThreads()).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    @Nested
    class Closing {
        @Test
        void freesThePortAndLeavesNoThread() throws Exception {
            Set<Thread> before = serverThreads();
            HealthServer closing = HealthServer.start(0, health, meters);
            URI uri = closing.uri();
            try (Socket halfARequest = new Socket(uri.getHost(), uri.getPort())) {
                halfARequest.getOutputStream().write("GET /".getBytes(StandardCharsets.US_ASCII));
                assertThat(Http.get(closing, "/livez").statusCode()).isEqualTo(200);
                long start = System.nanoTime();
                closing.close();
                closing.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                // The JDK's server does not wait for its own timer thread, which is told to end and does.
                await().untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(before));
                assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> Http.probe(uri, Duration.ofSeconds(1)));
            }
            HealthServer.start(uri.getPort(), health).close();
        }

        @Test
        void letsAnAnswerUnderWayEnd() throws Exception {
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            HealthServer closing = HealthServer.builder(health)
                    .port(0)
                    .details(request -> {
                        entered.countDown();
                        awaitUnchecked(release);
                        return false;
                    })
                    .start();
            var answer = CompletableFuture.supplyAsync(() -> getUnchecked(closing, "/livez"));
            entered.await();
            Thread closer = Exchanges.daemon(closing::close, "closer");
            closer.start();
            await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            assertThat(answer.get()).isEqualTo("ok");
            closer.join();
        }
    }

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-server-")
                        || thread.getName().equals("HTTP-Dispatcher")
                        || thread.getName().equals("idle-timeout-task"))
                .collect(Collectors.toSet());
    }

    private static String getUnchecked(HealthServer from, String path) {
        try {
            return Http.get(from, path).body();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
