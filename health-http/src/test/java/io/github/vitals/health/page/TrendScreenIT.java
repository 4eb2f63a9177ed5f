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
class TrendScreenIT {
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
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints().all()).isEmpty();
        tab.close();
    }

    @Test
    void oneCursorGoesThroughAllPictures() {
        tab.open(shop.uri("/trend/recommendations?range=30d"));
        int pictures = tab.count(".plot");
        assertThat(pictures).isEqualTo(4);

        tab.evaluate("document.querySelector('.plot .slot[tabindex=\"0\"]').focus()");
        tab.press(Key.LEFT, Key.LEFT);

        assertThat(tab.count(".cursor")).isEqualTo(pictures);
        assertThat(tab.evaluate(
                        "new Set([...document.querySelectorAll('.cursor')].map(c => c.getAttribute('x1'))).size"))
                .isEqualTo(1L);
        assertThat(tab.evaluate("[...document.querySelectorAll('figure .readout')]"
                        + ".every(out => out.textContent.startsWith('13 Jun'))"))
                .isEqualTo(true);
    }

    @Test
    void thePicturesSayWhatTheyShowAndAreATableToo() {
        tab.open(shop.uri("/trend/recommendations?range=30d"));

        assertThat(tab.text("main")).contains("Latency", "Uptime per day", "Failures by reason", "Error budget left");
        assertThat(tab.count(".line-1")).isPositive();
        assertThat(tab.count("#table tbody tr")).isGreaterThan(28);
    }

    @Test
    void allChecksAreOnOneScreen() {
        tab.open(shop.uri("/trend"));

        assertThat(tab.text("main")).contains(Shop.CHECKS);
    }

    @Test
    void theFleetIsOnOneScreenWithItsDifferencesMarked() {
        tab.open(shop.uri("/fleet"));

        assertThat(tab.text("main")).contains("3 instances of shop", "They differ in 3 of 12");
        assertThat(tab.evaluate("[...document.querySelectorAll('.fleet tbody tr')].slice(0, 3)"
                        + ".every(row => row.querySelectorAll('.differs').length === 2)"))
                .isEqualTo(true);
        assertThat(tab.count(".differs")).isEqualTo(6);
        assertThat(tab.text(".fleet thead")).contains("shop-3", "silent for 5 min");
    }
}
