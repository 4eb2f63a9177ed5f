package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a check says or a caller asks, it is text, and never markup. */
class HostileTextsTest {
    static Stream<String> texts() {
        return Stream.of(
                "</script><script>alert(1)</script><!-- ]]> -->",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title></svg></bdi></main>",
                "\u0000\u0001\u0007\b\u001b[31m\u007f\u0085",
                "half a pair \ud83d and \udca9",
                "\ufeff\ufffe\uffff\u202eright-to-left",
                "javascript:alert(1)",
                "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void inAMessageOrADetailIsText(String said) {
        try (OpenedPage page = OpenedPage.of(builder -> builder.check(
                "it",
                context -> HealthResult.down(FailureReason.BODY, said)
                        .detail("said", said)
                        .detail(said, "x"),
                policy -> policy.failureThreshold(1)))) {
            for (String uri : List.of("/", "/history", "/history/it", "/trend", "/trend/it")) {
                assertThat(markup(page.html(uri))).as(uri).isEqualTo(markup(harmless(uri)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void inAQueryIsText(String asked) {
        String query = URLEncoder.encode(asked, StandardCharsets.UTF_8);
        try (OpenedPage page = OpenedPage.of(builder -> builder.check("it", context -> HealthResult.up()))) {
            for (String name : List.of("q", "group", "tag", "status", "sort", "range", "from", "at", "embed")) {
                String html = page.html("/?" + name + "=" + query);
                assertThat(html)
                        .doesNotContain("<img")
                        .doesNotContain("<script>")
                        .doesNotContain("<!--")
                        .doesNotContain(" onmouseover='")
                        .doesNotContain("href=\"javascript");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void inAPathIsText(String asked) {
        try (OpenedPage page = OpenedPage.of(builder -> {})) {
            String html = page.html("/history/" + asked.replace("?", ""));
            assertThat(html).contains("no such check").doesNotContain("<img").doesNotContain("<script>");
        }
    }

    private static String harmless(String uri) {
        try (OpenedPage page = OpenedPage.of(builder -> builder.check(
                "it",
                context -> HealthResult.down(FailureReason.BODY, "no")
                        .detail("said", "no")
                        .detail("more", "x"),
                policy -> policy.failureThreshold(1)))) {
            return page.html(uri);
        }
    }

    /** The elements alone, without what they say. */
    static String markup(String html) {
        return html.replaceAll("<(/?[a-zA-Z0-9]+)[^>]*>", "<$1>").replaceAll(">[^<]*<", "><");
    }
}
