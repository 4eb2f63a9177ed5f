package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Key;
import io.github.vitals.health.servers.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InBrowser
class WithoutJavaScriptIT {
    private Shop shop;
    private Browser browser;
    private Tab tab;

    @BeforeAll
    void start() {
        browser = InstalledBrowser.start();
        shop = Shop.open();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            shop.close();
        }
    }

    @BeforeEach
    void open() {
        tab = browser.tab();
        tab.emulation().noJavaScript();
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints().all()).isEmpty();
        tab.close();
    }

    @Test
    void everyCheckIsThereWithItsBarAndItsLink() {
        tab.open(shop.uri("/"));

        assertThat(tab.text("h1")).startsWith("2 of 12 checks are down:");
        assertThat(tab.count(".row[data-name]")).isEqualTo(Shop.CHECKS.size());
        assertThat(tab.count(".row[data-name] svg.strip")).isEqualTo(Shop.CHECKS.size());
        assertThat(tab.evaluate("document.querySelector('#choices').hidden"))
                .as("what only a script could do is not offered")
                .isEqualTo(true);

        tab.loading(() -> tab.click("#check-dns h3 a"));
        assertThat(tab.text("h1")).isEqualTo("dns");
    }

    @Test
    void theFormSearchesAndOrders() {
        tab.open(shop.uri("/")).click("#search").type("money").loading(() -> tab.press(Key.ENTER));

        assertThat(tab.count(".row[data-name]")).isEqualTo(3);
        assertThat(tab.evaluate("document.querySelector('#search').value")).isEqualTo("money");

        tab.open(shop.uri("/?sort=name")).loading(() -> tab.click("#filter button[type=submit]"));
        assertThat(tab.text(".row[data-name] h3")).isEqualTo("inventory");
    }

    @Test
    void theHistoryIsThereAsAPictureAndAsATable() {
        tab.open(shop.uri("/history/payments-api?range=24h")).click("#table summary");

        assertThat(tab.count(".plot .slot title")).isEqualTo(tab.count("#table tbody tr"));
        assertThat(tab.text("#table tbody tr")).contains("8 min");
        assertThat(tab.evaluate("getComputedStyle(document.querySelector('#table tbody tr')).display"))
                .isEqualTo("table-row");
    }

    @Test
    void anyTimeIsChosenWithAForm() {
        tab.open(shop.uri("/history/dns?range=24h"));
        tab.evaluate("document.querySelector('#from').value = '2026-06-01T00:00'");
        tab.loading(() -> tab.click(".ranges button[type=submit]"));

        assertThat(tab.evaluate("location.search")).asString().startsWith("?from=2026-06-01T00%3A00&to=2026-06-15T");
        assertThat(tab.text(".caption")).containsIgnoringCase("1 Jun");
    }

    @Test
    void theTrendIsThere() {
        tab.open(shop.uri("/trend/recommendations?range=30d"));

        assertThat(tab.count(".plot")).isGreaterThan(3);
        assertThat(tab.count("#table tbody tr")).isGreaterThan(28);
    }
}
