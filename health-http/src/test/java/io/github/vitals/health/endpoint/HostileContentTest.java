package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a check says, every answer is a valid text of its kind, bounded, and nothing in it is taken for markup. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HostileContentTest {
    private static final String LONG = "x".repeat(1 << 20);

    private final List<HealthRegistry> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(HealthRegistry::close);
    }

    static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "\"quoted\" 'twice' \\ and / back\\\\slashed",
                "</script><script>alert(1)</script><!-- ]]> -->",
                "\u0000\u0001\u0007\b\f\n\r\t\u001b[31m\u007f\u0085",
                "half a pair \ud83d and the other half \udca9 and a whole one \ud83d\udca9",
                "line\u2028separator\u2029paragraph",
                "\ufeff\ufffe\uffff\u202eright-to-left",
                "data: x\n\nevent: forged\ndata: {}\n\n",
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n\r\n",
                "${jndi:ldap://x} {{7*7}} %s %n",
                LONG));
        Random random = new Random(42);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 500; j++) {
                text.append((char) random.nextInt(0x10000));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private HealthEndpoint saying(String text) {
        HealthResult result = HealthResult.down(text).detail("said", text);
        HealthRegistry health =
                HealthRegistry.builder().check("it", context -> result).build();
        opened.add(health);
        health.check();
        return HealthEndpoint.builder(health).details(request -> true).build();
    }

    /** Fails on what is not UTF-8. */
    private static String text(HealthResponse response) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.body()))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new AssertionError(invalid);
        }
    }

    private static String shaped(HealthEndpoint endpoint, String path, String format) {
        return text(endpoint.respond(HealthRequest.of("GET", path).withQuery("verbose&format=" + format)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isValidJsonInEachShape(String said) {
        HealthEndpoint endpoint = saying(said);
        for (String path : List.of("/health", "/health/ready", "/health/check/it")) {
            for (String format : List.of("vitals", "health+json", "actuator")) {
                String body = shaped(endpoint, path, format);
                JsonNode json = JsonMapper.shared().readTree(body);
                assertThat(json.findValue(format.equals("health+json") ? "output" : "message")
                                .asString())
                        .as(format)
                        .hasSizeLessThanOrEqualTo(4096)
                        .isNotEmpty();
                assertThat(json.findValue("said").asString()).hasSizeLessThanOrEqualTo(4096);
                assertThat(body.strip()).doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isTextOfLinesOfOurs(String said) {
        String body = shaped(saying(said), "/health", "text");
        assertThat(body.lines()).containsExactly("[-]it failed: down (assertion)", "all check failed");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isTextInHtmlAndNeverMarkup(String said) {
        String body = shaped(saying(said), "/health", "html");
        assertThat(body).startsWith("<!DOCTYPE html>").endsWith("</html>\n").doesNotContain("<script", "<!--");
        String markup = body.replaceAll(
                        "</?(html|head|meta charset=\"utf-8\"|title|body|h1|p|table|caption|tr|td|th( scope=\"(row|col)\")?)"
                                + "( lang=\"en\")?>",
                        "")
                .replace("<!DOCTYPE html>", "");
        assertThat(markup).doesNotContain("<").doesNotContain(">");
        assertThat(markup.chars()).noneMatch(each -> each < ' ' && each != '\n' && each != '\t');
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isDataOfOneEvent(String said) {
        HealthEndpoint endpoint = saying(said);
        String body = text(endpoint.respond(HealthRequest.of("GET", "/events")));
        endpoint.close();
        assertThat(body.lines().filter(line -> line.startsWith("event: "))).containsExactly("event: report");
        String data = body.lines()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        assertThat(JsonMapper.shared()
                        .readTree(data.substring("data: ".length()))
                        .isObject())
                .isTrue();
    }

    @Nested
    class WhatIsTooLong {
        @Test
        void isCutWithAMark() {
            JsonNode check = JsonMapper.shared()
                    .readTree(shaped(saying(LONG), "/health/check/it", "vitals"))
                    .at("/checks/0");
            assertThat(check.at("/message").asString()).hasSize(4096).endsWith("…");
            assertThat(check.at("/data/said").asString()).hasSize(4096).endsWith("…");
        }

        @Test
        void leavesOutDataAndThenChecksAndSaysSoInEachShape() {
            HealthResult large = HealthResult.down(LONG);
            for (int i = 0; i < 20; i++) {
                large = large.detail("d" + i, LONG);
            }
            HealthResult result = large;
            var builder = HealthRegistry.builder();
            for (int i = 0; i < 400; i++) {
                builder.check("check-" + i, context -> result);
            }
            HealthRegistry health = builder.build();
            opened.add(health);
            health.check();
            HealthEndpoint endpoint =
                    HealthEndpoint.builder(health).details(request -> true).build();
            for (String format : List.of("vitals", "health+json", "actuator", "text", "html")) {
                String body = shaped(endpoint, "/health", format);
                assertThat(body.getBytes(StandardCharsets.UTF_8)).as(format).hasSizeLessThanOrEqualTo(Checks.LONGEST);
                if (format.endsWith("son") || format.equals("vitals")) {
                    assertThat(JsonMapper.shared()
                                    .readTree(body)
                                    .at("/checksOmitted")
                                    .asInt())
                            .isPositive();
                }
            }
        }
    }

    @Nested
    class ADetail {
        private JsonNode shown(Object value) {
            HealthResult result = HealthResult.up().detail("it", value);
            HealthRegistry health =
                    HealthRegistry.builder().check("it", context -> result).build();
            opened.add(health);
            health.check();
            HealthEndpoint endpoint =
                    HealthEndpoint.builder(health).details(request -> true).build();
            return JsonMapper.shared()
                    .readTree(shaped(endpoint, "/health/check/it", "vitals"))
                    .at("/checks/0/data/it");
        }

        @Test
        void thatIsNoNumberOfJsonIsAText() {
            assertThat(shown(Double.NaN).asString()).isEqualTo("NaN");
            assertThat(shown(Double.NEGATIVE_INFINITY).asString()).isEqualTo("-Infinity");
            assertThat(shown(Float.POSITIVE_INFINITY).asString()).isEqualTo("Infinity");
        }

        @Test
        void thatHoldsItselfOrIsEndlesslyDeepIsATextThatEnds() {
            Map<String, Object> own = new HashMap<>();
            own.put("own", own);
            assertThat(shown(own).asString()).contains("(this Map)");
            Map<String, Object> first = new HashMap<>();
            Map<String, Object> second = new HashMap<>(Map.of("first", first));
            first.put("second", second);
            assertThat(shown(first).asString()).contains("StackOverflowError");
            Object deep = "bottom";
            for (int i = 0; i < 100_000; i++) {
                deep = List.of(deep);
            }
            assertThat(shown(deep).asString()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isNoNameOfACheckOrGroup(String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthRegistry.builder().check(said, context -> HealthResult.up()))
                .withMessageStartingWith("name: ");
        HealthEndpoint endpoint = saying("x");
        for (String path : List.of("/health/check/" + said, "/health/group/" + said, "/" + said)) {
            HealthResponse response =
                    endpoint.respond(HealthRequest.of("GET", path).withQuery("format=" + said));
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(JsonMapper.shared().readTree(response.body()).isObject()).isTrue();
        }
        HealthResponse excluded = endpoint.respond(HealthRequest.of("GET", "/readyz")
                .withQuery("verbose&exclude=" + URLEncoder.encode(said, StandardCharsets.UTF_8)));
        assertThat(text(excluded).lines().filter(line -> !line.startsWith("[") && !line.startsWith("readyz")))
                .isEmpty();
    }
}
