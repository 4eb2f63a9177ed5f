package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryTier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryPathsTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final Duration HOUR = Duration.ofHours(1);

    private final HealthRegistry health = HealthRegistry.builder()
            .clock(RememberedPast.CLOCK)
            .group(HealthGroup.of("core"))
            .check("orders-db", context -> HealthResult.up())
            .check("history", context -> HealthResult.up())
            .check("group", context -> HealthResult.up())
            .build();
    private final HealthHistory history = new RememberedPast()
            .bucket(
                    HistoryKey.check("orders-db"),
                    HistoryTier.MINUTES,
                    Instant.parse("2026-02-01T11:30:00Z"),
                    Map.of(HealthStatus.UP, Duration.ofSeconds(45), HealthStatus.DOWN, Duration.ofSeconds(15)))
            .bucket(
                    HistoryKey.group(HealthGroup.of("core")),
                    HistoryTier.MINUTES,
                    Instant.parse("2026-02-01T11:30:00Z"),
                    Map.of(HealthStatus.UP, Duration.ofSeconds(60)))
            .down("orders-db", "2026-02-01T11:30:10Z", Duration.ofSeconds(15), "=no answer")
            .history(health);
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .details(Access.token(TOKEN))
            .history(history)
            .build();

    @AfterEach
    void close() {
        history.close();
        health.close();
    }

    private static HealthRequest request(String method, String target, Map<String, String> headers) {
        String[] parts = target.split("\\?", 2);
        return HealthRequest.of(method, parts[0])
                .withQuery(parts.length > 1 ? parts[1] : null)
                .withHeaders(headers::get);
    }

    private HealthResponse get(String target, String... headers) {
        Map<String, String> all = headers.length == 0
                ? Map.of("Authorization", "Bearer " + TOKEN)
                : Map.of("Authorization", "Bearer " + TOKEN, headers[0], headers[1]);
        return endpoint.respond(request("GET", target, all));
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private JsonNode json(String target) {
        HealthResponse response = get(target);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    @Nested
    class Paths {
        @Test
        void allKeysAreTogetherWithTheirUptimeAndWhereToAskForMore() {
            JsonNode all = json("/health/history?window=1h");
            assertThat(all.get("keys").valueStream().map(key -> key.get("href").asString()))
                    .contains(
                            "history/check/orders-db",
                            "history/check/group",
                            "history/group/core",
                            "history/group/all");
            JsonNode db = all.get("keys")
                    .valueStream()
                    .filter(key -> key.get("name").asString().equals("orders-db"))
                    .findFirst()
                    .orElseThrow();
            assertThat(db.at("/uptime/ratio").asDouble()).isEqualTo(0.75);
            assertThat(db.at("/seconds/DOWN").asInt()).isEqualTo(15);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/management/health/history", "/management/health/history/"})
        void linksAreRelativeToThePathThatWasAskedFor(String path) {
            String asked = path.substring("/management".length());
            for (JsonNode key : json(asked).get("keys")) {
                String target = java.net
                        .URI
                        .create(path)
                        .resolve(key.get("href").asString())
                        .getPath();
                assertThat(target).startsWith("/management/");
                JsonNode one = json(target.substring("/management".length()));
                assertThat(one.get("name")).isEqualTo(key.get("name"));
                assertThat(one.get("subject")).isEqualTo(key.get("subject"));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "/health/history/orders-db, check, orders-db, buckets",
            "/health/history/orders-db/, check, orders-db, buckets",
            "/health/history/check/orders-db, check, orders-db, buckets",
            "/health/history/group/core, group, core, buckets",
            "/health/history/group/all, group, all, buckets",
            "/health/history/orders-db/uptime, check, orders-db, uptime",
            "/health/history/check/orders-db/uptime, check, orders-db, uptime",
            "/health/history/group/core/uptime, group, core, uptime",
            "/health/history/orders-db/transitions, check, orders-db, transitions",
            "/health/history/group/core/incidents, group, core, incidents",
            "/health/history/history, check, history, buckets",
            "/health/history/group, check, group, buckets",
            "/health/history/check/group/transitions, check, group, transitions"
        })
        void aPathIsOfACheckOrAGroupAndOfWhatOfIt(String path, String subject, String name, String view) {
            JsonNode answer = json(path);
            assertThat(answer.get("subject").asString()).isEqualTo(subject);
            assertThat(answer.get("name").asString()).isEqualTo(name);
            assertThat(answer.has(view)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "/health/history/nothing, unknown check",
            "/health/history/check/nothing, unknown check",
            "/health/history/group/nothing, unknown group",
            "/health/history/group/transitions, unknown group",
            "/health/history/orders-db/buckets, unknown path",
            "/health/history/orders-db/uptime/x, unknown path",
            "/health/history//, unknown check",
            "/health/historyx, unknown path"
        })
        void whatThereIsNotIsNotFound(String path, String error) {
            HealthResponse response = get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(text(response)).contains("\"error\":\"" + error + "\"", "\"expected\":[");
        }

        @Test
        void aCheckOfThatNameIsReachableByItsFullPath() {
            assertThat(text(get("/health/check/history"))).contains("\"name\":\"history\"");
            HealthEndpoint without =
                    HealthEndpoint.builder(health).details(request -> true).build();
            HealthResponse byName = without.respond(HealthRequest.of("GET", "/health/history"));
            assertThat(text(byName)).contains("\"name\":\"history\"");
            assertThat(without.respond(HealthRequest.of("GET", "/health/history/orders-db"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(text(without.respond(HealthRequest.of("GET", "/nowhere"))))
                    .doesNotContain("/health/history");
            assertThat(text(get("/nowhere"))).contains("/health/history/check/{name}");
        }

        @Test
        void otherMethodsAreRefused() {
            HealthResponse response =
                    endpoint.respond(request("DELETE", "/health/history", Map.of("Authorization", "Bearer " + TOKEN)));
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
        }
    }

    @Nested
    class Answers {
        @Test
        void bucketsAreThoseOfTheWindow() {
            JsonNode answer = json("/health/history/orders-db?window=1h&step=1m");
            assertThat(answer.get("buckets")).hasSize(60);
            assertThat(answer.at("/buckets/30/seconds/DOWN").asInt()).isEqualTo(15);
            assertThat(answer.at("/total/failures/timeout").asInt()).isEqualTo(2);
            assertThat(answer.at("/uptime/outages").asInt()).isEqualTo(1);
            assertThat(answer.at("/uptime/coverage").asDouble()).isEqualTo(1 / 60.0);
        }

        @Test
        void transitionsAndIncidentsAreThoseOfTheVeryTime() {
            assertThat(json("/health/history/orders-db/transitions").get("transitions"))
                    .hasSize(2);
            assertThat(json("/health/history/orders-db/transitions?from=2026-02-01T11:30:11Z&to=now")
                            .get("transitions"))
                    .hasSize(1);
            assertThat(json("/health/history/orders-db/incidents").at("/incidents/0/message"))
                    .hasToString("\"=no answer\"");
            assertThat(json("/health/history/orders-db/incidents?window=1m").get("incidents"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/health/history",
                    "/health/history/orders-db",
                    "/health/history/orders-db/uptime",
                    "/health/history/orders-db/transitions",
                    "/health/history/orders-db/incidents"
                })
        void areCsvForThoseWhoWantIt(String path) {
            HealthResponse byFormat = get(path + "?format=csv");
            HealthResponse byHeader = get(path, "Accept", "text/csv");
            assertThat(byFormat.headers().get("Content-Type")).startsWith("text/csv");
            assertThat(byHeader.body()).isEqualTo(byFormat.body());
            assertThat(byHeader.headers()).containsEntry("Vary", "Accept");
            assertThat(get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                            .headers()
                            .get("Content-Type"))
                    .startsWith("application/json");
        }

        @Test
        void aTextThatLooksLikeAFormulaIsNoneInCsv() {
            assertThat(text(get("/health/history/orders-db/incidents?format=csv")))
                    .contains(",'=no answer\r\n");
        }

        @Test
        void areNotSentAgainToThoseWhoHaveThem() {
            String target = "/health/history/orders-db?from=2026-02-01T11:00:00Z&to=2026-02-01T11:45:00Z";
            HealthResponse first = get(target);
            String tag = first.headers().get("ETag");
            assertThat(tag).startsWith("\"").hasSizeGreaterThan(30);
            assertThat(get(target, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(get(target + "&format=csv", "If-None-Match", tag).statusCode())
                    .isEqualTo(200);
            HealthResponse head = endpoint.respond(request("HEAD", target, Map.of("Authorization", "Bearer " + TOKEN)));
            assertThat(head.body()).isEmpty();
            assertThat(head.headers()).isEqualTo(first.headers());
        }

        @Test
        void areNotWaitedFor() {
            String tag = get("/health/history").headers().get("ETag");
            HealthRequest poll = request(
                    "GET",
                    "/health/history",
                    Map.of("Authorization", "Bearer " + TOKEN, "If-None-Match", tag, "Prefer", "wait=60"));
            CompletableFuture<HealthResponse> answer = endpoint.await(poll).toCompletableFuture();
            assertThat(answer).isDone();
        }
    }

    @Nested
    class Mistakes {
        @ParameterizedTest
        @CsvSource({
            "window=yesterday, window: yesterday",
            "from=-1h&to=-2h, from: 2026-02-01T11:00:00Z (expected: before 2026-02-01T10:00:00Z)",
            "from=x, from: x",
            "to=x, to: x",
            "step=90s, step: PT1M30S (expected: whole minutes up to an hour",
            "window=30d&step=1m, 'step: PT1M, which makes 43200 buckets (expected: at most 1000)'"
        })
        void areNamedWithTheirValueAndWhatWasExpected(String query, String error) {
            HealthResponse response = get("/health/history/orders-db?" + query);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(JsonMapper.shared()
                            .readTree(response.body())
                            .get("error")
                            .asString())
                    .startsWith(error)
                    .contains("(expected: ");
        }

        @Test
        void aStepIsNoneWhereThereAreNoSteps() {
            assertThat(get("/health/history/orders-db/transitions?window=30d&step=1m")
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void aFormatThatThereIsNotIsNamed() {
            HealthResponse unknown = get("/health/history?format=xml");
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(text(unknown)).contains("\"expected\":[\"json\",\"csv\"]");
            HealthResponse unacceptable = get("/health/history", "Accept", "image/png");
            assertThat(unacceptable.statusCode()).isEqualTo(406);
            assertThat(text(unacceptable)).contains("\"expected\":[\"application/json\",\"text/csv\"]");
        }
    }

    @Nested
    class AnOutsideCaller {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/health/history",
                    "/health/history/orders-db",
                    "/health/history/nothing",
                    "/health/history/group/all",
                    "/health/history/orders-db/nothing",
                    "/health/history?window=x"
                })
        void isRefusedWhetherThereIsSuchAPathOrNot(String target) {
            HealthResponse anonymous = endpoint.respond(request("GET", target, Map.of()));
            assertThat(anonymous.statusCode()).isEqualTo(401);
            assertThat(anonymous.headers()).containsEntry("WWW-Authenticate", "Bearer");
            assertThat(text(anonymous)).isEqualTo("{\"error\":\"unauthorized\"}\n");
            HealthResponse wrong = endpoint.respond(request("GET", target, Map.of("Authorization", "Bearer no")));
            assertThat(wrong.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aHistoryThatBeginsLaterIsNotAskedForBeforeItIsNeeded() {
        int[] asked = {0};
        HealthEndpoint late = HealthEndpoint.builder(health)
                .details(request -> true)
                .history(() -> {
                    asked[0]++;
                    return history;
                })
                .build();
        late.respond(HealthRequest.of("GET", "/health/ready"));
        late.respond(HealthRequest.of("GET", "/health/check/history"));
        assertThat(asked[0]).isZero();
        assertThat(late.respond(HealthRequest.of("GET", "/health/history")).statusCode())
                .isEqualTo(200);
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void aWindowMayEndInAFutureThatIsNotKnown() {
        JsonNode answer = json("/health/history/orders-db?from=-1h&to=2026-02-01T13:00:00Z");
        assertThat(answer.at("/total/noDataSeconds").asDouble())
                .isEqualTo(HOUR.multipliedBy(2).toSeconds() - 60);
    }
}
