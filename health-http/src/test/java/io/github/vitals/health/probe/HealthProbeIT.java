package io.github.vitals.health.probe;

import static io.github.vitals.health.probe.Running.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.http.RawServer;
import io.github.vitals.health.probe.Running.Ended;
import io.github.vitals.health.server.HealthServer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthProbeIT {
    private static final String TOKEN = "t0ken-of-the-probe";

    private static HealthRegistry health;
    private static HealthServer server;

    @BeforeAll
    static void start() {
        health = HealthRegistry.builder()
                .check("orders-db", context -> HealthResult.up())
                .check(
                        "payments",
                        context -> HealthResult.down(FailureReason.TIMEOUT, "no \"answer\"\nwithin 2 s"),
                        policy -> policy.critical(false))
                .check("ledger", context -> HealthResult.down("gone"), policy -> policy.critical(false))
                .build();
        health.check();
        server = HealthServer.builder(health)
                .port(0)
                .details(request -> request.header("Authorization")
                        .filter(sent -> sent.equals("Bearer " + TOKEN)
                                // me:p+ss word
                                || sent.equals("Basic bWU6cCtzcyB3b3Jk"))
                        .isPresent())
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
        health.close();
    }

    private static URI uri(String path) {
        return server.uri().resolve(path);
    }

    private static String[] shown(String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "--header";
        options[1] = "Authorization: Bearer " + TOKEN;
        System.arraycopy(more, 0, options, 2, more.length);
        return options;
    }

    @Nested
    class AHealthServer {
        @Test
        void thatAnswersWith2xxIsAsExpected() throws Exception {
            Ended ended = probe(uri("/health/check/orders-db"));
            assertThat(ended.out()).matches("UP " + uri("/health/check/orders-db") + " \\d+ ms\n");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.code()).isZero();
        }

        @Test
        void thatAnswersWith503IsNotAsExpected() throws Exception {
            Ended ended = probe(uri("/health/check/ledger"));
            assertThat(ended.out())
                    .matches("DOWN " + uri("/health/check/ledger") + " \\d+ ms: status code 503 \\(expected: 2xx\\)\n");
            assertThat(ended.code()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({"'', 0", "UP, 1", "DEGRADED, 0", "degraded, 0", "'UP,DEGRADED', 0", "'DOWN,MAINTENANCE,UNKNOWN', 1"
        })
        void hasExactlyAStatusThatIsExpectedOrNot(String expected, int code) throws Exception {
            Ended ended = expected.isEmpty() ? probe(uri("/health")) : probe(uri("/health"), "--expect", expected);
            assertThat(ended.code()).as(ended.out()).isEqualTo(code);
            assertThat(ended.out()).startsWith("DEGRADED ");
        }

        @Test
        void mayBeExpectedToBeDown() throws Exception {
            assertThat(probe(uri("/health/check/ledger"), "--expect=DOWN").code())
                    .isZero();
        }

        @Test
        void thatDoesNotKnowYetIsUnknown() throws Exception {
            try (HealthRegistry fresh = HealthRegistry.builder()
                            .check("orders-db", context -> HealthResult.up())
                            .build();
                    HealthServer starting = HealthServer.start(0, fresh)) {
                Ended ended = probe(starting.uri().resolve("/health"), "--expect", "UP");
                assertThat(ended.out()).startsWith("UNKNOWN ").endsWith(" ms (expected: UP)\n");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/readyz", "/health?format=text", "/health?format=health%2Bjson"})
        void isReadInEveryShape(String path) throws Exception {
            assertThat(probe(uri(path)).code()).isZero();
        }

        @Test
        void isAskedForSomethingThatItHasNot() throws Exception {
            Ended ended = probe(uri("/healthy"));
            assertThat(ended.out())
                    .matches("404 " + uri("/healthy") + " \\d+ ms: status code 404 \\(expected: 2xx\\)\n");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Nested
    class Details {
        @ParameterizedTest
        @ValueSource(strings = {"/health", "/health?format=actuator"})
        void ofWhatIsNotWellAreToldToWhomTheyAreShown(String path) throws Exception {
            Ended ended = probe(uri(path), shown("--expect", "UP"));
            assertThat(ended.out())
                    .matches("DEGRADED " + uri("/health") + "(\\?\\.\\.\\.)? \\d+ ms \\(expected: UP\\)\n"
                            + "  payments DOWN timeout: no \"answer\"\\?within 2 s\n  ledger DOWN assertion: gone\n");
        }

        @Test
        void areNotToldWhereAllIsAsExpected() throws Exception {
            assertThat(probe(uri("/health"), shown()).out().lines()).hasSize(1);
        }

        @Test
        void areNotThereWhereTheyAreHidden() throws Exception {
            assertThat(probe(uri("/health"), "--expect", "UP").out())
                    .matches("DEGRADED " + uri("/health") + " \\d+ ms \\(expected: UP\\)\n");
        }

        @Test
        void ofEverythingAreInTheText() throws Exception {
            assertThat(probe(uri("/health"), shown("--format", "text")).out())
                    .matches("DEGRADED " + uri("/health") + " \\d+ ms\n  orders-db UP\n"
                            + "  payments DOWN timeout: no \"answer\"\\?within 2 s\n  ledger DOWN assertion: gone\n");
        }

        @Test
        void ofEverythingAreInTheJson() throws Exception {
            String json = probe(uri("/health"), shown("--format", "json", "--expect", "UP"))
                    .out();
            assertThat(json.lines()).hasSize(1);
            JsonNode verdict = JsonMapper.shared().readTree(json);
            assertThat(verdict.path("asExpected").booleanValue()).isFalse();
            assertThat(verdict.path("url").stringValue())
                    .isEqualTo(uri("/health").toString());
            assertThat(verdict.path("health").stringValue()).isEqualTo("DEGRADED");
            assertThat(verdict.path("statusCode").intValue()).isEqualTo(200);
            assertThat(verdict.path("durationSeconds").doubleValue()).isBetween(0.0, 2.0);
            assertThat(verdict.has("failure")).isFalse();
            assertThat(verdict.path("checks")).hasSize(3);
            assertThat(verdict.path("checks").path(1))
                    .isEqualTo(JsonMapper.shared().readTree("""
                            {"name":"payments","health":"DOWN","reason":"timeout","message":"no \\"answer\\"?within 2 s"}
                            """));
        }

        @Test
        void areNotPrintedWhereNothingIsWanted() throws Exception {
            assertThat(probe(uri("/health"), shown("--format", "none", "--expect", "UP", "--wait", "50ms")))
                    .isEqualTo(new Ended(1, "", ""));
        }

        @Test
        void ofManyAreCutShort() throws Exception {
            StringBuilder checks = new StringBuilder();
            for (int i = 0; i < 25; i++) {
                checks.append(i == 0 ? "" : ",")
                        .append("{\"name\":\"c")
                        .append(i)
                        .append("\",\"status\":\"DOWN\"}");
            }
            try (RawServer many = answering("503 x", "{\"status\":\"DOWN\",\"checks\":[" + checks + "]}")) {
                assertThat(probe(many.uri()).out())
                        .contains("\n  c0 DOWN\n", "\n  c19 DOWN\n  and 5 more\n")
                        .doesNotContain("c20");
                assertThat(probe(many.uri(), "--format", "text").out()).contains("c24");
            }
        }
    }

    private static RawServer answering(String statusAndHeaders, String body) throws Exception {
        return RawServer.saying("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    @Nested
    class TheStatus {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                200 OK | {"status":"UP"}                                                      | UP
                200 OK | {"status":"UP","health":"MAINTENANCE"}                               | MAINTENANCE
                503 x  | {"checks":[{"status":"UP"}],"data":{"health":"UP"},"status":"DOWN"}  | DOWN
                503 x  | {"a":"\\"health\\":\\"UP\\"","status":"OUT_OF_SERVICE"}              | DOWN
                200 OK | {"status":"UP"} {"status":"UP"}                                      | 200
                200 OK | {"data":{"status":"UP"}}                                             | 200
                200 OK | {"status":200}                                                       | 200
                200 OK | {"status":"RESTRICTED"}                                              | DEGRADED
                200 OK | {"status":"warn"}                                                    | DEGRADED
                503 x  | {"status":"fail"}                                                    | DOWN
                404 x  | {"status":"fail","data":{"path":"unknown"}}                          | 404
                200 OK | Healthy                                                              | UP
                200 OK | ok                                                                   | UP
                200 OK | <html>UP</html>                                                      | 200
                200 OK | {"status":"sleeping"}                                                | 200
                204 x  | ''                                                                   | 204
                500 x  | ''                                                                   | 500
                """)
        void isThatOfTheWholeAndOfNoPart(String code, String body, String word) throws Exception {
            try (RawServer target = answering(code, body)) {
                assertThat(probe(target.uri()).out()).startsWith(word + " ");
            }
        }

        @Test
        void inTheHeaderCountsBeforeThatInTheBody() throws Exception {
            try (RawServer target = answering("429 x\r\nHealth-Status: DEGRADED", "{\"status\":\"UP\"}")) {
                assertThat(probe(target.uri(), "--expect", "DEGRADED").code()).isZero();
                assertThat(probe(target.uri(), "--expect", "UP").code()).isEqualTo(1);
                assertThat(probe(target.uri()).code()).isEqualTo(1);
            }
        }

        @Test
        void isNotThereButExpected() throws Exception {
            try (RawServer target = answering("200 OK", "hello")) {
                Ended ended = probe(target.uri(), "--expect", "UP");
                assertThat(ended.out()).endsWith(" ms: no status in the answer, status code 200 (expected: UP)\n");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @Test
        void ofPartsInsidePartsIsToldWithTheirNames() throws Exception {
            String body = """
                    {"status":"DOWN","components":{"db":{"status":"DOWN","components":{
                      "reader":{"status":"UP"},"writer":{"status":"DOWN","details":{"error":"refused"}}}}},
                     "checks":{"disk:free":[{"status":"fail","output":"full"},{"status":"pass"}]}}
                    """;
            try (RawServer target = answering("503 x", body)) {
                assertThat(probe(target.uri()).out())
                        .endsWith("\n  disk:free fail: full\n  db DOWN\n  db.writer DOWN: refused\n");
            }
        }

        @Test
        void ofARedirectIsNotThatOfWhereItLeads() throws Exception {
            try (RawServer target = answering("302 Found\r\nLocation: " + uri("/health/check/orders-db"), "")) {
                Ended ended = probe(target.uri());
                assertThat(ended.out()).startsWith("302 ");
                assertThat(ended.code()).isEqualTo(1);
            }
        }
    }

    @Nested
    class NoHttp {
        @ParameterizedTest
        @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"})
        void isNoAnswer(String garbage) throws Exception {
            try (RawServer target = new RawServer(connection -> {
                RawServer.say(connection, garbage);
                connection.close();
            })) {
                Ended ended = probe(target.uri());
                assertThat(ended.out()).startsWith("no-answer ").endsWith(": Invalid Http response (expected: 2xx)\n");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @Test
        void butAClosedConnectionIsNoAnswer() throws Exception {
            try (RawServer target = new RawServer(Socket::close)) {
                Ended ended = probe(target.uri());
                assertThat(ended.out())
                        .startsWith("no-answer ")
                        .endsWith(": Unexpected end of file from server (expected: 2xx)\n");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}"
                })
        void isWhatBreaksOff(String begun) throws Exception {
            try (RawServer target = new RawServer(connection -> {
                RawServer.say(connection, begun);
                connection.close();
            })) {
                Ended ended = probe(target.uri());
                assertThat(ended.out()).startsWith("no-answer ");
                assertThat(ended.code()).isEqualTo(1);
            }
        }

        @Test
        void becauseNobodyListensIsNoAnswer() throws Exception {
            RawServer gone = RawServer.saying("");
            gone.close();
            Ended ended = probe(gone.uri());
            assertThat(ended.out()).startsWith("no-answer ").endsWith(": Connection refused (expected: 2xx)\n");
            assertThat(ended.code()).isEqualTo(1);
        }

        @Test
        void becauseNobodyHasTheNameIsNoAnswer() throws Exception {
            Ended ended = probe("http://no_such-host.invalid/health", "--timeout", "20s");
            assertThat(ended.out()).endsWith(": unknown host: no_such-host.invalid (expected: 2xx)\n");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Nested
    class ALongBody {
        @Test
        void isNotReadToItsEnd() throws Exception {
            AtomicLong sent = new AtomicLong();
            byte[] mebibyte = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            try (RawServer target = new RawServer(connection -> {
                RawServer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
                while (sent.addAndGet(mebibyte.length) < 1L << 30) {
                    connection.getOutputStream().write(mebibyte);
                }
            })) {
                Ended ended = probe(target.uri());
                assertThat(ended.out()).startsWith("200 ");
                assertThat(ended.code()).isZero();
                assertThat(sent).hasValueLessThan(64L << 20);
            }
        }

        @Test
        void isReadAsFarAsAReportGoes() throws Exception {
            String report = "{\"status\":\"UP\",\"x\":\"";
            String full = report + "x".repeat((1 << 20) - report.length() - 2) + "\"}";
            try (RawServer target = answering("200 OK", full)) {
                assertThat(probe(target.uri()).out()).startsWith("UP ");
            }
            try (RawServer target = answering("200 OK", full + " ")) {
                assertThat(probe(target.uri()).out()).startsWith("200 ");
            }
        }
    }

    @Nested
    class Secrets {
        @TempDir
        private Path folder;

        @Test
        void ofATokenFileAreSentAndNotPrinted() throws Exception {
            Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
            assertThat(probe(uri("/health"), "--expect", "UP", "--token-file", file.toString())
                            .out())
                    .contains("payments");
        }

        @Test
        void inTheUrlAreSentAndNotPrinted() throws Exception {
            String url = uri("/health?token=s3cret").toString().replace("http://", "http://me:p+ss%20word@");
            Ended ended = probe(url, "--expect", "UP");
            assertThat(ended.out())
                    .contains("payments", uri("/health") + "?...")
                    .doesNotContain("p+ss", "s3cret");
        }

        @ParameterizedTest
        @ValueSource(strings = {"summary", "text", "json"})
        void thatTheTargetSendsBackAreNotPrinted(String format) throws Exception {
            Path file = Files.writeString(folder.resolve("token"), "file-t0ken");
            String checks = "\"checks\":[{\"name\":\"file-t0ken\",\"status\":\"key-0f-mine\",\"reason\":\"p4ssword\","
                    + "\"message\":\"Basic bWU6cDRzc3dvcmQ= of me:p4ssword, f1rst-key; sec0nd-key, sec0nd-key,"
                    + " key-0f-mine-and-yours\"}]}";
            AtomicLong requests = new AtomicLong();
            try (RawServer target = new RawServer(connection -> {
                boolean first = requests.getAndIncrement() == 0;
                String body = "{\"status\":\"" + (first ? "DOWN" : "UP") + "\"," + checks;
                RawServer.say(connection, "HTTP/1.1 200 x\r\nConnection: close\r\n\r\n" + body);
                connection.close();
            })) {
                List<String> options = new ArrayList<>(List.of("--expect=UP", "--wait=60s", "--interval=1ms"));
                options.addAll(List.of("--format", format, "--token-file", file.toString()));
                for (String value : List.of("key-0f-mine", "key-0f-mine-and-yours", "f1rst-key; sec0nd-key")) {
                    options.addAll(List.of("--header", "X-" + value.length() + ": " + value));
                }
                String url = target.uri().toString().replace("http://", "http://me:p4ssword@");
                Ended ended = probe(url, options.toArray(String[]::new));
                assertThat(ended.code()).isZero();
                assertThat(ended.out() + ended.err())
                        .contains("***")
                        .doesNotContain("p4ssword", "bWU6cDRzc3dvcmQ=", "file-t0ken")
                        .doesNotContain("key-0f-mine", "and-yours", "f1rst-key", "sec0nd-key");
            }
        }
    }

    @Test
    void whatIsPrintedIsShortAndHasNoControlCharacters() throws Exception {
        String body =
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"a\\u001b[31m\\nb\",\"status\":\"DOWN\",\"message\":\""
                        + "x".repeat(1000) + "\"}]}";
        try (RawServer target = answering("503 x", body)) {
            assertThat(probe(target.uri()).out()).endsWith("\n  a?[31m?b DOWN: " + "x".repeat(200) + "...\n");
        }
    }
}
