package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AdminTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String LOGGER = "io.github.vitals.health.endpoint.AdminTest.some";

    private final AtomicInteger runs = new AtomicInteger();
    private final HealthRegistry health = HealthRegistry.builder()
            .check("db", context -> HealthResult.up("run " + runs.incrementAndGet()))
            .build();
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .admin(Access.token(TOKEN))
            .logLevels(LogLevels.logback())
            .build();
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Logger auditLogger = (Logger) LoggerFactory.getLogger(Admin.class);

    @BeforeEach
    void listen() {
        health.check();
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
        health.close();
    }

    private static Map<String, String> headers() {
        return new HashMap<>(Map.of(
                "Authorization", "Bearer " + TOKEN, "Content-Type", "application/json", "Host", "ops.internal:8081"));
    }

    private HealthResponse post(String path, String body, Map<String, String> headers) {
        return endpoint.respond(HealthRequest.of("POST", path)
                .withHeaders(headers::get)
                .withRemoteAddress(InetAddress.getLoopbackAddress())
                .withBody(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HealthResponse post(String path, String body) {
        return post(path, body, headers());
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HealthStatus status() {
        return health.state("db").orElseThrow().status();
    }

    @Nested
    class AnOperator {
        @Test
        void runsACheckHoweverFreshItsResultIs() {
            HealthResponse response = post("/admin/check/db/run", "{}");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response)).contains("\"name\":\"db\"", "run 2");
            assertThat(text(post("/admin/check/db/run", ""))).contains("run 3");
        }

        @Test
        void announcesWorkAndEndsIt() {
            HealthResponse response =
                    post("/admin/check/db/maintain", "{\"duration\":\"PT30M\",\"reason\":\"upgrade to 17\"}");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response)).contains("MAINTENANCE", "upgrade to 17");
            assertThat(status()).isEqualTo(HealthStatus.MAINTENANCE);
            post("/admin/check/db/end-maintenance", "{}");
            assertThat(status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void pausesAndResumes() {
            post("/admin/check/db/pause", "{}");
            assertThat(health.state("db").orElseThrow().paused()).isTrue();
            post("/admin/check/db/resume", "{}");
            assertThat(health.state("db").orElseThrow().paused()).isFalse();
        }

        @Test
        void setsALevelThatGoesBackByItself() {
            Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
            Level before = logger.getEffectiveLevel();
            HealthResponse response = post("/admin/logger/" + LOGGER, "{\"level\":\"trace\",\"duration\":\"PT0.2S\"}");
            assertThat(text(response))
                    .isEqualTo("{\"logger\":\"" + LOGGER + "\",\"level\":\"TRACE\",\"forSeconds\":0.2}\n");
            await().untilAsserted(() -> assertThat(logger.getLevel()).isNull());
            assertThat(logger.getEffectiveLevel()).isEqualTo(before);
        }

        @Test
        void tellsLevelsThatWantToKnowWhoChangesThemAndWhy() {
            List<String> told = new ArrayList<>();
            HealthEndpoint attributed = HealthEndpoint.builder(health)
                    .admin(Access.token(TOKEN))
                    .logLevels((logger, level, duration, by, reason) ->
                            told.add(logger + " " + level + " " + duration + " " + by + " " + reason))
                    .build();
            String body = "{\"level\":\"debug\",\"by\":\"ada\",\"reason\":\"password=hunter2\"}";
            HealthRequest request = HealthRequest.of("POST", "/admin/logger/ROOT")
                    .withHeaders(headers()::get)
                    .withRemoteAddress(InetAddress.getLoopbackAddress())
                    .withBody(body.getBytes(StandardCharsets.UTF_8));
            assertThat(attributed.respond(request).statusCode()).isEqualTo(200);
            assertThat(told).containsExactly("ROOT Optional[DEBUG] PT10M ada (127.0.0.1) password=***");
            assertThat(audit.list.get(0).getKeyValuePairs().toString())
                    .contains("health.admin.by=\"ada\"", "health.admin.reason=\"password=***\"");
        }

        @Test
        void setsALevelAgainAndRestoresTheOneOfBeforeTheFirstTime() {
            Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
            logger.setLevel(Level.ERROR);
            try {
                post("/admin/logger/" + LOGGER, "{\"level\":\"debug\"}");
                post("/admin/logger/" + LOGGER, "{\"level\":\"TRACE\"}");
                assertThat(logger.getLevel()).isEqualTo(Level.TRACE);
                assertThat(text(post("/admin/logger/" + LOGGER, "{}"))).contains("restored");
                assertThat(logger.getLevel()).isEqualTo(Level.ERROR);
            } finally {
                logger.setLevel(null);
            }
        }
    }

    @Nested
    class EachAction {
        @Test
        void isToldToTheLogWithWhoAskedAndNoSecret() {
            post("/admin/check/db/pause", "{}");
            assertThat(audit.list).hasSize(1);
            ILoggingEvent event = audit.list.get(0);
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(event.getMessage()).isEqualTo("Health admin action");
            assertThat(event.getKeyValuePairs().toString())
                    .contains(
                            "url.path=\"/admin/check/db/pause\"",
                            "client.address=\"127.0.0.1\"",
                            "event.action=\"health-admin-pause\"",
                            "event.outcome=\"success\"",
                            "health.check.name=\"db\"")
                    .doesNotContain(TOKEN);
        }

        @Test
        void isRefusedToOthersWhichIsToldOnceASecond() {
            Map<String, String> anonymous = headers();
            anonymous.remove("Authorization");
            assertThat(post("/admin/check/db/pause", "{}", anonymous).statusCode())
                    .isEqualTo(401);
            for (int i = 0; i < 100; i++) {
                Map<String, String> guessing = headers();
                guessing.put("Authorization", "Bearer fedcba9876543210");
                assertThat(post("/admin/check/db/pause", "{}", guessing).statusCode())
                        .isEqualTo(403);
            }
            assertThat(status()).isEqualTo(HealthStatus.UP);
            assertThat(audit.list).hasSizeBetween(1, 20);
            assertThat(audit.list.get(0).getMessage()).isEqualTo("Health admin action refused");
            assertThat(audit.list.toString()).doesNotContain("fedcba9876543210");
        }

        @Test
        void isToldOnOneLineOfBoundedLengthWhateverWasAsked() {
            post("/admin/" + "x\n".repeat(5000), "{}", new HashMap<>());
            assertThat(audit.list).hasSize(1);
            assertThat(audit.list.get(0).getKeyValuePairs().get(0).value.toString())
                    .hasSizeLessThan(300)
                    .doesNotContain("\n");
        }

        @Test
        void isOffUnlessSomebodyIsAllowedAny() {
            HealthResponse response = HealthEndpoint.of(health)
                    .respond(HealthRequest.of("POST", "/admin/check/db/pause").withHeaders(headers()::get));
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).doesNotContain("admin");
        }

        @Test
        void isPost() {
            HealthResponse response = endpoint.respond(
                    HealthRequest.of("GET", "/admin/check/db/run").withHeaders(headers()::get));
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers()).containsEntry("Allow", "POST");
            assertThat(runs).hasValue(1);
        }
    }

    @Nested
    class APageInABrowser {
        @ParameterizedTest
        @CsvSource({
            "Content-Type, text/plain, 415",
            "Content-Type, application/x-www-form-urlencoded, 415",
            "Origin, https://evil.example, 403",
            "Origin, null, 403",
            "Origin, http://ops.internal:8082, 403",
            "Sec-Fetch-Site, cross-site, 403",
            "Sec-Fetch-Site, same-site, 403"
        })
        void ofAnotherSiteGetsNothingDone(String header, String value, int code) {
            Map<String, String> headers = headers();
            headers.put(header, value);
            assertThat(post("/admin/check/db/pause", "{}", headers).statusCode())
                    .isEqualTo(code);
            assertThat(status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void ofAnotherSiteIsNotEvenAllowedToAsk() {
            Map<String, String> headers = headers();
            headers.put("Origin", "https://evil.example");
            headers.put("Access-Control-Request-Method", "POST");
            HealthResponse preflight = endpoint.respond(
                    HealthRequest.of("OPTIONS", "/admin/check/db/pause").withHeaders(headers::get));
            assertThat(preflight.statusCode()).isEqualTo(405);
            assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
        }

        @Test
        void ofOurOwnMay() {
            Map<String, String> headers = headers();
            headers.put("Origin", "https://ops.internal:8081");
            headers.put("Sec-Fetch-Site", "same-origin");
            headers.put("Content-Type", "application/json; charset=utf-8");
            assertThat(post("/admin/check/db/run", "{}", headers).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class AMistake {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{",
                    "7",
                    "{\"a\":1}",
                    "{\"a\":\"x\",\"a\":\"y\"}",
                    "{} {}",
                    "{\"a\":{}}",
                    "{\"duration\":null}"
                })
        void inTheBodyIsToldAndNothingDone(String body) {
            HealthResponse response = post("/admin/check/db/maintain", body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(text(response)).contains("body: ");
            assertThat(status()).isEqualTo(HealthStatus.UP);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/admin/check/db/maintain | {} | duration: none (expected: one such as PT30M)",
                    "/admin/check/db/maintain | {\"duration\":\"soon\"} | duration: unreadable",
                    "/admin/check/db/maintain | {\"duration\":\"PT-1S\"} | duration: PT-1S (expected: > 0)",
                    "/admin/check/db/maintain | {\"duratoin\":\"PT1S\"} | (expected: duration, reason)",
                    "/admin/check/db/run | {\"force\":\"yes\"} | body: has another name (expected: none)",
                    "/admin/logger/ROOT | {\"level\":\"loud\"} | level: unknown",
                    "/admin/logger/ROOT | {\"level\":\"info\",\"duration\":\"PT25H\"} | at most PT24H",
                    "/admin/logger/ROOT | {\"level\":\"info\",\"why\":\"\"} | level, duration, by, reason",
                    "/admin/logger/no.such.logger | {\"level\":\"info\"} | logger: no.such.logger (expected: one that"
                })
        void inAParameterIsToldByItsName(String path, String body, String told) {
            HealthResponse response = post(path, body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(text(response)).contains(told);
            assertThat(audit.list).isEmpty();
        }

        @Test
        void inThePathIsToldWithWhatThereIs() {
            assertThat(text(post("/admin/check/dbx/run", "{}"))).contains("unknown check", "[\"db\"]");
            HealthResponse response = post("/admin/check/db/explode", "{}");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).contains("/admin/check/{name}/run", "/admin/logger/{name}");
        }

        @Test
        void ofSizeIsRefused() {
            String large = "{\"reason\":\"" + "x".repeat(HealthEndpoint.LONGEST_BODY) + "\"}";
            assertThat(text(post("/admin/check/db/maintain", large))).contains("(expected: at most 4096)");
        }
    }
}
