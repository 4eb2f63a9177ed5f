package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertTestAnswer;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the endpoint answers about alerts, held against its schema. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class AlertsSchemaTest {
    private static final Path SCHEMA = Path.of("..", "docs", "schemas", "alerts.schema.json");
    private static final Path GUIDE = Path.of("..", "docs", "guides", "endpoint.md");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String HOSTILE = "\u0001\"</script>\uD800";

    /** What stands on a board, each so many times. */
    private record Board(int times, String text) implements AlertBoard {
        private <T> List<T> many(List<T> some) {
            return Collections.nCopies(times, some).stream()
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        public List<ActiveAlert> active() {
            return many(Stream.of(ActiveAlert.State.values())
                    .flatMap(state -> Stream.of(alert(state, true), alert(state, false)))
                    .toList());
        }

        private ActiveAlert alert(ActiveAlert.State state, boolean full) {
            return new ActiveAlert(
                    "0123456789abcdef0123456789abcdef",
                    "down",
                    full ? Subject.CHECK : Subject.GROUP,
                    "db",
                    "*",
                    full ? AlertSeverity.CRITICAL : AlertSeverity.INFO,
                    state,
                    NOW,
                    full ? Optional.of(FailureReason.CONNECT_REFUSED) : Optional.empty(),
                    full ? text : "",
                    full ? Optional.of("abc") : Optional.empty(),
                    full ? 3 : 0,
                    full ? Optional.of(new ActiveAlert.Acknowledgement("ada", NOW)) : Optional.empty(),
                    full ? Optional.of(NOW) : Optional.empty(),
                    full ? Map.of("team", HOSTILE) : Map.of(),
                    full ? Map.of("runbook", "https://wiki.example/") : Map.of());
        }

        @Override
        public List<AlertSilence> silences() {
            Optional<String> all = Optional.of("x");
            return many(List.of(
                    new AlertSilence("1", AlertSilence.Target.all(), NOW, "ada", ""),
                    new AlertSilence("2", new AlertSilence.Target(all, all, all), NOW, "ada", text)));
        }

        @Override
        public List<AlertDelivery> deliveries() {
            return IntStream.range(0, Math.min(times, 25))
                    .boxed()
                    .flatMap(each -> Stream.of(AlertDelivery.Outcome.values()))
                    .map(outcome -> new AlertDelivery(
                            NOW, "ops", "trigger", "abc", "db", outcome, text, Duration.ofMillis(1_500), 1))
                    .toList();
        }

        @Override
        public List<AlertChannelHealth> channels() {
            return many(List.of(
                    new AlertChannelHealth("a", "log", 0, Optional.empty(), Optional.empty(), Optional.empty()),
                    new AlertChannelHealth("b", "mail", 3, Optional.of(NOW), Optional.of(NOW), Optional.of(text))));
        }

        @Override
        public void acknowledge(String key, String by) {}

        @Override
        public AlertSilence silence(AlertSilence.Target target, Duration duration, String by, String reason) {
            return new AlertSilence("1", target, NOW, by, reason);
        }

        @Override
        public boolean endSilence(String id) {
            return false;
        }

        @Override
        public AlertTestAnswer test(String channel) {
            return new AlertTestAnswer(channel, true, "", Duration.ZERO);
        }
    }

    private static String answer(AlertBoard board) {
        try (HealthRegistry health = HealthRegistry.builder().build()) {
            byte[] body = HealthEndpoint.builder(health)
                    .details(allowed -> true)
                    .alerts(board)
                    .build()
                    .respond(HealthRequest.of("GET", "/health/alerts"))
                    .body();
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    static Stream<AlertBoard> boards() {
        return Stream.of(new Board(0, ""), new Board(1, ""), new Board(1, HOSTILE), new Board(800, "x".repeat(4096)));
    }

    @ParameterizedTest
    @MethodSource("boards")
    void isWhatItsSchemaSaysAndHasNoOtherFields(AlertBoard board) throws IOException {
        assertThat(JsonSchema.strict(SCHEMA).faults(answer(board))).isEmpty();
    }

    @Test
    void saysWhatItHasNoRoomFor() {
        assertThat(answer(new Board(800, "x".repeat(4096))))
                .contains("\"messageOmitted\":true", "\"reasonOmitted\":true", "\"failingOmitted\":true")
                .contains("\"answerOmitted\":true")
                .contains("\"alertsOmitted\":", "\"silencesOmitted\":", "\"channelsOmitted\":");
    }

    static Stream<String> samples() throws IOException {
        return Pattern.compile("^```json\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .filter(sample -> sample.contains("\"alerts\""));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWhatTheGuideShows(String sample) throws IOException {
        assertThat(JsonSchema.strict(SCHEMA).faults(sample)).isEmpty();
    }

    @Test
    void hasTheWordsThereAre() throws IOException {
        JsonNode schema = JsonSchema.read(SCHEMA);
        assertThat(words(schema.at("/$defs/state/enum"))).isEqualTo(words(ActiveAlert.State.values()));
        assertThat(words(schema.at("/$defs/outcome/enum"))).isEqualTo(words(AlertDelivery.Outcome.values()));
        assertThat(words(schema.at("/$defs/alert/properties/severity/enum"))).isEqualTo(words(AlertSeverity.values()));
        String pattern = schema.at("/$defs/alert/properties/reason/pattern").asString();
        assertThat(FailureReason.values()).allMatch(reason -> reason.label().matches(pattern));
    }

    private static List<String> words(JsonNode words) {
        return words.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"error\":\"unauthorized\"}",
                "{\"alerts\":[{\"key\":\"a\"}],\"silences\":[],\"channels\":[],\"deliveries\":[]}",
                "{\"alerts\":[],\"alertsOmitted\":0,\"silences\":[],\"channels\":[],\"deliveries\":[]}"
            })
    void isNotAnythingElse(String document) throws IOException {
        assertThat(JsonSchema.of(SCHEMA).faults(document)).isNotEmpty();
    }
}
