package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthEndpointTest {
    private static final HealthGroup CORE = HealthGroup.of("core");

    private final List<HealthRegistry> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(HealthRegistry::close);
    }

    /** A database that is UP and in liveness too, and a cache that is DOWN and not critical. */
    private HealthRegistry shop() {
        return checked(HealthRegistry.builder()
                .group(CORE)
                .check(
                        "orders-db",
                        context -> HealthResult.up("fine").detail("rows", 7),
                        policy -> policy.groups(HealthGroup.READINESS, HealthGroup.LIVENESS, CORE))
                .check(
                        "cache",
                        context -> HealthResult.down(FailureReason.TIMEOUT, "no answer")
                                .detail("node", "c1"),
                        policy -> policy.critical(false)));
    }

    private HealthRegistry checked(HealthRegistryBuilder builder) {
        HealthRegistry health = builder.build();
        opened.add(health);
        health.check();
        return health;
    }

    private HealthRegistry with(HealthResult result) {
        return checked(HealthRegistry.builder().check("it", context -> result));
    }

    private static HealthEndpoint open(HealthRegistry health) {
        return HealthEndpoint.builder(health).details(request -> true).build();
    }

    private static HealthResponse get(HealthEndpoint endpoint, String path) {
        return endpoint.respond(HealthRequest.of("GET", path));
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HealthResponse response) {
        assertThat(response.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        return JsonMapper.shared().readTree(response.body());
    }

    private static Function<String, String> sending(String header, String value) {
        return name -> name.equals(header) ? value : null;
    }

    private static JsonNode detailed(HealthRegistry health, String path) {
        return json(get(open(health), path));
    }

    @Nested
    class ANameAlone {
        @Test
        void isAGroupBeforeItIsACheck() {
            HealthRegistry health = checked(HealthRegistry.builder()
                    .group(CORE)
                    .check("core", context -> HealthResult.down("the check"))
                    .check("db", context -> HealthResult.down("the database")));
            HealthEndpoint endpoint = open(health);
            assertThat(text(get(endpoint, "/health/core"))).isEqualTo(text(get(endpoint, "/health/group/core")));
            assertThat(text(get(endpoint, "/health/readiness"))).contains("the check", "the database");
            assertThat(text(get(endpoint, "/health/db"))).isEqualTo(text(get(endpoint, "/health/check/db")));
            assertThat(get(endpoint, "/health/nothing").statusCode()).isEqualTo(404);
            assertThat(get(endpoint, "/health/db/x").statusCode()).isEqualTo(404);
            assertThat(get(endpoint, "/health/check/db/x").statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class NoRequest {
        @Test
        void everRunsACheck() {
            AtomicInteger runs = new AtomicInteger();
            HealthRegistry health = HealthRegistry.builder()
                    .check("counted", context -> {
                        runs.incrementAndGet();
                        return HealthResult.up();
                    })
                    .build();
            opened.add(health);
            HealthEndpoint endpoint = open(health);
            List<String> paths = new ArrayList<>(Route.always());
            paths.addAll(List.of("/health/check/counted", "/health/group/readiness", "/nowhere"));
            for (String path : paths) {
                for (String method : List.of("GET", "HEAD", "POST")) {
                    endpoint.respond(HealthRequest.of(method, path).withQuery("verbose"));
                }
            }
            assertThat(runs).hasValue(0);
            assertThat(get(endpoint, "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Nested
    class AnOutsideCaller {
        @ParameterizedTest
        @CsvSource({
            "/health, 200, DEGRADED",
            "/health/, 200, DEGRADED",
            "/health/live, 200, UP",
            "/health/ready, 200, DEGRADED",
            "/health/started, 200, UP",
            "/health/group/core, 200, UP",
            "/health/check/orders-db, 200, UP"
        })
        void seesTheStatusAndNothingElse(String path, int code, String exact) {
            HealthResponse response = get(HealthEndpoint.of(shop()), path);
            assertThat(response.statusCode()).isEqualTo(code);
            assertThat(text(response)).isEqualTo("{\"status\":\"UP\",\"health\":\"" + exact + "\",\"checks\":[]}\n");
        }

        @Test
        void seesThatACheckIsDownButNotWhy() {
            HealthResponse response = get(HealthEndpoint.of(shop()), "/health/check/cache");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(text(response)).isEqualTo("{\"status\":\"DOWN\",\"health\":\"DOWN\",\"checks\":[]}\n");
        }

        @ParameterizedTest
        @CsvSource({"/health/check/nothing, unknown check", "/health/group/nothing, unknown group"})
        void doesNotLearnWhichNamesThereAre(String path, String error) {
            HealthResponse response = get(HealthEndpoint.of(shop()), path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).isEqualTo("{\"error\":\"" + error + "\"}\n");
        }

        @Test
        void getsNoMoreFromTheTextEvenWhenItIsVerbose() {
            HealthEndpoint endpoint = HealthEndpoint.of(shop());
            HealthRequest verbose = HealthRequest.of("GET", "/readyz").withQuery("verbose");
            assertThat(text(endpoint.respond(verbose))).isEqualTo("ok");
        }

        @Test
        void isEveryoneWhenThePredicateThrowsWhichIsLoggedOnce() {
            ListAppender<ILoggingEvent> events = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger(HealthEndpoint.class);
            HealthEndpoint endpoint = HealthEndpoint.builder(shop())
                    .details(request -> {
                        throw new StackOverflowError("on purpose");
                    })
                    .build();
            events.start();
            logger.addAppender(events);
            logger.setAdditive(false);
            for (int i = 0; i < 3; i++) {
                assertThat(text(get(endpoint, "/health/live")))
                        .isEqualTo("{\"status\":\"UP\",\"health\":\"UP\",\"checks\":[]}\n");
            }
            logger.detachAppender(events);
            logger.setAdditive(true);
            assertThat(events.list).hasSize(1);
        }
    }

    @Nested
    class ACallerWhoIsAllowedDetails {
        @Test
        void isChosenByTheRequest() {
            HealthEndpoint endpoint = HealthEndpoint.builder(shop())
                    .details(request -> request.header("Authorization")
                            .filter("Bearer ops"::equals)
                            .isPresent())
                    .build();
            HealthRequest request = HealthRequest.of("GET", "/health");
            assertThat(json(endpoint.respond(request)).get("checks")).isEmpty();
            assertThat(json(endpoint.respond(request.withHeaders(sending("Authorization", "Bearer ops"))))
                            .get("checks"))
                    .hasSize(2);
        }

        @Test
        void seesEveryCheckWithItsReasonAndDetails() {
            JsonNode report = detailed(shop(), "/health/ready");
            assertThat(report.get("status").stringValue()).isEqualTo("UP");
            assertThat(report.get("health").stringValue()).isEqualTo("DEGRADED");
            assertThat(report.get("group").stringValue()).isEqualTo("readiness");
            Instant.parse(report.get("since").stringValue());
            Instant.parse(report.get("at").stringValue());
            JsonNode cache = report.get("checks").get(1);
            assertThat(cache.get("name").stringValue()).isEqualTo("cache");
            assertThat(cache.get("status").stringValue()).isEqualTo("DOWN");
            assertThat(cache.get("critical").booleanValue()).isFalse();
            assertThat(cache.get("reason").stringValue()).isEqualTo("timeout");
            assertThat(cache.get("message").stringValue()).isEqualTo("no answer");
            assertThat(cache.get("result").get("reason").stringValue()).isEqualTo("timeout");
            assertThat(cache.get("data").get("node").stringValue()).isEqualTo("c1");
            assertThat(cache.get("durationSeconds").doubleValue()).isBetween(0.0, 10.0);
            Instant.parse(cache.get("checkedAt").stringValue());
        }

        @Test
        void seesOneCheckInTheSameShape() {
            JsonNode report = detailed(shop(), "/health/check/orders-db");
            assertThat(report.get("checks")).hasSize(1);
            JsonNode database = report.get("checks").get(0);
            assertThat(database.get("data").get("rows").intValue()).isEqualTo(7);
            Instant.parse(database.get("lastSuccess").stringValue());
            assertThat(database.has("reason")).isFalse();
        }

        @Test
        void seesTheRawResultBesideTheJudgedStatus() {
            AtomicInteger runs = new AtomicInteger();
            HealthRegistry health = checked(HealthRegistry.builder()
                    .check(
                            "flaky",
                            context -> runs.getAndIncrement() == 0
                                    ? HealthResult.up()
                                    : HealthResult.down(FailureReason.AUTH, "refused"),
                            policy -> policy.maxAge(Duration.ofNanos(1))));
            health.check();
            JsonNode flaky = detailed(health, "/health").get("checks").get(0);
            assertThat(flaky.get("health").stringValue()).isEqualTo("UP");
            assertThat(flaky.get("streak").stringValue()).isEqualTo("1 of 3 failures");
            assertThat(flaky.get("result").get("health").stringValue()).isEqualTo("DOWN");
            assertThat(flaky.get("result").get("reason").stringValue()).isEqualTo("auth");
        }

        @Test
        void isToldWhichNamesThereAre() {
            assertThat(text(get(open(shop()), "/health/check/nothing")))
                    .isEqualTo("{\"error\":\"unknown check\",\"expected\":[\"orders-db\",\"cache\"]}\n");
            assertThat(text(get(open(shop()), "/health/group/nothing")))
                    .isEqualTo("{\"error\":\"unknown group\",\"expected\":"
                            + "[\"all\",\"core\",\"liveness\",\"readiness\",\"startup\"]}\n");
        }
    }

    @Nested
    class AClientOfMicroProfileHealth {
        @ParameterizedTest
        @EnumSource(HealthStatus.class)
        void readsEveryStatus(HealthStatus status) {
            HealthEndpoint endpoint = open(with(result(status)));
            HealthResponse response = get(endpoint, "/health/check/it");
            JsonNode body = json(response);
            HealthCheckResponse.Status overall =
                    HealthCheckResponse.Status.valueOf(body.get("status").stringValue());
            assertThat(overall == HealthCheckResponse.Status.UP).isEqualTo(response.statusCode() == 200);
            JsonNode check = body.get("checks").get(0);
            HealthCheckResponse read = new HealthCheckResponse(
                    check.get("name").stringValue(),
                    HealthCheckResponse.Status.valueOf(check.get("status").stringValue()),
                    Optional.empty());
            assertThat(read.getName()).isEqualTo("it");
            assertThat(read.getStatus()).isEqualTo(overall);
        }

        private static HealthResult result(HealthStatus status) {
            return switch (status) {
                case UP, MAINTENANCE -> HealthResult.up();
                case DEGRADED -> HealthResult.degraded(FailureReason.SLOW, "slow");
                case UNKNOWN -> HealthResult.unknown("unknown");
                case DOWN -> HealthResult.down("down");
            };
        }
    }

    @Nested
    class AStatusCode {
        @Test
        void canBeChangedForOneStatusAndTheOthersStay() {
            StatusCodes codes = new StatusCodes();
            codes.put(HealthStatus.DEGRADED, 429);
            assertThat(List.of(HealthStatus.values()).stream().map(codes::of)).containsExactly(200, 200, 429, 503, 503);
        }

        @Test
        void decidesWhetherTheStatusPassesForUp() {
            HealthRegistry health = with(HealthResult.degraded(FailureReason.SLOW, "slow"));
            HealthEndpoint endpoint = HealthEndpoint.builder(health)
                    .statusCode(HealthStatus.DEGRADED, 503)
                    .build();
            HealthResponse response = get(endpoint, "/health");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(text(response)).startsWith("{\"status\":\"DOWN\",\"health\":\"DEGRADED\"");
            assertThat(text(get(endpoint, "/readyz"))).isEqualTo("readyz check failed\n");
        }

        @ParameterizedTest
        @ValueSource(ints = {199, 600, -1, 204, 205, 304})
        void isRefusedWhenItIsNoneForABody(int code) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HealthEndpoint.builder(shop()).statusCode(HealthStatus.DOWN, code))
                    .withMessage("code of DOWN: " + code + " (expected: 200 to 599, and one that may have a body)");
        }
    }

    @Nested
    class TheTextForKubernetes {
        @ParameterizedTest
        @ValueSource(strings = {"/livez", "/readyz", "/healthz"})
        void isOkWhenAllIsWell(String path) {
            HealthResponse response = get(open(with(HealthResult.up())), path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
            assertThat(text(response)).isEqualTo("ok");
        }

        @Test
        void listsTheChecksWhenItIsVerbose() {
            HealthRequest verbose = HealthRequest.of("GET", "/readyz").withQuery("a=b&verbose");
            assertThat(text(open(shop()).respond(verbose)))
                    .isEqualTo("[+]orders-db ok\n[-]cache failed: down (timeout)\nreadyz check passed\n");
        }

        @Test
        void saysWhatFailedWithoutBeingAsked() {
            HealthEndpoint endpoint = open(with(HealthResult.down(FailureReason.DNS, "no such host")));
            HealthResponse response = get(endpoint, "/healthz");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(text(response)).isEqualTo("[-]it failed: down (dns)\nhealthz check failed\n");
        }

        @Test
        void endsAfterAFewThousandLines() {
            HealthRegistryBuilder builder = HealthRegistry.builder();
            for (int i = 0; i < 5003; i++) {
                builder.check("check-" + i, context -> HealthResult.up());
            }
            HealthRegistry health = builder.build();
            opened.add(health);
            assertThat(text(get(open(health), "/healthz")))
                    .startsWith("[-]check-0 failed: unknown\n")
                    .endsWith("\n... and 3 more\nhealthz check failed\n");
        }
    }

    @Nested
    class ARequest {
        @Test
        void withAnotherMethodIsToldWhichThereAre() {
            HealthResponse response = HealthEndpoint.of(shop()).respond(HealthRequest.of("POST", "/health"));
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
            assertThat(text(response))
                    .isEqualTo("{\"error\":\"method not allowed\",\"expected\":[\"GET\",\"HEAD\"]}\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/", "/healths", "/health/ready/x", "/health/check/", "/health/group", "//health"})
        void forAnUnknownPathIsToldWhichThereAre(String path) {
            HealthResponse response = get(HealthEndpoint.of(shop()), path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).contains("\"unknown path\"", "\"/health/ready\"", "\"/livez\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/health", "/readyz", "/nowhere", "/health/check/nothing"})
        void withHeadGetsTheSameHeadersAndNoBody(String path) {
            HealthEndpoint endpoint = open(shop());
            HealthResponse get = get(endpoint, path);
            HealthResponse head = endpoint.respond(HealthRequest.of("HEAD", path));
            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(head.headers())
                    .isEqualTo(get.headers())
                    .containsEntry("Content-Length", Integer.toString(get.body().length))
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Content-Type-Options", "nosniff");
            assertThat(head.body()).isEmpty();
        }

        @Test
        void withTheTagOfWhatItHasIsAnsweredWithNotModified() {
            HealthEndpoint endpoint = HealthEndpoint.of(shop());
            String tag = get(endpoint, "/health").headers().get("ETag");
            HealthRequest request = HealthRequest.of("GET", "/health");
            HealthResponse same =
                    endpoint.respond(request.withHeaders(sending("If-None-Match", "\"other\", W/" + tag)));
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.headers()).containsEntry("ETag", tag).doesNotContainKey("Content-Length");
            assertThat(same.body()).isEmpty();
            assertThat(endpoint.respond(request.withHeaders(sending("If-None-Match", "\"other\"")))
                            .statusCode())
                    .isEqualTo(200);
            HealthEndpoint detailed = open(shop());
            String weak = get(detailed, "/health").headers().get("ETag");
            assertThat(detailed.respond(request.withHeaders(sending("If-None-Match", weak)))
                            .statusCode())
                    .isEqualTo(304);
        }

        @Test
        void isNeverAnsweredWithNotModifiedWhileItIsDown() {
            HealthResponse response = HealthEndpoint.of(with(HealthResult.down("down")))
                    .respond(HealthRequest.of("GET", "/health").withHeaders(sending("If-None-Match", "*")));
            assertThat(response.statusCode()).isEqualTo(503);
        }
    }

    @Nested
    class TheJson {
        @Test
        void takesEveryValue() {
            JsonNode data = detailed(
                            with(HealthResult.up("half \ud83d a pair")
                                    .detail("nan", Double.NaN)
                                    .detail("infinite", Float.NEGATIVE_INFINITY)
                                    .detail("half", 0.5f)
                                    .detail("third", 1 / 3.0)
                                    .detail("long", Long.MAX_VALUE)
                                    .detail("byte", (byte) -1)
                                    .detail("decimal", new BigDecimal("1e50"))
                                    .detail("integer", BigInteger.TWO.pow(200))
                                    .detail("yes", true)
                                    .detail("quotes", "\"\\\u0000\u2028</script>")
                                    .detail("\udc00lone", "\ude00")
                                    .detail("nothing", null)),
                            "/health")
                    .get("checks")
                    .get(0)
                    .get("data");
            assertThat(data.get("nan").stringValue()).isEqualTo("NaN");
            assertThat(data.get("infinite").stringValue()).isEqualTo("-Infinity");
            assertThat(data.get("half").doubleValue()).isEqualTo(0.5);
            assertThat(data.get("third").doubleValue()).isEqualTo(1 / 3.0);
            assertThat(data.get("long").longValue()).isEqualTo(Long.MAX_VALUE);
            assertThat(data.get("byte").intValue()).isEqualTo(-1);
            assertThat(data.get("decimal").decimalValue()).isEqualByComparingTo("1e50");
            assertThat(data.get("integer").bigIntegerValue()).isEqualTo(BigInteger.TWO.pow(200));
            assertThat(data.get("yes").booleanValue()).isTrue();
            assertThat(data.get("quotes").stringValue()).startsWith("\"\\").endsWith("</script>");
            assertThat(data.get("\uFFFDlone").stringValue()).isEqualTo("\uFFFD");
            assertThat(data.get("nothing").stringValue()).isEqualTo("null");
        }

        @Test
        void leavesOutDataAndThenChecksThatDoNotFitIntoOneMebibyte() {
            HealthResult bulky = bulky();
            HealthRegistryBuilder builder = HealthRegistry.builder();
            for (int i = 0; i < 400; i++) {
                builder.check("check-" + i, context -> bulky);
            }
            HealthResponse response = get(open(checked(builder)), "/health");
            assertThat(response.body()).hasSizeLessThanOrEqualTo(Checks.LONGEST);
            JsonNode report = json(response);
            assertThat(report.get("checks").get(0).has("data")).isTrue();
            JsonNode last = report.get("checks").get(report.get("checks").size() - 1);
            assertThat(last.get("dataOmitted").booleanValue()).isTrue();
            assertThat(report.get("checksOmitted").intValue())
                    .isPositive()
                    .isEqualTo(400 - report.get("checks").size());
        }

        @Test
        void leavesOutTheDataOfACheckThatAloneIsTooLarge() {
            HealthResult result = HealthResult.up();
            for (int i = 0; i < 64; i++) {
                // Names and values of three bytes a character.
                result = result.detail("\u4f60".repeat(4000) + i, "\u4f60".repeat(4096));
            }
            HealthResponse response = get(open(with(result)), "/health/check/it");
            assertThat(response.body()).hasSizeLessThan(Checks.LONGEST);
            JsonNode check = json(response).get("checks").get(0);
            assertThat(check.has("data")).isFalse();
            assertThat(check.get("dataOmitted").booleanValue()).isTrue();
        }

        private static HealthResult bulky() {
            HealthResult result = HealthResult.up("m".repeat(4000));
            for (int i = 0; i < 60; i++) {
                result = result.detail("detail-" + i, "d".repeat(4000));
            }
            return result;
        }
    }
}
