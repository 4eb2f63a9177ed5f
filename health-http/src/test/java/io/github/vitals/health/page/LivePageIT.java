package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.servers.browser.Axe;
import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Key;
import io.github.vitals.health.servers.browser.Tab;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InBrowser
class LivePageIT {
    private static final HealthResult REFUSED =
            HealthResult.down(FailureReason.CONNECT_REFUSED, "connection refused: orders-db:5432");

    private Shop shop;
    private Browser browser;
    private Tab tab;

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

    @BeforeEach
    void open() {
        shop = Shop.open();
        tab = browser.tab();
        tab.open(shop.uri("/"));
        awaitListening();
    }

    /** The page is told of what happens from now on. */
    private void awaitListening() {
        await().until(() -> tab.complaints().answered().contains(shop.uri("/events")));
    }

    @AfterEach
    void close() {
        tab.close();
        shop.close();
    }

    @Test
    void aChangeIsShownAndSaidAndTheFocusStays() {
        tab.evaluate("window.neverLeft = true");
        tab.press(Key.SLASH).type("-").waitUntil("location.search === '?q=-'");

        shop.becomes("orders-db", REFUSED);

        tab.waitUntil("document.querySelector('#check-orders-db').dataset.status === 'Down'");
        assertThat(tab.text("h1")).startsWith("3 of 12 checks are down");
        assertThat(tab.text("#check-orders-db .why")).contains("connection refused: orders-db:5432");
        assertThat(tab.evaluate("document.title")).asString().contains("3 of 12 down");
        assertThat(tab.evaluate("document.getElementById('news').textContent"))
                .asString()
                .contains("orders-db is now down");
        assertThat(tab.evaluate("document.activeElement.id + document.activeElement.value"))
                .isEqualTo("search-");
        assertThat(tab.evaluate("window.neverLeft")).isEqualTo(true);
        assertThat(tab.complaints().all()).isEmpty();
        assertThat(Axe.violations(tab)).isEmpty();
    }

    @Test
    void aChangeThatASearchBringsToLightIsSaidAndWhatTheSearchHidesIsNot() {
        tab.emulation().hidden(true);
        await().until(() -> tab.complaints().abandoned().contains(shop.uri("/events")));

        shop.becomes("orders-db", REFUSED);
        tab.press(Key.SLASH).type("orders");

        tab.waitUntil("document.querySelector('#check-orders-db').dataset.status === 'Down'");
        assertThat(tab.evaluate("document.getElementById('news').textContent")).isEqualTo("orders-db is now down.");
    }

    @Test
    void theIconCarriesTheState() {
        String icon = "document.getElementById('icon').getAttribute('href')";
        Object down = tab.evaluate(icon);

        shop.becomes("payments-api", HealthResult.up());

        tab.waitUntil(
                "document.querySelector('h1').textContent.includes('unknown') || " + icon + " !== '" + down + "'");
        assertThat(tab.evaluate(icon)).isNotEqualTo(down);
    }

    @Test
    void whatIsSaidIsSaidPolitely() {
        assertThat(tab.accessible())
                .filteredOn(each -> each.role().equals("status"))
                .hasSize(1);
        assertThat(tab.evaluate("document.getElementById('news').textContent"))
                .as("nothing has changed")
                .isEqualTo("");
    }

    @Test
    void aWindowThatNobodySeesAsksForNothing() {
        tab.emulation().hidden(true);
        await().until(() -> tab.complaints().abandoned().contains(shop.uri("/events")));
        tab.complaints().clear();

        shop.becomes("orders-db", REFUSED);
        assertThat(tab.complaints().requests()).isEmpty();

        tab.emulation().hidden(false);
        tab.waitUntil("document.querySelector('#check-orders-db').dataset.status === 'Down'");
        awaitListening();
    }

    @Test
    void aServerThatIsGoneIsNotedOnThePage() {
        assertThat(tab.evaluate("document.getElementById('lost').hidden")).isEqualTo(true);

        shop.vanish();
        tab.evaluate("Date.now = (now => () => now() + 200000)(Date.now.bind(Date))");

        tab.waitUntil("!document.getElementById('lost').hidden");
        assertThat(tab.text("#lost")).contains("out of date");
        assertThat(Axe.violations(tab)).isEmpty();
    }

    @Test
    void whatIsKnownNoLongerIsShownAsStale() {
        shop.starve(Duration.ofMinutes(10));

        tab.open(shop.uri("/"));
        assertThat(tab.text("main")).contains("Stale.");
        assertThat(tab.count(".row[data-status=Unknown]")).isGreaterThan(9);
        assertThat(Axe.violations(tab)).isEmpty();
    }
}
