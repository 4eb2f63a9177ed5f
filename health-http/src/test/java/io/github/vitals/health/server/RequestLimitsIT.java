package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsIT {
    private HealthRegistry health;
    private HealthServer server;

    @BeforeEach
    void start() {
        health = HealthRegistry.builder().build();
        server = HealthServer.start(0, health);
    }

    @AfterEach
    void close() {
        server.close();
        health.close();
    }

    /** What the server says to what is sent, until it closes the connection. */
    private String said(String request) throws IOException {
        try (Socket socket = new Socket(server.uri().getHost(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Nested
    class Size {
        @Test
        void isLimitedForTheAddress() throws IOException {
            assertThat(said("GET /livez?" + "x".repeat(16_000) + " HTTP/1.1\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(said("GET /livez?" + "x".repeat(17_000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 431");
        }

        @Test
        void isLimitedForAllHeadersTogether() throws IOException {
            String header = "X: " + "x".repeat(1000) + "\r\n";
            assertThat(said("GET /livez HTTP/1.1\r\nConnection: close\r\n" + header.repeat(15) + "\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(said("GET /livez HTTP/1.1\r\n" + header.repeat(17) + "\r\n"))
                    .startsWith("HTTP/1.1 431")
                    .contains("Connection: close")
                    .endsWith("request too large (expected: at most 16 kB before its body)\n");
        }
    }

    @Nested
    class ABody {
        @Test
        void isThrownAwayAndTheConnectionGoesOn() throws IOException {
            String posted = "HEAD /livez HTTP/1.1\r\nContent-Length: 60000\r\n\r\n" + "x".repeat(60_000);
            String closing = "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n";
            assertThat(said(posted + posted + closing)).containsPattern("(?s)(HTTP/1.1 200 .*){3}ok$");
        }

        @Test
        void thatDoesNotComeHoldsUpNoAnswerThatHasOneItself() throws IOException {
            long before = System.nanoTime();
            assertThat(said("GET /livez HTTP/1.1\r\nContent-Length: 9\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("ok");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 9\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
                    "Transfer-Encoding: chunked\r\n\r\nfffffff1\r\nx",
                    "Transfer-Encoding: chunked\r\n\r\nno number\r\n",
                    "Content-Length: 9999999\r\n\r\n"
                })
        void thatDoesNotComeEndsTheConnection(String lie) throws IOException {
            long before = System.nanoTime();
            assertThat(said("HEAD /livez HTTP/1.1\r\n" + lie)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Nested
    @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "takes long; AttackIT asks the same of both")
    class AClientThatIsTooSlow {
        @Test
        void withItsRequestIsCutOff() throws Exception {
            try (Socket slow = new Socket(server.uri().getHost(), server.port())) {
                slow.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
                slow.setSoTimeout(20_000);
                long before = System.nanoTime();
                assertThat(slow.getInputStream().read()).isEqualTo(-1);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(4));
            }
        }

        private static boolean sends(Thread thread) {
            return Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(Portions.class.getName()));
        }

        @Test
        void toTakeItsAnswerIsCutOffAndOthersAreAnsweredAgain() throws Exception {
            PrometheusMeterRegistry large = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            String text = "x".repeat(200_000);
            for (int i = 0; i < 50; i++) {
                Gauge.builder("large", () -> 1).tag("text", text + i).register(large);
            }
            List<Socket> unread = new ArrayList<>();
            try (HealthServer scraped = HealthServer.start(0, health, large)) {
                URI metrics = scraped.uri().resolve("/metrics");
                assertThat(Http.get(scraped, "/metrics").body()).hasSizeGreaterThan(10_000_000);
                for (int i = 0; i < 8; i++) {
                    Socket socket = new Socket();
                    unread.add(socket);
                    socket.setReceiveBufferSize(4096);
                    socket.connect(new InetSocketAddress(metrics.getHost(), metrics.getPort()));
                    String request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                }
                assertThat(Http.probe(metrics, Duration.ofSeconds(20))).isEqualTo(200);
                assertThat(Http.probe(scraped.uri().resolve("/livez"), Duration.ofSeconds(20)))
                        .isEqualTo(200);
                await().atMost(Duration.ofSeconds(30))
                        .until(() ->
                                Threads.named("health-server-\\d+").stream().noneMatch(AClientThatIsTooSlow::sends));
            } finally {
                for (Socket socket : unread) {
                    socket.close();
                }
            }
        }
    }

    @Nested
    class LettingGo {
        @Test
        void closesEveryConnectionAndGoesOnListening() throws Exception {
            try (Socket idle = new Socket(server.uri().getHost(), server.port())) {
                idle.setSoTimeout(20_000);
                idle.getOutputStream().write("GET /livez HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                StringBuilder answer = new StringBuilder();
                while (!answer.toString().endsWith("ok")) {
                    answer.append((char) idle.getInputStream().read());
                }
                server.letGo();
                assertThat(idle.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(Http.probe(server.uri().resolve("/livez"), Duration.ofSeconds(20)))
                    .isEqualTo(200);
        }

        @Test
        void doesNothingOnceClosed() throws Exception {
            server.close();
            server.letGo();
            await().until(() -> Threads.named("HTTP-Dispatcher|health-server.*").isEmpty());
        }
    }

    @Nested
    class PropertiesOfTheJvm {
        private static final String[] NAMES = {"sun.net.httpserver.nodelay", "sun.net.httpserver.maxReqHeaderSize"};

        @BeforeEach
        void clear() {
            for (String name : NAMES) {
                System.clearProperty(name);
            }
        }

        @Test
        void areSetWhereTheApplicationHasNot() {
            System.setProperty(NAMES[1], "10000");
            HealthServer.start(0, health).close();
            assertThat(System.getProperty(NAMES[0])).isEqualTo("true");
            assertThat(System.getProperty(NAMES[1])).isEqualTo("10000");
        }

        @Test
        void areLeftAloneIfWanted() {
            HealthServer.builder(health).port(0).jvmProperties(false).start().close();
            for (String name : NAMES) {
                assertThat(System.getProperty(name)).isNull();
            }
        }
    }
}
