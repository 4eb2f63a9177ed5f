package io.github.vitals.health.probe;

import static io.github.vitals.health.probe.Running.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.http.RawServer;
import io.github.vitals.health.probe.Running.Ended;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthProbeWaitIT {
    private HealthRegistry health;

    @BeforeEach
    void build() {
        health = HealthRegistry.builder()
                .check("orders-db", context -> HealthResult.up())
                .build();
    }

    @AfterEach
    void close() {
        health.close();
    }

    @Nested
    @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
    class AService {
        @Test
        void thatBecomesReadyIsWaitedForAndSaysOnceWhyItIsNot() throws Exception {
            AtomicInteger requests = new AtomicInteger();
            try (HealthServer server = HealthServer.builder(health)
                    .port(0)
                    .details(request -> requests.incrementAndGet() > 0)
                    .start()) {
                URI ready = server.uri().resolve("/health/ready");
                Running running = Running.start(ready, "--expect", "UP", "--wait", "60s", "--interval", "10ms");
                await().until(() -> requests.get() > 4);
                health.check();
                Ended ended = running.ended();
                assertThat(ended.out()).matches("UP " + ready + " \\d+ ms\n");
                assertThat(ended.err())
                        .matches("waiting: UNKNOWN " + ready + " \\d+ ms \\(expected: UP within 60s\\)\n"
                                + "  orders-db UNKNOWN: not checked yet\n");
                assertThat(ended.code()).isZero();
            }
        }

        @Test
        void thatBeginsToListenLateIsWaitedForAndEachChangeIsTold() throws Exception {
            HealthServer first = HealthServer.start(0, health);
            int port = first.port();
            URI ready = first.uri().resolve("/health/ready");
            first.close();
            Running running = Running.start(ready, "--wait", "60s", "--interval", "10ms");
            await().until(() -> running.err().contains("waiting: no-answer"));
            try (HealthServer second = HealthServer.start(port, health)) {
                await().until(() -> running.err().contains("waiting: UNKNOWN"));
                health.check();
                Ended ended = running.ended();
                assertThat(ended.out()).startsWith("UP ");
                assertThat(ended.err().lines()).hasSize(2);
                assertThat(ended.code()).isZero();
            }
        }

        @Test
        void thatDoesNotBecomeReadyIsWaitedForAsLongAsToldAndNoLonger() throws Exception {
            try (HealthServer server = HealthServer.start(0, health)) {
                long start = System.nanoTime();
                Ended ended = probe(server.uri().resolve("/health"), "--wait", "1s", "--interval", "10ms");
                assertThat(since(start)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
                assertThat(ended.out()).startsWith("UNKNOWN ").endsWith(" (expected: 2xx within 1s)\n");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @Test
        void isNotAskedAgainBeforeTheIntervalIsOver() throws Exception {
            try (RawServer server =
                    RawServer.saying("HTTP/1.1 503 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
                assertThat(probe(server.uri(), "--wait", "300ms", "--interval", "1h")
                                .code())
                        .isEqualTo(1);
                assertThat(server.accepted()).isEqualTo(1);
            }
        }

        @Test
        void isWhatItLastSaidWhereTheLastRequestIsCutShort() throws Exception {
            AtomicInteger requests = new AtomicInteger();
            try (RawServer server = new RawServer(connection -> {
                if (requests.getAndIncrement() == 0) {
                    RawServer.say(connection, "HTTP/1.1 503 x\r\nContent-Length: 4\r\n\r\nDOWN");
                }
            })) {
                Ended ended = probe(server.uri(), "--wait", "1s", "--interval", "1ms", "--timeout", "10s");
                assertThat(ended.out()).startsWith("DOWN ");
                assertThat(requests).hasValue(2);
            }
        }
    }

    /** What a server can do instead of answering. */
    enum Stalling implements RawServer.Script {
        HANGS {
            @Override
            public void play(Socket connection) {}
        },
        DRIPS_HEADERS {
            @Override
            public void play(Socket connection) throws IOException {
                RawServer.say(connection, "HTTP/1.1 200 OK\r\nX: ");
                drip(connection);
            }
        },
        DRIPS_A_BODY {
            @Override
            public void play(Socket connection) throws IOException {
                RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                drip(connection);
            }
        },
        DRIPS_CHUNKS {
            @Override
            public void play(Socket connection) throws IOException {
                RawServer.say(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) {
                    RawServer.say(connection, "1\r\nx\r\n");
                    pause();
                }
            }
        };

        private static void drip(Socket connection) throws IOException {
            while (true) {
                RawServer.say(connection, "x");
                pause();
            }
        }

        private static void pause() {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Nested
    class AServer {
        @ParameterizedTest
        @EnumSource
        void thatDoesNotGetToTheEndIsNoAnswer(Stalling stalling) throws Exception {
            try (RawServer server = new RawServer(stalling)) {
                long start = System.nanoTime();
                Ended ended = probe(server.uri(), "--timeout", "200ms");
                assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
                assertThat(ended.out())
                        .matches(
                                "no-answer " + server.uri() + " \\d+ ms: no answer within 200ms \\(expected: 2xx\\)\n");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @EnumSource
        void thatDoesNotGetToTheEndIsLeftAndAskedAnew(Stalling stalling) throws Exception {
            AtomicInteger requests = new AtomicInteger();
            try (RawServer server = new RawServer(connection -> {
                if (requests.incrementAndGet() < 4) {
                    stalling.play(connection);
                } else {
                    RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                }
            })) {
                Ended ended = probe(server.uri(), "--wait", "60s", "--timeout", "100ms", "--interval", "1ms");
                assertThat(ended.code()).isZero();
                await().untilAsserted(() -> assertThat(server.ended()).isEqualTo(server.accepted()));
                await().untilAsserted(() -> assertThat(threads()).doesNotContain("ask", "hang-up"));
            }
        }

        @Test
        void thatHangsIsWaitedForNoLongerThanInAll() throws Exception {
            try (RawServer server = new RawServer(Stalling.HANGS)) {
                long start = System.nanoTime();
                Ended ended = probe(server.uri(), "--timeout", "1h", "--wait", "200ms");
                assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
                assertThat(ended.out()).endsWith(": no answer within 200ms (expected: 2xx within 200ms)\n");
            }
        }

        @Test
        void thatHangsInTheHandshakeIsNoAnswer() throws Exception {
            try (RawServer server = RawServer.greeting("")) {
                URI secure = URI.create(server.uri().toString().replace("http:", "https:"));
                Ended ended = probe(secure, "--timeout", "300ms", "--wait", "500ms");
                assertThat(ended.out()).startsWith("no-answer ").contains(": no answer within ");
                assertThat(ended.code()).isEqualTo(1);
                await().untilAsserted(() -> assertThat(server.ended()).isEqualTo(server.accepted()));
            }
        }

        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "a full backlog makes connects hang on Linux only")
        void thatTakesNoConnectionIsNoAnswer() throws Exception {
            List<Socket> full = new ArrayList<>();
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (int i = 0; i < 2; i++) {
                    full.add(new Socket(server.getInetAddress(), server.getLocalPort()));
                }
                Ended ended = probe("http://127.0.0.1:" + server.getLocalPort() + "/", "--timeout", "200ms");
                assertThat(ended.out()).contains(": no answer within 200ms ");
                assertThat(ended.code()).isEqualTo(1);
            } finally {
                for (Socket each : full) {
                    each.close();
                }
            }
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
