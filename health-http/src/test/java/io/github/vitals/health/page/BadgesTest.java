package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.endpoint.RememberedPast;
import io.github.vitals.health.history.HealthHistory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class BadgesTest {
    private static final Predicate<HealthRequest> ANYBODY = request -> true;
    private static final Predicate<HealthRequest> NOBODY = request -> false;

    private final HealthRegistry health = HealthRegistry.builder()
            .clock(RememberedPast.CLOCK)
            .group(HealthGroup.of("core"))
            .check("up", context -> HealthResult.up())
            .check(
                    "degraded",
                    context -> HealthResult.degraded(FailureReason.SLOW, "late"),
                    policy -> policy.critical(false))
            .check("down", context -> HealthResult.down("gone"), policy -> policy.critical(false))
            .check("unknown", context -> HealthResult.unknown("cannot tell"), policy -> policy.critical(false))
            .check("maintained", context -> HealthResult.up())
            .build();
    private final HealthHistory history = new RememberedPast()
            .day("up", "2026-01-20", up(Duration.ZERO))
            .day("down", "2026-01-20", up(Duration.ofSeconds(87)))
            .day("degraded", "2026-01-20", up(Duration.ofSeconds(80)))
            .groupDay("readiness", "2026-01-20", up(Duration.ofSeconds(30)))
            .history(health);

    private static Map<HealthStatus, Duration> up(Duration butDownFor) {
        return butDownFor.isZero()
                ? Map.of(HealthStatus.UP, Duration.ofDays(1))
                : Map.of(HealthStatus.UP, Duration.ofDays(1).minus(butDownFor), HealthStatus.DOWN, butDownFor);
    }

    @AfterEach
    void close() {
        history.close();
        health.close();
    }

    private Optional<HealthResponse> respond(Predicate<HealthRequest> details, String target) {
        String[] parts = target.split("\\?", 2);
        return new Badges(health, history, details)
                .respond(HealthRequest.of("GET", parts[0]).withQuery(parts.length > 1 ? parts[1] : null));
    }

    private HealthResponse badge(String target) {
        return respond(ANYBODY, target).orElseThrow();
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Element svg(HealthResponse response) throws Exception {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "image/svg+xml; charset=utf-8");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body()))
                .getDocumentElement();
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        return root;
    }

    private static String word(Element svg) {
        return svg.getElementsByTagName("text").item(1).getTextContent();
    }

    private static String colour(Element svg) {
        return ((Element) svg.getElementsByTagName("g").item(0).getLastChild()).getAttribute("fill");
    }

    @ParameterizedTest
    @CsvSource({
        "up, up, #1a7f37",
        "degraded, degraded, #9a6700",
        "down, down, #cf222e",
        "unknown, unknown, #57606a",
        "maintained, maintenance, #0969da",
        "readiness, degraded, #9a6700",
        "core, up, #1a7f37"
    })
    void theStatusIsAWordAndAColour(String name, String word, String colour) throws Exception {
        health.check();
        health.maintain("maintained", Duration.ofHours(1), "upgrade");
        Element svg = svg(badge("/badge/" + name + ".svg"));
        assertThat(word(svg)).isEqualTo(word);
        assertThat(colour(svg)).isEqualTo(colour);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(name);
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-label")).isEqualTo(name + ": " + word);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(name + ": " + word);
    }

    @Nested
    class Uptime {
        @ParameterizedTest
        @CsvSource({
            // Of a day that is known, 0.999 allows 86.4 s.
            "up, 100 %, #1a7f37",
            "readiness, 99.965 %, #1a7f37",
            "degraded, 99.907 %, #9a6700",
            "down, 99.899 %, #cf222e"
        })
        void isColouredByTheTarget(String name, String word, String colour) throws Exception {
            Element svg = svg(badge("/badge/" + name + ".svg?of=uptime"));
            assertThat(word(svg)).isEqualTo(word);
            assertThat(colour(svg)).isEqualTo(colour);
            assertThat(svg.getAttribute("aria-label"))
                    .startsWith(name + " uptime 30 d: " + word + " of the 3.")
                    .endsWith(" % of it that are known");
        }

        @Test
        void isRedWithAHigherTarget() throws Exception {
            try (HealthHistory strict = new RememberedPast()
                    .groupDay("readiness", "2026-01-20", up(Duration.ofSeconds(30)))
                    .history(health, 0.9999)) {
                HealthRequest request =
                        HealthRequest.of("GET", "/badge/readiness.svg").withQuery("of=uptime");
                HealthResponse response =
                        new Badges(health, strict, NOBODY).respond(request).orElseThrow();
                assertThat(colour(svg(response))).isEqualTo("#cf222e");
            }
        }

        @Test
        void ofNothingKnownIsGrey() throws Exception {
            for (String target : new String[] {"unknown.svg?of=uptime", "up.svg?of=uptime&window=24h"}) {
                Element svg = svg(badge("/badge/" + target));
                assertThat(word(svg)).isEqualTo("no data");
                assertThat(colour(svg)).isEqualTo("#57606a");
            }
        }

        @ParameterizedTest
        @CsvSource({"7d, 7 d", "24h, 24 h", "1d, 24 h", "2d, 2 d", "90m, 90 min", "52w, 364 d"})
        void saysOfWhichTimeItIs(String window, String label) throws Exception {
            Element svg = svg(badge("/badge/up.svg?of=uptime&window=" + window));
            assertThat(svg.getElementsByTagName("text").item(0).getTextContent())
                    .isEqualTo("up uptime " + label);
        }

        @ParameterizedTest
        @CsvSource({"1, 100 %", "0.99999999, 99.999 %", "0.999, 99.9 %", "0.5, 50 %", "0, 0 %", "0.0000001, 0 %"})
        void isRoundedDown(double ratio, String text) {
            assertThat(Badges.percent(ratio)).isEqualTo(text);
        }
    }

    @Test
    void aWordIsAsWideAsItsField() throws Exception {
        Element svg = svg(badge("/badge/maintained.svg"));
        assertThat(svg.getAttribute("height")).isEqualTo("20");
        int label = Integer.parseInt(((Element) svg.getElementsByTagName("text").item(0)).getAttribute("textLength"));
        int word = Integer.parseInt(((Element) svg.getElementsByTagName("text").item(1)).getAttribute("textLength"));
        assertThat(svg.getAttribute("width")).isEqualTo(Integer.toString(label + word + 24));
    }

    @Test
    void isAskedForAnewAndNotSentAgain() {
        HealthResponse first = badge("/badge/readiness.svg");
        assertThat(first.headers()).containsEntry("Cache-Control", "no-cache");
        assertThat(badge("/badge/up.svg").headers()).containsEntry("Cache-Control", "private, no-cache");
        String tag = first.headers().get("ETag");
        HealthRequest again =
                HealthRequest.of("GET", "/badge/readiness.svg").withHeaders(Map.of("If-None-Match", tag)::get);
        Badges badges = new Badges(health, history, NOBODY);
        assertThat(badges.respond(again).orElseThrow().statusCode()).isEqualTo(304);
        HealthResponse head =
                badges.respond(HealthRequest.of("HEAD", "/badge/readiness.svg")).orElseThrow();
        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).isEqualTo(first.headers());
    }

    @Nested
    class AnOutsideCaller {
        @ParameterizedTest
        @ValueSource(strings = {"all", "liveness", "readiness", "startup"})
        void seesTheBuiltInGroups(String name) {
            assertThat(respond(NOBODY, "/badge/" + name + ".svg"))
                    .hasValueSatisfying(
                            response -> assertThat(response.statusCode()).isEqualTo(200));
            assertThat(respond(NOBODY, "/badge/" + name + ".svg?of=uptime"))
                    .hasValueSatisfying(
                            response -> assertThat(response.statusCode()).isEqualTo(200));
        }

        @ParameterizedTest
        @ValueSource(strings = {"up", "core", "nothing", "<script>"})
        void isRefusedEverythingElseWhetherItIsThereOrNot(String name) {
            HealthResponse response = respond(NOBODY, "/badge/" + name + ".svg").orElseThrow();
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(text(response)).isEqualTo("unauthorized\n");
        }
    }

    @Nested
    class Mistakes {
        @Test
        void areNamed() {
            assertThat(badge("/badge/nothing.svg").statusCode()).isEqualTo(404);
            HealthResponse of = badge("/badge/up.svg?of=latency");
            assertThat(of.statusCode()).isEqualTo(400);
            assertThat(text(of)).isEqualTo("of: latency (expected: status or uptime)\n");
            assertThat(text(badge("/badge/up.svg?of=uptime&window=x"))).startsWith("window: x (expected: ");
            HealthResponse post = new Badges(health, history, ANYBODY)
                    .respond(HealthRequest.of("POST", "/badge/up.svg"))
                    .orElseThrow();
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers()).containsEntry("Allow", "GET, HEAD");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/badge", "/badge/", "/badge/.svg", "/badge/up.png", "/badges/up.svg", "/"})
        void otherPathsAreNotTheirs(String path) {
            assertThat(respond(ANYBODY, path)).isEmpty();
        }
    }
}
