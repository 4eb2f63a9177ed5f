package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthPageTest {
    private static final HealthGroup OUTSIDE = HealthGroup.of("outside");

    private final List<OpenedPage> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(OpenedPage::close);
    }

    private OpenedPage kept(OpenedPage page) {
        opened.add(page);
        return page;
    }

    private OpenedPage orders() {
        return kept(OpenedPage.of(HealthPageTest::orders));
    }

    private static void orders(HealthRegistryBuilder builder) {
        Consumer<CheckPolicyBuilder> atOnce = policy -> policy.failureThreshold(1);
        builder.group(OUTSIDE)
                .check("heap", context -> HealthResult.up(), policy -> policy.groups(HealthGroup.LIVENESS))
                .check(
                        "orders-db",
                        context -> HealthResult.down(FailureReason.CONNECT_REFUSED, "nobody listens at 10.1.2.3"),
                        atOnce.andThen(policy -> policy.tags("sql")))
                .check(
                        "repository",
                        context -> HealthResult.up(),
                        atOnce.andThen(policy -> policy.dependsOn("orders-db")))
                .check("cache", context -> HealthResult.degraded(FailureReason.SLOW, "took 340 ms"))
                .check(
                        "payments",
                        context -> HealthResult.up(),
                        policy -> policy.groups(OUTSIDE).critical(false));
    }

    private static void allUp(HealthRegistryBuilder builder) {
        builder.check("a", context -> HealthResult.up()).check("b", context -> HealthResult.up());
    }

    static Stream<String> screens() {
        return Stream.of(
                "/",
                "/history",
                "/history/orders-db",
                "/history/group/readiness",
                "/trend",
                "/trend/orders-db",
                "/fleet",
                "/?embed",
                "/history/nobody");
    }

    @Nested
    class Paths {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/health",
                    "/health/ready",
                    "/livez",
                    "/metrics",
                    "/events",
                    "/admin/check/a/run",
                    "/assets/x.css"
                })
        void ofOthersAreLeftToThem(String path) {
            assertThat(orders().answers(path)).isFalse();
        }

        @ParameterizedTest
        @MethodSource("io.github.vitals.health.page.HealthPageTest#screens")
        void areLinkedRelativelySoThatThePageCanBeMountedAnywhere(String uri) {
            assertThat(orders().html(uri)).doesNotContain("href=\"/").doesNotContain("src=\"/");
        }

        @Test
        void ofUnknownChecksAreNotFoundWithAWayBack() {
            HealthResponse response = orders().get("/history/nobody");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(OpenedPage.text(response)).contains("no such check").contains("href=\"../\"");
        }

        @Test
        void areNotForPosting() {
            HealthResponse response = orders().ask("POST", "/", Map.of());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
        }
    }

    @Nested
    class Status {
        @Test
        void isOneSentenceThatNamesTheCauseBeforeWhatFollows() {
            String html = orders().html("/");

            assertThat(html)
                    .contains("2 of 5 checks are down: <a href=\"./history/orders-db\">orders-db</a>, "
                            + "<a href=\"./history/repository\">repository</a></h1>")
                    .contains("<title>Down – 2 of 5 down · orders</title>");
        }

        @Test
        void saysThatAllIsWell() {
            assertThat(kept(OpenedPage.of(HealthPageTest::allUp)).html("/"))
                    .contains("All 2 checks are up</h1>")
                    .contains("<title>Up · orders</title>");
        }

        @Test
        void isInTheIcon() {
            assertThat(orders().html("/")).containsPattern("rel=\"icon\"[^>]*assets/down\\.[0-9a-f]{12}\\.svg");
        }

        @Test
        void ofAllThatDoesNotWorkComesFirst() {
            assertThat(orders().rows("/?group=readiness")).containsExactly("orders-db", "repository", "cache");
        }

        @Test
        void ofEachCheckHasShapeWordReasonMessageAndBar() {
            String html = orders().html("/?q=orders-db");

            assertThat(html)
                    .contains("<use href=\"#mark-down\"/></svg>Down</span>")
                    .contains("<span class=\"reason\">connect_refused</span> <bdi>nobody listens at 10.1.2.3</bdi>")
                    .contains("class=\"strip\"")
                    .contains("aria-label=\"Last 24 hours:");
        }

        @Test
        void linksToTheRootCause() {
            assertThat(orders().html("/?q=repository"))
                    .contains("because <a href=\"./history/orders-db\">orders-db</a> is down");
        }

        @Test
        void isCountedByStateWithLinks() {
            assertThat(orders().html("/"))
                    .contains("href=\"?status=down\"")
                    .contains("<b>2</b> down")
                    .contains("<b>1</b> degraded");
        }

        @Test
        void isInSectionsByGroupTheWorstFirst() {
            assertThat(Pattern.compile("<h2>(\\w+)</h2>")
                            .matcher(orders().html("/"))
                            .results()
                            .map(m -> m.group(1)))
                    .containsExactly("readiness", "liveness", "outside");
        }

        @Test
        void withoutChecksSaysSo() {
            assertThat(kept(OpenedPage.of(builder -> {})).html("/")).contains("There are no checks yet</h1>");
        }

        @Test
        void withoutHistoryHasNoBarsAndNoWayToHistory() {
            OpenedPage page = kept(OpenedPage.withoutHistory(HealthPageTest::orders));

            assertThat(page.html("/")).doesNotContain("class=\"strip\"").doesNotContain("history\">History");
            assertThat(page.get("/history").statusCode()).isEqualTo(404);
        }

        @Test
        void showsMaintenanceAsSuch() {
            OpenedPage page = kept(OpenedPage.of(HealthPageTest::allUp));
            page.health.maintain("a", Duration.ofHours(1), "upgrade to 18");

            assertThat(page.html("/"))
                    .contains("1 of 2 checks is in maintenance")
                    .contains("upgrade to 18")
                    .contains("<use href=\"#mark-maintenance\"/></svg>Maintenance</span>");
        }
    }

    @Nested
    class Choosing {
        @Test
        void byState() {
            assertThat(orders().rows("/?status=down")).containsExactlyInAnyOrder("orders-db", "repository");
        }

        @Test
        void byTag() {
            assertThat(orders().rows("/?tag=sql")).containsExactly("orders-db");
        }

        @Test
        void byGroup() {
            assertThat(orders().rows("/?group=outside")).containsExactly("payments");
        }

        @ParameterizedTest
        @ValueSource(strings = {"SQL", "Nobody%20listens", "connect_ref"})
        void byWordsOfNameMessageOrReason(String words) {
            assertThat(orders().rows("/?q=" + words)).containsExactly("orders-db");
        }

        @Test
        void whatDoesNotFitAtAll() {
            assertThat(orders().html("/?q=zzz")).contains("No check fits.");
        }

        @Test
        void theOrder() {
            assertThat(orders().rows("/?group=readiness&sort=name"))
                    .containsExactly("cache", "orders-db", "repository");
        }

        @Test
        void whatIsNotSuchChangesNothing() {
            assertThat(orders().rows("/?status=fine&sort=best&page=-3&range=9h&from=never"))
                    .isEqualTo(orders().rows("/"));
        }

        @Test
        void staysInTheLinksOfTheFilters() {
            assertThat(orders().html("/?q=o&group=readiness"))
                    .contains("href=\"?q=o&amp;status=down&amp;group=readiness\"");
        }

        @Test
        void staysInTheForm() {
            assertThat(orders().html("/?q=o&status=down"))
                    .contains("name=\"q\" value=\"o\"")
                    .contains("<input type=\"hidden\" name=\"status\" value=\"down\">");
        }
    }

    @Nested
    class Many {
        private OpenedPage many() {
            return kept(OpenedPage.of(builder -> {
                for (int i = 0; i < 700; i++) {
                    boolean down = i % 100 == 99;
                    builder.check(
                            "service-" + i,
                            context -> down ? HealthResult.down("no") : HealthResult.up(),
                            policy -> policy.failureThreshold(1));
                }
            }));
        }

        @Test
        void areInPagesTheFailingOnTheFirst() {
            OpenedPage page = many();

            assertThat(page.rows("/")).hasSize(300).startsWith("service-199", "service-299");
            assertThat(page.rows("/?page=3")).hasSize(100);
            assertThat(page.rows("/?page=9")).isEqualTo(page.rows("/?page=3"));
            assertThat(page.html("/"))
                    .contains("1–300 of 700")
                    .contains("rel=\"next\" href=\"?page=2\"")
                    .doesNotContain("rel=\"prev\"");
            assertThat(page.html("/?page=2")).contains("rel=\"prev\" href=\"?\"");
        }

        @Test
        void areInSectionsThatAreClosedWhereAllIsWell() {
            OpenedPage page = many();

            assertThat(page.html("/")).contains("id=\"group-readiness\" open>");
            assertThat(page.html("/?page=2")).contains("id=\"group-readiness\"><summary>");
        }
    }

    @Nested
    class History {
        @Test
        void hasABucketForEachStepThatCanBePointedAt() {
            String html = orders().html("/history/cache?range=1h");

            assertThat(html)
                    .contains("role=\"list\" aria-label=\"cache, last hour, a minute each\"")
                    .contains("<title>14:09 – 14:10 UTC · ");
            assertThat(Pattern.compile("role=\"listitem\"").matcher(html).results())
                    .hasSize(61);
            assertThat(Pattern.compile("role=\"listitem\" tabindex=\"0\"")
                            .matcher(html)
                            .results())
                    .hasSize(1);
        }

        @Test
        void hasTheSameAsATable() {
            String html = orders().html("/history/cache?range=30d");

            assertThat(html).contains("The same as a table").contains("<caption>In steps of a day, last 30 days");
            assertThat(Pattern.compile("<tr><th scope=\"row\"><time datetime=\"[^\"]*T00:00:00Z\" data-form=\"day\">")
                            .matcher(html)
                            .results())
                    .hasSize(31);
        }

        @Test
        void statesTheFormulaAndLetsMaintenanceCount() {
            OpenedPage page = orders();

            assertThat(page.html("/history/cache"))
                    .contains("uptime = (up + degraded) / (up + degraded + down)<")
                    .contains("href=\"?maintenance=counted\"");
            assertThat(page.html("/history/cache?maintenance=counted"))
                    .contains("(up + degraded + down + maintenance)<")
                    .contains(">leave it out</a>");
        }

        @Test
        void marksTheBucketThatTheUrlNames() {
            assertThat(orders().html("/history/cache?range=1h&at=2026-03-14T14:30:30Z"))
                    .contains("data-at=\"2026-03-14T14:30:00Z\" aria-current=\"true\"");
        }

        @Test
        void isOfAnyTime() {
            assertThat(orders().html("/history/cache?from=2026-03-01T00:00&to=2026-03-02T00:00"))
                    .contains("1 Mar 00:00 to 2 Mar 00:00 UTC");
        }

        @Test
        void ofAllHasGroupsAndChecks() {
            assertThat(orders().html("/history"))
                    .contains("href=\"./history/group/outside\">outside</a>")
                    .contains("href=\"./history/cache\">cache</a>")
                    .contains("id=\"incidents\"");
        }

        @Test
        void keepsTheRangeOnTheWayToOtherScreens() {
            assertThat(orders().html("/history/cache?range=7d")).contains("href=\"../trend/cache?range=7d\"");
        }
    }

    @Nested
    class Trend {
        @Test
        void drawsLatencyUptimeFailuresAndBudget() {
            assertThat(orders().html("/trend/cache"))
                    .contains("<h2>Latency</h2>")
                    .contains("<h2>Uptime per day</h2>")
                    .contains("<h2>Failures by reason</h2>")
                    .contains("<h2>Error budget left</h2>")
                    .contains("class=\"line line-3\"");
        }

        @Test
        void saysWhenDisksAreFull() {
            OpenedPage page = kept(OpenedPage.of(builder -> builder.check(
                    "disk",
                    context -> HealthResult.up()
                            .detail("/data.freeBytes", 25L << 30)
                            .detail("/data.totalBytes", 100L << 30)
                            .detail("/data.fullIn", Duration.ofHours(30)))));

            assertThat(page.html("/trend/disk"))
                    .contains("<bdi>/data</bdi>")
                    .contains("75 %")
                    .contains("25.0 GiB of 100 GiB")
                    .contains("1 d 6 h");
        }
    }

    @Nested
    class Fleet {
        @Test
        void marksWhereInstancesDiffer() {
            assertThat(orders().html("/fleet"))
                    .contains("3 instances of orders")
                    .contains("They differ in 1 of ")
                    .contains("class=\"differs\"")
                    .contains("this one, started ")
                    .contains("silent for ");
        }
    }

    @Nested
    class Privacy {
        @Test
        void showsOthersTheStatusAndTheBuiltInGroupsOnly() {
            String html = kept(OpenedPage.forEverybody(HealthPageTest::orders)).html("/");

            assertThat(html)
                    .contains("It does not work")
                    .contains(">readiness</h3>")
                    .contains(">liveness</h3>")
                    .doesNotContain("orders-db")
                    .doesNotContain("cache")
                    .doesNotContain("outside")
                    .doesNotContain("10.1.2.3")
                    .doesNotContain("connect_refused")
                    .doesNotContain("of 5");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/history",
                    "/history/orders-db",
                    "/history/nobody",
                    "/history/group/outside",
                    "/trend",
                    "/trend/cache",
                    "/fleet"
                })
        void refusesEverythingElseWhetherItExistsOrNot(String uri) {
            HealthResponse response =
                    kept(OpenedPage.forEverybody(HealthPageTest::orders)).get(uri);

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(OpenedPage.text(response)).doesNotContain("orders-db").doesNotContain("cache");
        }

        @Test
        void countsAPredicateThatThrowsAsNo() {
            OpenedPage page = orders();
            HealthPage broken = HealthPage.builder(page.health)
                    .details(request -> {
                        throw new IllegalStateException("broken");
                    })
                    .build();

            HealthResponse response =
                    broken.respond(HealthRequest.of("GET", "/")).orElseThrow();

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(OpenedPage.text(response)).doesNotContain("orders-db");
        }
    }

    @Nested
    class Delivered {
        @ParameterizedTest
        @MethodSource("io.github.vitals.health.page.HealthPageTest#screens")
        void underAPolicyThatAllowsNothingForeign(String uri) {
            OpenedPage page = orders();

            assertThat(page.get(uri).headers().get("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
                            + (uri.contains("embed") ? "*" : "'none'"));
            assertThat(page.html(uri))
                    .doesNotContain(" style=")
                    .doesNotContain("<style")
                    .doesNotContainPattern("<[^>]* on[a-z]+=")
                    .doesNotContain("javascript:")
                    .containsOnlyOnce("<script src=\"");
        }

        @Test
        void compressedWhereThatIsAccepted() {
            OpenedPage page = orders();
            HealthResponse response = page.get("/history", Map.of("accept-encoding", "gzip, br"));

            assertThat(response.headers()).containsEntry("Content-Encoding", "gzip");
            assertThat(response.headers().get("Vary")).contains("Accept-Encoding");
            assertThat(OpenedPage.unzipped(response))
                    .startsWith("<!DOCTYPE html>")
                    .endsWith("</html>\n");
            assertThat(page.get("/history").headers()).doesNotContainKey("Content-Encoding");
        }

        @Test
        void onlyOnceWhileNothingHasChanged() {
            OpenedPage page = orders();
            String tag = page.get("/").headers().get("ETag");

            HealthResponse again = page.get("/", Map.of("if-none-match", tag));

            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.length()).isZero();
            assertThat(again.headers()).containsEntry("ETag", tag).doesNotContainKey("Content-Length");
        }

        @Test
        void againWhenAStateHasChanged() {
            OpenedPage page = orders();
            String tag = page.get("/").headers().get("ETag");
            page.health.maintain("heap", Duration.ofHours(1), "upgrade");

            assertThat(page.get("/", Map.of("if-none-match", tag)).statusCode()).isEqualTo(200);
        }

        @Test
        void notForHead() {
            HealthResponse response = orders().ask("HEAD", "/", Map.of());

            assertThat(response.length()).isZero();
            assertThat(Integer.parseInt(response.headers().get("Content-Length")))
                    .isPositive();
        }

        @Test
        void inTheThemeThatTheReaderHasChosen() {
            OpenedPage page = orders();

            assertThat(page.html("/")).contains("<html lang=\"en\" data-theme=\"auto\">");
            assertThat(OpenedPage.text(page.get("/", Map.of("cookie", "a=b; vitals-theme=dark"))))
                    .contains("data-theme=\"dark\"");
            assertThat(OpenedPage.text(page.get("/", Map.of("cookie", "vitals-theme=\"><script>"))))
                    .contains("data-theme=\"auto\"");
        }

        @Test
        void forAFrameWithoutHeaderAndFooter() {
            assertThat(orders().html("/?embed"))
                    .doesNotContain("<header")
                    .doesNotContain("<footer")
                    .contains("href=\"./history/cache?embed=1\"");
        }
    }

    @Nested
    class Assets {
        private String path(String kind) {
            return Pattern.compile("\\./(assets/[a-z]+\\.[0-9a-f]{12}\\." + kind + ")")
                    .matcher(orders().html("/"))
                    .results()
                    .map(match -> "/" + match.group(1))
                    .findFirst()
                    .orElseThrow();
        }

        @ParameterizedTest
        @ValueSource(strings = {"css", "js", "svg"})
        void areKeptForEver(String kind) {
            HealthResponse response = orders().get(path(kind));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers())
                    .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
                    .containsEntry("X-Content-Type-Options", "nosniff");
            assertThat(response.headers().get("ETag")).startsWith("\"");
            assertThat(orders().get(
                                    path(kind),
                                    Map.of("if-none-match", response.headers().get("ETag")))
                            .statusCode())
                    .isEqualTo(304);
        }

        @ParameterizedTest
        @ValueSource(strings = {"css", "js"})
        void areCompressed(String kind) {
            OpenedPage page = orders();
            HealthResponse compressed = page.get(path(kind), Map.of("accept-encoding", "gzip"));

            assertThat(OpenedPage.unzipped(compressed)).isEqualTo(OpenedPage.text(page.get(path(kind))));
        }
    }
}
