package io.github.vitals.health.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HttpHealthCheckIT {
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static TargetProcess target;

    @BeforeAll
    static void start() throws Exception {
        target = TargetProcess.start();
        // The first run of a JVM loads classes, which is not what is timed here.
        ask(target.uri("/status/200"));
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    private static HealthResult ask(HttpHealthCheck check, Duration timeout) throws InterruptedException {
        return check.check(CheckContext.of("payments", timeout));
    }

    private static HealthResult ask(URI uri) throws InterruptedException {
        return ask(HttpHealthCheck.of(uri), AMPLE);
    }

    private static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result::toString).contains(reason);
    }

    @Nested
    class AnAnswer {
        @Test
        void isUpWithAStatusOf2xx() throws Exception {
            HealthResult result = ask(target.uri("/status/204"));
            assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
            assertThat(result.details()).containsEntry("status", 204).containsEntry("bodyBytes", 0L);
            assertThat((Double) result.details().get("responseSeconds")).isBetween(0.0, 20.0);
        }

        @Test
        void isDownWithAnyOtherStatus() throws Exception {
            HealthResult result = ask(target.uri("/status/500"));
            assertDown(result, FailureReason.STATUS);
            assertThat(result.message()).isEqualTo("status 500 (expected: 200 to 299)");
            assertThat(result.details()).containsEntry("status", 500).containsEntry("bodyBytes", 6L);
        }

        @Test
        void isUpWithTheStatusesThatAreExpectedAndNoOther() throws Exception {
            HttpHealthCheck teapot = HttpHealthCheck.builder(target.uri("/status/418"))
                    .expectStatus(503, 418)
                    .build();
            HttpHealthCheck ok = HttpHealthCheck.builder(target.uri("/status/200"))
                    .expectStatus(503, 418)
                    .build();
            assertThat(ask(teapot, AMPLE).status()).isEqualTo(HealthStatus.UP);
            assertThat(ask(ok, AMPLE).message()).isEqualTo("status 200 (expected: 418, 503)");
        }

        @Test
        void isNotFollowedWhenItRedirectsAndTellsTheOriginOnly() throws Exception {
            HealthResult result = ask(target.uri("/redirect?https://user:s3cret@login.example:99/in/s3cret"));
            assertDown(result, FailureReason.STATUS);
            assertThat(result.details())
                    .containsEntry("status", 302)
                    .containsEntry("location", "https://***@login.example:99");
            assertThat(ask(target.uri("/redirect?/status/200")).details())
                    .containsEntry("location", target.uri("").toString());
        }

        @Test
        void isUpWhenItRedirectsAsExpected() throws Exception {
            HttpHealthCheck check = HttpHealthCheck.builder(target.uri("/redirect?/"))
                    .expectStatus(302)
                    .build();
            assertThat(ask(check, AMPLE).status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void isCutOffWhenItIsLongerThanOneMebibyte() throws Exception {
            HealthResult whole = ask(target.uri("/bytes/" + Reading.DEFAULT));
            assertThat(whole.status()).as(whole::toString).isEqualTo(HealthStatus.UP);
            assertThat(whole.details())
                    .containsEntry("bodyBytes", Reading.DEFAULT)
                    .doesNotContainKey("bodyCut");
            HealthResult cut = ask(target.uri("/endless"));
            assertThat(cut.status()).as(cut::toString).isEqualTo(HealthStatus.UP);
            assertThat(cut.details()).containsEntry("bodyCut", true);
            assertThat((Long) cut.details().get("bodyBytes")).isBetween(Reading.DEFAULT, 2 * Reading.DEFAULT);
        }
    }

    @Nested
    class TheRequest {
        @Test
        void saysWhoAsks() throws Exception {
            assertThat(ask(target.uri("/if/User-Agent/Vitals")).status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void carriesTheHeadersGiven() throws Exception {
            HttpHealthCheck check = HttpHealthCheck.builder(target.uri("/if/X-Key/s3cret"))
                    .header("X-Key", "other")
                    .header("X-Key", "s3cret")
                    .build();
            assertThat(ask(check, AMPLE).status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void usesTheMethodGiven() throws Exception {
            HttpHealthCheck check = HttpHealthCheck.builder(target.uri("/if/method/HEAD"))
                    .method("HEAD")
                    .build();
            assertThat(ask(check, AMPLE).status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void doesNotAskForHttp2() throws Exception {
            HttpHealthCheck check =
                    HttpHealthCheck.builder(target.uri("/if/Upgrade/h2c")).build();
            assertThat(ask(check, AMPLE).details()).containsEntry("status", 404);
        }
    }

    @Nested
    class ATargetThat {
        @Test
        void hasNoAddressIsDownWithDns() throws Exception {
            HealthResult result = ask(URI.create("http://no-such-host.invalid/"));
            assertDown(result, FailureReason.DNS);
            assertThat(result.message()).startsWith("http://no-such-host.invalid: the host name could not be resolved");
        }

        @Test
        void isNotThereIsDownWithConnectRefused() throws Exception {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            assertDown(ask(URI.create("http://127.0.0.1:" + port + "/")), FailureReason.CONNECT_REFUSED);
        }

        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "a full backlog makes connects hang on Linux only")
        void doesNotTakeConnectionsIsDownWithConnectTimeout() throws Exception {
            List<Socket> waiting = new ArrayList<>();
            try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (int i = 0; i < 2; i++) {
                    Socket socket = new Socket();
                    waiting.add(socket);
                    socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 1000);
                }
                URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
                assertInTime(HttpHealthCheck.of(uri), FailureReason.CONNECT_TIMEOUT);
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }

        @Test
        void saysNothingIsDownWithTimeoutAndTheConnectionIsClosed() throws Exception {
            try (RawServer silent = RawServer.saying("")) {
                assertInTime(HttpHealthCheck.of(silent.uri()), FailureReason.TIMEOUT);
                await().untilAsserted(() -> assertThat(silent.ended()).isEqualTo(1));
            }
        }

        @Test
        void stallsInItsBodyIsDownWithTimeoutAndTheConnectionIsClosed() throws Exception {
            try (RawServer stalling = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")) {
                HealthResult result = assertInTime(HttpHealthCheck.of(stalling.uri()), FailureReason.TIMEOUT);
                assertThat(result.message()).isEqualTo("status 200, but the body did not end: 3 B");
                assertThat(result.details()).containsEntry("status", 200).containsEntry("bodyBytes", 3L);
                await().untilAsserted(() -> assertThat(stalling.ended()).isEqualTo(1));
            }
        }

        @Test
        void stallsInAChunkedBodyIsDownWithTimeout() throws Exception {
            try (RawServer stalling =
                    RawServer.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")) {
                assertInTime(HttpHealthCheck.of(stalling.uri()), FailureReason.TIMEOUT);
            }
        }

        @Test
        void resetsInMidAnswerIsDownWithConnectionLost() throws Exception {
            try (RawServer resetting = new RawServer(connection -> {
                RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                RawServer.reset(connection);
            })) {
                assertDown(ask(resetting.uri()), FailureReason.CONNECTION_LOST);
            }
        }

        @Test
        void closesWithoutAnAnswerIsDownWithConnectionLost() throws Exception {
            try (RawServer closing = new RawServer(Socket::close)) {
                assertDown(ask(closing.uri()), FailureReason.CONNECTION_LOST);
            }
        }

        @Test
        void doesNotSpeakHttpIsDownWithHeader() throws Exception {
            try (RawServer other = RawServer.saying("220 mail.example ESMTP ready\r\n\r\n")) {
                assertDown(ask(other.uri()), FailureReason.PROTOCOL);
            }
        }

        private HealthResult assertInTime(HttpHealthCheck check, FailureReason reason) throws InterruptedException {
            long before = System.nanoTime();
            HealthResult result = ask(check, SHORT);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT);
            assertDown(result, reason);
            return result;
        }
    }
}
