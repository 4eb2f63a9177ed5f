package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.servers.browser.Axe;
import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Tab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@InBrowser
class PageAccessIT {
    private Browser browser;

    @BeforeAll
    void start() {
        browser = InstalledBrowser.start();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void whoMayNotSeeDetailsSeesNoNames() {
        try (Shop shop = Shop.closed();
                Tab tab = browser.tab()) {
            tab.open(shop.uri("/"));

            assertThat(tab.text("main")).contains("Down", "It does not work", "readiness", "liveness");
            assertThat((String) tab.evaluate("document.documentElement.outerHTML"))
                    .doesNotContain(Shop.CHECKS.subList(0, 8))
                    .doesNotContain("checkout", "storage")
                    // Not the digits of a time, which has nanoseconds.
                    .doesNotContainPattern("\\b503\\b");
            assertThat(Axe.violations(tab)).isEmpty();
            assertThat(tab.complaints().all()).isEmpty();

            tab.open(shop.uri("/history/payments-api"));
            assertThat(tab.text("main")).contains("Details are not for everybody");
            assertThat(tab.complaints().failedRequests()).containsExactly("403 " + shop.uri("/history/payments-api"));
        }
    }

    @Test
    void hostileTextsAreOnlyTexts() {
        Map<String, HealthResult> hostile = Map.of(
                "a".repeat(100),
                HealthResult.down(FailureReason.BODY, "<script>window.ran = 1</script>"),
                "b",
                HealthResult.down(FailureReason.BODY, "</title><img src=x onerror='window.ran = 1'>\u202etxt"),
                "c",
                HealthResult.down(FailureReason.BODY, "\"'><svg onload=window.ran=1> " + "W".repeat(900)),
                "d",
                HealthResult.down("javascript:window.ran=1 https://elsewhere.example/x.png"));
        try (Shop shop = Shop.open(hostile);
                Tab tab = browser.tab()) {
            tab.emulation().size(360, 640);
            for (String path : new String[] {
                "/",
                "/history",
                "/history/b",
                "/history/" + "a".repeat(100),
                "/?q=%3Cscript%3Ewindow.ran=1%3C/script%3E",
                "/?status=%22onfocus=window.ran=1&tag=%3Cb%3E&sort=x&at=y&page=-1&range=%27",
                "/trend/c",
                "/fleet"
            }) {
                tab.open(shop.uri(path));

                assertThat(tab.evaluate("'ran' in window")).as(path).isEqualTo(false);
                assertThat(tab.count("main script, main img, main b.x"))
                        .as(path)
                        .isZero();
                assertThat(tab.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as(path)
                        .isEqualTo(0L);
            }
            assertThat(tab.complaints().all()).isEmpty();
            assertThat(tab.complaints().requests())
                    .allMatch(asked -> asked.getAuthority().equals(shop.uri("/").getAuthority()));
        }
    }

    @Test
    void onlyWhatIsToBeEmbeddedCanBeFramed() throws IOException {
        try (Shop shop = Shop.open()) {
            HttpServer other = framing(shop.uri("/?embed"), shop.uri("/"));
            URI framing = URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/");
            try (Tab tab = browser.tab()) {
                tab.open(framing);

                await().untilAsserted(() -> assertThat(tab.complaints().console())
                        .singleElement()
                        .asString()
                        .contains("frame-ancestors 'none'"));
                assertThat(tab.complaints().requests())
                        .as("the style of the one that is framed")
                        .anyMatch(asked -> asked.getPath().startsWith("/assets/"));
            } finally {
                other.stop(0);
            }
        }
    }

    /** A page of another origin, with frames in it. */
    private static HttpServer framing(URI... framed) throws IOException {
        StringBuilder page = new StringBuilder("<!doctype html><link rel=icon href=data:,>");
        for (URI each : framed) {
            page.append("<iframe src='").append(each).append("'></iframe>");
        }
        byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
