package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShapesTest {
    private static final String HEALTH_JSON = "application/health+json";
    private static final String ACTUATOR = "application/vnd.spring-boot.actuator.v3+json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final List<HealthRegistry> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(HealthRegistry::close);
    }

    private HealthRegistry checked(HealthRegistryBuilder builder) {
        HealthRegistry health = builder.build();
        opened.add(health);
        health.check();
        return health;
    }

    /** A database that is UP, and a cache that is DOWN and not critical. */
    private HealthRegistry shop() {
        return checked(HealthRegistry.builder()
                .check("orders-db", context -> HealthResult.up("fine").detail("rows", 7))
                .check(
                        "cache",
                        context -> HealthResult.down(FailureReason.TIMEOUT, "no answer")
                                .detail("node", "c1"),
                        policy -> policy.critical(false)));
    }

    private static HealthEndpoint open(HealthRegistry health) {
        return HealthEndpoint.builder(health).details(request -> true).build();
    }

    private static HealthResponse accepting(HealthEndpoint endpoint, String accept) {
        return endpoint.respond(
                HealthRequest.of("GET", "/health").withHeaders(name -> name.equals("Accept") ? accept : null));
    }

    private static HealthResponse formatted(HealthEndpoint endpoint, String path, String format) {
        return endpoint.respond(HealthRequest.of("GET", path).withQuery("format=" + format));
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HealthResponse response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Nested
    class AShape {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | application/json; charset=utf-8",
                    "*/* | application/json; charset=utf-8",
                    "application/json | application/json; charset=utf-8",
                    "application/health+json | application/health+json",
                    "application/vnd.spring-boot.actuator.v3+json, application/json | "
                            + "application/vnd.spring-boot.actuator.v3+json",
                    "text/plain | text/plain; charset=utf-8",
                    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html; charset=utf-8",
                    "text/html | text/html; charset=utf-8",
                    "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | application/json; charset=utf-8"
                })
        void isChosenByWhatTheCallerAccepts(String accept, String type) {
            assertThat(accepting(open(shop()), accept).headers())
                    .containsEntry("Content-Type", type)
                    .containsEntry("Vary", "Accept");
        }

        @ParameterizedTest
        @CsvSource({
            "vitals, application/json; charset=utf-8",
            "health+json, application/health+json",
            "health%2Bjson, application/health+json",
            "actuator, application/vnd.spring-boot.actuator.v3+json",
            "text, text/plain; charset=utf-8"
        })
        void isChosenByTheQueryBeforeWhatIsAccepted(String format, String type) {
            HealthResponse response = open(shop())
                    .respond(HealthRequest.of("GET", "/health")
                            .withQuery("format=" + format)
                            .withHeaders(name -> "image/png"));
            assertThat(response.headers()).containsEntry("Content-Type", type);
        }

        @Test
        void thatIsUnknownIsABadRequestThatNamesTheOthers() {
            HealthResponse response = formatted(open(shop()), "/health", "xml");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(text(response))
                    .isEqualTo("{\"error\":\"unknown format\","
                            + "\"expected\":[\"vitals\",\"health+json\",\"actuator\",\"text\",\"html\"]}\n");
        }

        @Test
        void thatTheCallerDoesNotTakeIsNotAcceptable() {
            HealthResponse response = accepting(open(shop()), "image/png");
            assertThat(response.statusCode()).isEqualTo(406);
            assertThat(response.headers()).containsEntry("Vary", "Accept");
            assertThat(text(response))
                    .contains("not acceptable", "application/json", HEALTH_JSON, ACTUATOR, "text/plain");
        }

        @Test
        void hasATagOfItsOwn() {
            HealthEndpoint endpoint = open(shop());
            assertThat(List.of("vitals", "health%2Bjson", "actuator", "text"))
                    .extracting(format ->
                            formatted(endpoint, "/health", format).headers().get("ETag"))
                    .doesNotHaveDuplicates()
                    .doesNotContainNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"vitals", "health%2Bjson", "actuator", "text"})
        void tellsAnOutsideCallerTheStatusAlone(String format) {
            HealthEndpoint endpoint = HealthEndpoint.of(shop());
            for (String path : List.of("/health", "/health/ready")) {
                assertThat(text(formatted(endpoint, path, format)))
                        .doesNotContain("orders-db", "cache", "timeout", "no answer", "c1", "groups");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"vitals", "health%2Bjson", "actuator", "text"})
        void staysWithinAMebibyteAndValid(String format) {
            HealthRegistryBuilder builder = HealthRegistry.builder();
            String filling = "\u0001\"</script>\uD800".repeat(50);
            for (int i = 0; i < 3000; i++) {
                builder.check(
                        "check-" + i,
                        context ->
                                HealthResult.down(FailureReason.STATUS, filling).detail("filling", filling));
            }
            HealthResponse response = formatted(open(checked(builder)), "/health", format);
            assertThat(response.body()).hasSizeBetween(100_000, Checks.LONGEST);
            if (!format.equals("text")) {
                assertThat(json(response).get("status").asString()).isNotEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource({"UP, 200", "DEGRADED, 200", "UNKNOWN, 503", "DOWN, 503"})
        void hasTheStatusCodeOfTheOthers(HealthStatus status, int code) {
            HealthEndpoint endpoint = open(checked(HealthRegistry.builder().check("it", context -> result(status))));
            for (String format : List.of("vitals", "health%2Bjson", "actuator", "text")) {
                assertThat(formatted(endpoint, "/health", format).statusCode()).isEqualTo(code);
            }
        }
    }

    private static HealthResult result(HealthStatus status) {
        return switch (status) {
            case DEGRADED -> HealthResult.degraded(FailureReason.SLOW, "late");
            case UNKNOWN -> HealthResult.unknown("cannot tell");
            case DOWN -> HealthResult.down(FailureReason.STATUS, "500");
            default -> HealthResult.up();
        };
    }

    @Nested
    class HealthJsonOfTheDraft {
        @Test
        void listsTheChecksByName() {
            JsonNode root = json(formatted(open(shop()), "/health", "health%2Bjson"));
            assertThat(root.get("status").asString()).isEqualTo("warn");
            assertThat(root.get("health").asString()).isEqualTo("DEGRADED");
            JsonNode cache = root.get("checks").get("cache").get(0);
            assertThat(cache.get("componentId").asString()).isEqualTo("cache");
            assertThat(cache.get("status").asString()).isEqualTo("fail");
            assertThat(cache.get("output").asString()).isEqualTo("no answer");
            assertThat(cache.get("reason").asString()).isEqualTo("timeout");
            assertThat(cache.get("observedUnit").asString()).isEqualTo("s");
            assertThat(cache.get("observedValue").isNumber()).isTrue();
            assertThat(cache.get("data").get("node").asString()).isEqualTo("c1");
            JsonNode database = root.get("checks").get("orders-db").get(0);
            assertThat(database.get("status").asString()).isEqualTo("pass");
            assertThat(database.has("output")).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"UP, pass", "DEGRADED, warn", "UNKNOWN, fail", "DOWN, fail"})
        void hasThreeStatuses(HealthStatus status, String word) {
            HealthRegistry health = checked(HealthRegistry.builder().check("it", context -> result(status)));
            assertThat(text(formatted(HealthEndpoint.of(health), "/health", "health%2Bjson")))
                    .isEqualTo("{\"status\":\"" + word + "\"}\n");
            assertThat(json(formatted(open(health), "/health/check/it", "health%2Bjson"))
                            .get("status")
                            .asString())
                    .isEqualTo(word);
        }
    }

    @Nested
    class ActuatorsJson {
        @Test
        void nestsTheComponentsAndNamesTheGroups() {
            JsonNode root = json(formatted(open(shop()), "/health", "actuator"));
            assertThat(root.get("status").asString()).isEqualTo("UP");
            assertThat(root.get("health").asString()).isEqualTo("DEGRADED");
            JsonNode cache = root.get("components").get("cache");
            assertThat(cache.get("status").asString()).isEqualTo("DOWN");
            assertThat(cache.get("details").get("reason").asString()).isEqualTo("timeout");
            assertThat(cache.get("details").get("message").asString()).isEqualTo("no answer");
            assertThat(cache.get("details").get("data").get("node").asString()).isEqualTo("c1");
            assertThat(root.get("groups")).extracting(JsonNode::asString).contains("liveness", "readiness");
        }

        @Test
        void ofAGroupHasNoGroups() {
            assertThat(json(formatted(open(shop()), "/health/ready", "actuator"))
                            .has("groups"))
                    .isFalse();
        }

        /** Its clients take whatever is not UP for out of order. */
        @ParameterizedTest
        @CsvSource({"UP, UP, UP", "DEGRADED, UP, RESTRICTED", "UNKNOWN, UNKNOWN, UNKNOWN", "DOWN, DOWN, DOWN"})
        void isUpAsAWholeWhereTheStatusCodeIs(HealthStatus status, String whole, String component) {
            HealthRegistry health = checked(HealthRegistry.builder().check("it", context -> result(status)));
            JsonNode root = json(formatted(open(health), "/health", "actuator"));
            assertThat(root.get("status").asString()).isEqualTo(whole);
            assertThat(root.get("components").get("it").get("status").asString())
                    .isEqualTo(component);
            assertThat(text(formatted(HealthEndpoint.of(health), "/health", "actuator")))
                    .isEqualTo("{\"status\":\"" + whole + "\"}\n");
        }
    }

    @Nested
    class Text {
        @Test
        void isThatOfTheProbes() {
            HealthEndpoint endpoint = open(shop());
            HealthResponse verbose =
                    endpoint.respond(HealthRequest.of("GET", "/health/group/" + HealthGroup.READINESS.name())
                            .withQuery("format=text&verbose"));
            assertThat(text(verbose))
                    .isEqualTo("[+]orders-db ok\n[-]cache failed: down (timeout)\nreadiness check passed\n");
            assertThat(text(formatted(endpoint, "/health/check/cache", "text")))
                    .isEqualTo("[-]cache failed: down (timeout)\n");
            assertThat(formatted(endpoint, "/health", "text").headers()).containsEntry("Content-Type", TEXT);
        }
    }

    @Nested
    class ACheckThatIsExcluded {
        private final HealthRegistry health = checked(HealthRegistry.builder()
                .check("good", context -> HealthResult.up())
                .check("bad", context -> HealthResult.down(FailureReason.STATUS, "500"))
                .check("worse", context -> HealthResult.down(FailureReason.STATUS, "500")));

        private HealthResponse get(String path, String query) {
            return open(health).respond(HealthRequest.of("GET", path).withQuery(query));
        }

        @Test
        void doesNotCount() {
            assertThat(get("/readyz", "exclude=bad").statusCode()).isEqualTo(503);
            HealthResponse passed = get("/readyz", "verbose&exclude=bad&exclude=worse");
            assertThat(passed.statusCode()).isEqualTo(200);
            assertThat(text(passed))
                    .isEqualTo("[+]good ok\n[+]bad excluded: ok\n[+]worse excluded: ok\nreadyz check passed\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"vitals", "health%2Bjson", "actuator"})
        void isNotInTheAnswer(String format) {
            HealthResponse response = get("/health/ready", "exclude=bad&exclude=worse&format=" + format);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response)).contains("good").doesNotContain("bad", "worse");
        }

        @Test
        void thatIsUnknownChangesNothing() {
            assertThat(get("/readyz", "exclude=no%0Asuch").statusCode()).isEqualTo(503);
            assertThat(text(get("/readyz", "exclude=no%0Asuch"))).contains("[+]no?such excluded: ok\n");
        }

        @Test
        void doesNotHideADrain() {
            health.drain(Duration.ofSeconds(10), () -> true);
            assertThat(get("/readyz", "exclude=bad&exclude=worse").statusCode()).isEqualTo(503);
        }
    }
}
