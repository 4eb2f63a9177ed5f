package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.history.HealthHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the endpoint answers about the past, held against its schema. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class HistorySchemaTest {
    private static final Path SCHEMA = Path.of("..", "docs", "schemas", "history.schema.json");

    private static final Path GUIDE = Path.of("..", "docs", "guides", "history-api.md");

    private static HealthRegistry health;
    private static HealthHistory history;

    @BeforeAll
    static void start() {
        health = HealthRegistry.builder()
                .check("up", context -> HealthResult.up())
                .check("down", context -> HealthResult.down(FailureReason.STATUS, "500 \u0001\"</script>\uD800"))
                .check("dependent", context -> HealthResult.down("failed"), policy -> policy.dependsOn("down"))
                .check("degraded", context -> HealthResult.degraded(FailureReason.SLOW, "late"))
                .check("young", context -> HealthResult.up())
                .build();
        history = HealthHistory.of(health);
        for (String check : new String[] {"up", "down", "dependent", "degraded"}) {
            health.run(check);
        }
    }

    @AfterAll
    static void close() {
        history.close();
        health.close();
    }

    private static String answer(String target) {
        String[] parts = target.split("\\?", 2);
        HealthRequest request = HealthRequest.of("GET", parts[0]).withQuery(parts.length > 1 ? parts[1] : null);
        byte[] body = HealthEndpoint.builder(health)
                .details(allowed -> true)
                .history(history)
                .build()
                .respond(request)
                .body();
        return new String(body, StandardCharsets.UTF_8);
    }

    static Stream<String> targets() {
        Stream<String> ofEach = Stream.of(
                        "check/up", "check/down", "check/dependent", "check/degraded", "check/young", "group/all")
                .flatMap(key ->
                        Stream.of("", "/uptime", "/transitions", "/incidents").map(view -> "/" + key + view));
        return Stream.concat(Stream.of("", "?window=30d", "/check/down?window=1h&step=1m"), ofEach)
                .map(rest -> "/health/history" + rest);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isWhatItsSchemaSaysAndHasNoOtherFields(String target) throws IOException {
        String answer = answer(target);
        assertThat(JsonSchema.strict(SCHEMA).faults(answer)).as(answer).isEmpty();
    }

    static Stream<String> samples() throws IOException {
        return Pattern.compile("^```json\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWhatTheGuideShows(String sample) throws IOException {
        assertThat(JsonSchema.strict(SCHEMA).faults(sample)).isEmpty();
    }

    @Test
    void somethingIsKnownOfWhatHasBeen() {
        assertThat(answer("/health/history/check/down/transitions")).contains("\"reason\":\"status\"");
        assertThat(answer("/health/history/check/dependent/transitions")).contains("\"rootCause\":\"down\"");
        assertThat(answer("/health/history/check/down/incidents")).contains("\"worst\":\"DOWN\"");
        assertThat(answer("/health/history/check/down")).contains("\"failures\":{\"status\":1}", "\"p50Seconds\"");
    }

    @Test
    void hasTheStatusesAndReasonsThereAre() throws IOException {
        JsonNode words = JsonSchema.read(SCHEMA).get("$defs");
        assertThat(words.at("/health/enum").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Arrays.stream(HealthStatus.values()).map(Enum::name).toList());
        String pattern = words.at("/reason/pattern").asString();
        assertThat(FailureReason.values()).allMatch(reason -> reason.label().matches(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"error\":\"unknown check\",\"expected\":[]}",
                "{\"window\":{\"from\":\"yesterday\",\"to\":\"2026-01-01T00:00:00Z\",\"stepSeconds\":60},\"keys\":[]}",
                "{\"window\":{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\",\"stepSeconds\":1},\"keys\":[]}"
            })
    void isNotAnythingElse(String document) throws IOException {
        assertThat(JsonSchema.of(SCHEMA).faults(document)).isNotEmpty();
    }
}
