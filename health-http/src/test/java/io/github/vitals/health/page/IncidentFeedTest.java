package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.endpoint.RememberedPast;
import io.github.vitals.health.history.HealthHistory;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class IncidentFeedTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String ID = "tag:vitals-health.github.io,2026:orders%20%26%20co/host%2F1";

    private final HealthRegistry health = HealthRegistry.builder()
            .clock(RememberedPast.CLOCK)
            .check("orders-db", context -> HealthResult.up())
            .check("cache", context -> HealthResult.up())
            .check("check-a", context -> HealthResult.up())
            .check("check-b", context -> HealthResult.up())
            .check("check-c", context -> HealthResult.up())
            .build();
    private final List<HealthHistory> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(HealthHistory::close);
        health.close();
    }

    private IncidentFeed feed(RememberedPast past) {
        HealthHistory history = past.history(health);
        opened.add(history);
        return new IncidentFeed(
                history,
                request -> request.header("Authorization").filter("yes"::equals).isPresent());
    }

    private static HealthRequest request(String method, String... headers) {
        Map<String, String> all = headers.length == 0
                ? Map.of("Authorization", "yes")
                : Map.of("Authorization", "yes", headers[0], headers[1]);
        return HealthRequest.of(method, "/feed.atom").withHeaders(all::get);
    }

    private static HealthResponse get(IncidentFeed feed) {
        return feed.respond(request("GET")).orElseThrow();
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The feed, held against what RFC 4287 demands. */
    private static Element atom(HealthResponse response) throws Exception {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "application/atom+xml; charset=utf-8");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Element feed = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body()))
                .getDocumentElement();
        assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
        assertThat(feed.getLocalName()).isEqualTo("feed");
        isWellDescribed(feed);
        assertThat(one(one(feed, "author"), "name").getTextContent()).isNotBlank();
        assertThat(children(feed, "link"))
                .extracting(link -> link.getAttribute("rel"))
                .containsExactly("self", "alternate");
        List<Element> entries = children(feed, "entry");
        entries.forEach(entry -> {
            isWellDescribed(entry);
            OffsetDateTime published =
                    OffsetDateTime.parse(one(entry, "published").getTextContent());
            assertThat(published).isBeforeOrEqualTo(one(entry, "updated").getTextContent());
            assertThat(one(entry, "link").getAttribute("href")).startsWith("history/");
            assertThat(children(entry, "summary")).hasSize(1);
            assertThat(one(entry, "category").getAttribute("term")).isIn("DOWN", "DEGRADED");
        });
        List<String> ids =
                entries.stream().map(entry -> one(entry, "id").getTextContent()).toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        return feed;
    }

    /** Exactly one id, which is an absolute IRI, one title and one time of the last update. */
    private static void isWellDescribed(Element element) {
        assertThat(URI.create(one(element, "id").getTextContent()).getScheme()).isEqualTo("tag");
        assertThat(one(element, "title").getTextContent()).isNotBlank();
        assertThat(OffsetDateTime.parse(one(element, "updated").getTextContent()))
                .isNotNull();
    }

    private static Element one(Element parent, String name) {
        List<Element> found = children(parent, name);
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getLocalName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> each(Element feed, String name) {
        return children(feed, "entry").stream()
                .map(entry -> one(entry, name).getTextContent())
                .toList();
    }

    @Test
    void incidentsAreEntriesTheLatestFirst() throws Exception {
        Element feed = atom(get(feed(new RememberedPast()
                .down("orders-db", "2026-01-20T10:00:00Z", Duration.ofSeconds(90), "no answer within PT2S")
                .down("cache", "2026-01-25T10:00:00Z", Duration.ofMinutes(200), ""))));
        assertThat(one(feed, "id").getTextContent()).isEqualTo(ID);
        assertThat(one(feed, "title").getTextContent()).isEqualTo("Incidents of orders & co on host/1");
        assertThat(one(feed, "updated").getTextContent()).isEqualTo("2026-01-25T13:20:00Z");
        assertThat(each(feed, "title")).containsExactly("cache was DOWN for 3 h 20 min", "orders-db was DOWN for 90 s");
        assertThat(each(feed, "id"))
                .containsExactly(ID + "/check/cache/1769335200000", ID + "/check/orders-db/1768903200000");
        assertThat(each(feed, "updated")).containsExactly("2026-01-25T13:20:00Z", "2026-01-20T10:01:30Z");
        assertThat(each(feed, "summary"))
                .containsExactly(
                        "DOWN (timeout) from 2026-01-25T10:00:00Z to 2026-01-25T13:20:00Z",
                        "DOWN (timeout) from 2026-01-20T10:00:00Z to 2026-01-20T10:01:30Z: no answer within PT2S");
    }

    @Test
    void anIncidentKeepsItsIdWhenItEnds() throws Exception {
        // The check has not run in this process, so what was said last is over; its registry says when it is not.
        String from = "2026-02-01T11:00:00Z";
        Element longer = atom(get(feed(new RememberedPast().down("cache", from, Duration.ofMinutes(30), "x"))));
        Element shorter = atom(get(feed(new RememberedPast().down("cache", from, Duration.ofMinutes(5), "x"))));
        assertThat(each(longer, "id")).isEqualTo(each(shorter, "id"));
        assertThat(each(longer, "updated")).isNotEqualTo(each(shorter, "updated"));
    }

    @Test
    void onlyTheRootOfAFloodIsToldAndNothingOlderThanAMonth() throws Exception {
        Element feed = atom(get(feed(new RememberedPast()
                .down("orders-db", "2025-12-20T10:00:00Z", Duration.ofSeconds(90), "long ago")
                .down("orders-db", "2026-01-20T10:00:00Z", Duration.ofSeconds(90), "it")
                .dependent("cache", "2026-01-20T10:00:01Z", Duration.ofSeconds(90), "orders-db"))));
        assertThat(each(feed, "title")).containsExactly("orders-db was DOWN for 90 s");
    }

    @Test
    void thereAreAHundredEntriesAtMostAndThoseTheLatest() throws Exception {
        RememberedPast past = new RememberedPast();
        for (int i = 0; i < 50; i++) {
            String time = "2026-01-20T%02d:%02d:00Z".formatted(i / 10, i % 10);
            past.down("check-a", time, Duration.ofSeconds(30), "x");
            past.down("check-b", time.replace("-20T", "-21T"), Duration.ofSeconds(30), "x");
            past.down("check-c", time.replace("-20T", "-22T"), Duration.ofSeconds(30), "x");
        }
        Element feed = atom(get(feed(past)));
        assertThat(each(feed, "published")).hasSize(100).allMatch(time -> time.compareTo("2026-01-21") > 0);
    }

    @Test
    void whateverIsSaidIsTextAndTheFeedIsWellFormed() throws Exception {
        String message = "</summary><script>alert(1)</script> & \"'\u0000\u001b\uffff whole \ud83d\udca9 ]]>";
        HealthResponse response =
                get(feed(new RememberedPast().down("cache", "2026-01-20T10:00:00Z", Duration.ofSeconds(30), message)));
        assertThat(each(atom(response), "summary").get(0))
                .endsWith("</summary><script>alert(1)</script> & \"'\ufffd\ufffd\ufffd whole \ud83d\udca9 ]]>");
        assertThat(text(response)).doesNotContain("<script");
    }

    @Test
    void withoutIncidentsItIsAFeedToo() throws Exception {
        Element feed = atom(get(feed(new RememberedPast())));
        assertThat(children(feed, "entry")).isEmpty();
        assertThat(one(feed, "updated").getTextContent()).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void itIsNotSentAgainToThoseWhoHaveIt() {
        IncidentFeed feed = feed(new RememberedPast());
        HealthResponse first = get(feed);
        assertThat(first.headers()).containsEntry("Cache-Control", "private, no-cache");
        HealthRequest again = request("GET", "If-None-Match", first.headers().get("ETag"));
        assertThat(feed.respond(again).orElseThrow().statusCode()).isEqualTo(304);
        assertThat(feed.respond(request("HEAD")).orElseThrow().headers()).isEqualTo(first.headers());
    }

    @Test
    void itIsForThoseWhoSeeDetails() {
        IncidentFeed feed = feed(new RememberedPast());
        HealthResponse anonymous =
                feed.respond(HealthRequest.of("GET", "/feed.atom")).orElseThrow();
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.headers()).containsEntry("WWW-Authenticate", "Bearer");
        HealthRequest wrong = HealthRequest.of("GET", "/feed.atom").withHeaders(Map.of("Authorization", "no")::get);
        assertThat(feed.respond(wrong).orElseThrow().statusCode()).isEqualTo(403);
        assertThat(feed.respond(request("POST")).orElseThrow().statusCode()).isEqualTo(405);
        assertThat(feed.respond(HealthRequest.of("GET", "/feed"))).isEmpty();
    }
}
