package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the endpoint answers, held against the schemas of its shapes. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class SchemasTest {
    private static final Path OWN = Path.of("..", "docs", "schemas", "health.schema.json");
    private static final Path HEALTH_JSON = Path.of("src", "test", "resources", "health-json.schema.json");
    private static final Path MICROPROFILE = Path.of("src", "test", "resources", "microprofile-health.schema.json");

    /** As many checks as no answer holds. */
    private static final int TOO_MANY = 3000;

    private static HealthRegistry every;
    private static HealthRegistry large;

    @BeforeAll
    static void start() {
        every = everyStatus();
        large = large();
    }

    @AfterAll
    static void close() {
        every.close();
        large.close();
    }

    /** A check in each status, one whose root cause is another, and one that is on its way to another status. */
    private static HealthRegistry everyStatus() {
        HealthRegistry health = HealthRegistry.builder()
                .check(
                        "up",
                        context -> HealthResult.up("fine")
                                .detail("text", "\u0001\"</script>\uD800")
                                .detail("number", 7)
                                .detail("fraction", 0.25)
                                .detail("nan", Double.NaN)
                                .detail("truth", true))
                .check("degraded", context -> HealthResult.degraded(FailureReason.SLOW, "late"))
                .check("maintenance", context -> HealthResult.up())
                .check("unknown", context -> HealthResult.unknown("cannot tell"))
                .check("down", context -> HealthResult.down(FailureReason.STATUS, "500"))
                .check("dependent", context -> HealthResult.down("failed"), policy -> policy.dependsOn("down"))
                .check("wavering", new Wavering(), policy -> policy.maxAge(Duration.ofNanos(1)))
                .build();
        health.check();
        health.check();
        health.maintain("maintenance", Duration.ofHours(1), "upgrade");
        return health;
    }

    /** Up once, then down. */
    private static final class Wavering implements HealthCheck {
        private boolean asked;

        @Override
        public synchronized HealthResult check(CheckContext context) {
            HealthResult result = asked ? HealthResult.down(FailureReason.TIMEOUT, "no answer") : HealthResult.up();
            asked = true;
            return result;
        }
    }

    private static HealthRegistry large() {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        String filling = "much ".repeat(100);
        for (int i = 0; i < TOO_MANY; i++) {
            builder.check(
                    "check-" + i,
                    context -> HealthResult.down(FailureReason.STATUS, filling).detail("filling", filling));
        }
        HealthRegistry health = builder.build();
        health.check();
        return health;
    }

    private static String answer(HealthRegistry health, boolean details, String path, String format) {
        Predicate<HealthRequest> allowed = request -> details;
        HealthRequest request = HealthRequest.of("GET", path).withQuery("format=" + format);
        byte[] body = HealthEndpoint.builder(health)
                .details(allowed)
                .build()
                .respond(request)
                .body();
        return new String(body, StandardCharsets.UTF_8);
    }

    static Stream<String> paths() {
        return Stream.concat(
                Stream.of("/health", "/health/live", "/health/ready", "/health/started", "/health/group/readiness"),
                every.report().states().stream().map(state -> "/health/check/" + state.name()));
    }

    @Test
    void thereIsACheckInEachStatus() {
        assertThat(every.report().states()).extracting(state -> state.status()).contains(HealthStatus.values());
    }

    @Nested
    class OurOwnShape {
        private static final String FORMAT = "vitals";

        @ParameterizedTest
        @MethodSource("io.github.vitals.health.compatibility.SchemasTest#paths")
        void isWhatItsSchemaSaysAndHasNoOtherFields(String path) throws IOException {
            assertThat(JsonSchema.strict(OWN).faults(answer(every, true, path, FORMAT)))
                    .isEmpty();
            assertThat(JsonSchema.strict(OWN).faults(answer(every, false, path, FORMAT)))
                    .isEmpty();
        }

        @Test
        void isSoWhereSomethingWasLeftOut() throws IOException {
            String answer = answer(large, true, "/health", FORMAT);
            assertThat(JsonSchema.strict(OWN).faults(answer)).isEmpty();
            JsonNode root = JsonMapper.shared().readTree(answer);
            assertThat(root.get("checksOmitted").asInt()).isPositive();
            assertThat(root.get("checks").valueStream()).anyMatch(check -> check.has("dataOmitted"));
        }

        @Test
        void isSoBeforeAnythingWasRun() throws IOException {
            try (HealthRegistry young = HealthRegistry.builder()
                    .check("young", context -> HealthResult.up())
                    .build()) {
                assertThat(JsonSchema.strict(OWN).faults(answer(young, true, "/health", FORMAT)))
                        .isEmpty();
            }
        }

        @Test
        void showsEveryFieldOfTheSchemaSomewhere() throws IOException {
            String shown = answer(every, true, "/health", FORMAT) + answer(large, true, "/health", FORMAT);
            JsonNode schema = JsonSchema.read(OWN);
            Stream<String> fields = Stream.of(schema, schema.get("$defs").get("check"))
                    .flatMap(object -> object.get("properties").propertyNames().stream());
            assertThat(fields).allMatch(field -> shown.contains("\"" + field + "\":"));
        }

        @Test
        void hasTheStatusesAndReasonsOfTheSchema() throws IOException {
            JsonNode words = JsonSchema.read(OWN).get("$defs");
            assertThat(words.get("health").get("enum").valueStream().map(JsonNode::asString))
                    .containsExactly(names(HealthStatus.values()));
            assertThat(words.get("reason").get("enum").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(Arrays.stream(FailureReason.values())
                            .map(FailureReason::label)
                            .toList());
        }

        private static String[] names(HealthStatus... statuses) {
            return Arrays.stream(statuses).map(HealthStatus::name).toArray(String[]::new);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"status\":\"up\",\"health\":\"UP\",\"checks\":[]}",
                    "{\"status\":\"UP\",\"health\":\"UP\",\"checks\":[],\"at\":\"yesterday\"}",
                    "{\"status\":\"UP\",\"health\":\"UP\",\"checks\":[{\"name\":\"db\"}]}",
                    "{\"error\":\"unknown path\",\"expected\":[]}"
                })
        void isNotAnythingElse(String document) throws IOException {
            assertThat(JsonSchema.of(OWN).faults(document)).isNotEmpty();
        }

        /** MicroProfile's schema has no further fields at the root; whoever reads it so strictly has to drop ours. */
        @ParameterizedTest
        @MethodSource("io.github.vitals.health.compatibility.SchemasTest#paths")
        void isMicroProfilesButForFurtherFieldsAtTheRoot(String path) throws IOException {
            JsonSchema microProfile = JsonSchema.of(MICROPROFILE);
            for (boolean details : List.of(true, false)) {
                ObjectNode root = (ObjectNode) JsonMapper.shared().readTree(answer(every, details, path, FORMAT));
                root.remove(List.of("health", "group", "since", "at"));
                assertThat(microProfile.faults(root.toString())).isEmpty();
            }
            assertThat(microProfile.faults("{\"status\":\"DEGRADED\",\"checks\":[]}"))
                    .isNotEmpty();
        }
    }

    @Nested
    class HealthJson {
        private static final String FORMAT = "health%2Bjson";

        @ParameterizedTest
        @MethodSource("io.github.vitals.health.compatibility.SchemasTest#paths")
        void isWhatTheDraftSays(String path) throws IOException {
            JsonSchema draft = JsonSchema.of(HEALTH_JSON);
            assertThat(draft.faults(answer(every, true, path, FORMAT))).isEmpty();
            assertThat(draft.faults(answer(every, false, path, FORMAT))).isEmpty();
        }

        @Test
        void isSoWhereSomethingWasLeftOut() throws IOException {
            assertThat(JsonSchema.of(HEALTH_JSON).faults(answer(large, true, "/health", FORMAT)))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"status\":\"UP\"}",
                    "{\"status\":\"pass\",\"output\":\"fine\"}",
                    "{\"status\":\"pass\",\"checks\":{\"db\":{\"status\":\"pass\"}}}",
                    "{\"status\":\"pass\",\"checks\":{\"db\":[{\"time\":\"yesterday\"}]}}",
                    "{\"status\":\"pass\",\"checks\":{\"a:b:c\":[{\"status\":\"up\"}]}}"
                })
        void isNotAnythingElse(String document) throws IOException {
            assertThat(JsonSchema.of(HEALTH_JSON).faults(document)).isNotEmpty();
        }
    }
}
