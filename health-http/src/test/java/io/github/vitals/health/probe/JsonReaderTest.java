package io.github.vitals.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class JsonReaderTest {
    @Test
    void readsObjectsListsAndStringsAndReadsOverTheRest() {
        assertThat(
                        JsonReader.object(
                                " {\"a\" : \"b\",\n\t\"c\":[\"d\", {}, [ ], {\"e\":\"\"}],\"f\":-1.5E+3,\"g\":null,\"h\":true}\r\n"))
                .isEqualTo(Map.of(
                        "a",
                        "b",
                        "c",
                        List.of("d", Map.of(), List.of(), Map.of("e", "")),
                        "f",
                        List.of(),
                        "g",
                        List.of(),
                        "h",
                        List.of()));
    }

    @Test
    void readsEveryEscape() {
        assertThat(JsonReader.object("{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\":\"}{][,:\"}"))
                .isEqualTo(Map.of("\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00", "}{][,:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{\"a\":1}}",
                "{\"a\":1}{",
                "[]",
                "\"x\"",
                "{a:1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":\"b}",
                "{\"a\":\"\\",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{\"a\":%}",
                "{\"a\":1",
                "{,}",
                "ok"
            })
    void findsNothingInWhatIsNoObject(String text) {
        assertThat(JsonReader.object(text)).isEmpty();
    }

    @Test
    void goesNoDeeperThanAReportIs() {
        assertThat(JsonReader.object(nested(100))).isNotEmpty();
        assertThat(JsonReader.object(nested(101))).isEmpty();
        assertThat(JsonReader.object("{\"a\":".repeat(200_000))).isEmpty();
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }
}
