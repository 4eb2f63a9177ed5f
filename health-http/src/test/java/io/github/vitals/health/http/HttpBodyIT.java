package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static io.github.vitals.health.http.Asking.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpBodyIT {
    private static final int MEBIBYTE = 1 << 20;

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static MockResponse gzipped(int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[bytes]);
        }
        return encoded(out.toByteArray());
    }

    private static MockResponse encoded(byte[] body) {
        return new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(new Buffer().write(body))
                .build();
    }

    @Nested
    class ACompressedBody {
        @Test
        void isAskedForAndItsDecodedLengthCounts() throws Exception {
            server.enqueue(gzipped(100_000));
            HealthResult result = ask(check(server, "/"));
            assertUp(result);
            assertThat(result.details()).containsEntry("bodyBytes", 100_000L);
            assertThat(server.takeRequest().getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
        }

        @Test
        void thatGrowsWithoutEndIsCutAtTheCap() throws Exception {
            server.enqueue(gzipped(64 * MEBIBYTE));
            HealthResult result = ask(check(server, "/"));
            assertUp(result);
            assertThat(result.details())
                    .containsEntry("bodyBytes", (long) MEBIBYTE)
                    .containsEntry("bodyCut", true);
        }

        @Test
        void thatIsNotCompressedIsDownWithProtocol() throws Exception {
            server.enqueue(encoded(new byte[100]));
            assertDown(ask(check(server, "/")), FailureReason.PROTOCOL);
        }
    }

    @Test
    void isDownWithSizeWhenAllOfItIsWantedAndItIsTooLong() throws Exception {
        server.enqueue(new MockResponse.Builder().body("12345").build());
        server.enqueue(new MockResponse.Builder().body("123456").build());
        HttpHealthCheckBuilder check = check(server, "/").maxBody(5).requireWholeBody();
        assertUp(ask(check));
        HealthResult result = ask(check);
        assertDown(result, FailureReason.SIZE);
        assertThat(result.message()).isEqualTo("the body is longer than 5 B, the most that is allowed");
    }

    @Test
    void ofAGibibyteEndsTheConnectionAtTheCap() throws Exception {
        byte[] some = new byte[MEBIBYTE];
        int[] written = {0};
        try (RawServer endless = new RawServer(connection -> {
            RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
            for (int i = 0; i < 1024; i++) {
                connection.getOutputStream().write(some);
                written[0] = i;
            }
        })) {
            assertUp(ask(HttpHealthCheck.builder(endless.uri())));
            await().until(() -> endless.ended() == 1);
            assertThat(written[0]).isLessThan(64);
        }
    }

    @Test
    void thatComesSlowlyIsDownWithTimeoutAndSaysHowFarItCame() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(1000))
                .throttleBody(1, 1, TimeUnit.SECONDS)
                .build());
        HealthResult result = ask(check(server, "/"), Duration.ofSeconds(1));
        assertDown(result, FailureReason.TIMEOUT);
        assertThat(result.message()).startsWith("status 200, but the body did not end: ");
    }

    @Nested
    class ThePhases {
        @Test
        void tellWhereTheTimeWent() throws Exception {
            server.enqueue(new MockResponse.Builder()
                    .headersDelay(300, TimeUnit.MILLISECONDS)
                    .body("abc")
                    .bodyDelay(200, TimeUnit.MILLISECONDS)
                    .build());
            Map<String, Double> phases = phases(ask(check(server, "/")));
            assertThat(phases).containsOnlyKeys("resolve", "connect", "processing", "transfer");
            assertThat(phases.get("processing")).isGreaterThanOrEqualTo(0.29);
            assertThat(phases.get("transfer")).isBetween(0.19, phases.get("processing"));
        }

        @Test
        void ofARunThatFailedEndWhereItStopped() throws Exception {
            try (RawServer silent = RawServer.saying("")) {
                Map<String, Double> phases = phases(ask(HttpHealthCheck.builder(silent.uri()), Duration.ofSeconds(1)));
                assertThat(phases).containsOnlyKeys("resolve", "connect", "processing");
                assertThat(phases.get("processing")).isGreaterThan(0.5);
            }
        }

        private Map<String, Double> phases(HealthResult result) {
            return result.measurements().stream()
                    .filter(measurement -> measurement.name().equals("health.http.phase"))
                    .collect(
                            Collectors.toMap(measurement -> measurement.labels().get("phase"), Measurement::value));
        }
    }
}
