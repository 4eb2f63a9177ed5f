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
class HistoryScreenIT {
    private static final int REACHED = 40;

    /** Which of the buckets has the focus, from the first. */
    private static final String HERE =
            "[...document.activeElement.ownerSVGElement.querySelectorAll('.slot')].indexOf(document.activeElement)";

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
        tab.open(shop.uri("/history/payments-api?range=24h"));
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints().all()).isEmpty();
        tab.close();
    }

    /** With the tabulator alone. */
    private void reachABucket() {
        for (int i = 0;
                i < REACHED && !Boolean.TRUE.equals(tab.evaluate("document.activeElement.matches('.slot')"));
                i++) {
            tab.press(Key.TAB);
        }
        assertThat(tab.evaluate("document.activeElement.matches('.slot')")).isEqualTo(true);
    }

    @Test
    void theKeyboardWalksThroughTheBuckets() {
        reachABucket();
        long last = (long) tab.count(".plot .slot") - 1;
        assertThat(tab.evaluate(HERE)).isEqualTo(last);
        assertThat(tab.text(".tip")).contains("down 8 min, no data 7 min");

        tab.press(Key.LEFT, Key.LEFT, Key.LEFT);
        assertThat(tab.evaluate(HERE)).isEqualTo(last - 3);
        assertThat(tab.text(".tip")).contains("all the time up");
        tab.press(Key.RIGHT);
        assertThat(tab.evaluate(HERE)).isEqualTo(last - 2);
        tab.press(Key.HOME);
        assertThat(tab.evaluate(HERE)).isEqualTo(0L);
        tab.press(Key.LEFT);
        assertThat(tab.evaluate(HERE)).isEqualTo(0L);
        tab.press(Key.END);
        assertThat(tab.evaluate(HERE)).isEqualTo(last);
    }

    @Test
    void onlyOneBucketOfAPictureIsOnTheWayOfTheTabulator() {
        reachABucket();
        tab.press(Key.TAB);

        assertThat(tab.evaluate("document.activeElement.matches('.slot')")).isEqualTo(false);
        tab.shift(Key.TAB);
        assertThat(tab.evaluate("document.activeElement.matches('.slot')")).isEqualTo(true);
    }

    @Test
    void aBucketIsPinnedInTheUrlUntilEscapeIsPressed() {
        reachABucket();
        tab.press(Key.LEFT, Key.ENTER, Key.TAB);
        assertThat(tab.evaluate("location.search")).asString().contains("at=2026-06-15T");
        assertThat(tab.evaluate("document.querySelector('.tip').hidden")).isEqualTo(false);

        tab.loading(() -> tab.evaluate("location.reload()"));
        assertThat(tab.count(".slot[aria-current]")).isOne();
        assertThat(tab.evaluate("document.querySelector('.tip').hidden")).isEqualTo(false);

        tab.press(Key.ESCAPE);
        assertThat(tab.count(".slot[aria-current]")).isZero();
        assertThat(tab.evaluate("document.querySelector('.tip').hidden")).isEqualTo(true);
        assertThat(tab.evaluate("location.search")).asString().doesNotContain("at=");
    }

    @Test
    void theMouseIsToldAsWell() {
        tab.hover(".slot");

        tab.waitUntil("!document.querySelector('.tip').hidden");
        assertThat(tab.text(".tip")).contains("13:30 – 13:45 UTC");
    }

    @Test
    void assistiveTechnologyIsToldOfEachBucketAndOfATable() {
        assertThat(tab.accessible())
                .anyMatch(each -> each.role().equals("list") && each.name().startsWith("payments-api, last 24 hours"))
                .anyMatch(each -> each.role().equals("listitem") && each.name().contains("down 8 min, no data 7 min"));
        tab.click("#table summary").waitUntil("document.querySelector('#table').open");
        assertThat(tab.count("#table tbody tr")).isEqualTo(tab.count(".plot .slot"));
    }

    @Test
    void incidentsAreListedWithHowLongTheyWereAndWhy() {
        assertThat(tab.text("section[aria-labelledby=incidents] tbody tr"))
                .contains("15 Jun 13:00 UTC", "Down", "status 503 (expected: 200)")
                .containsPattern("3[78] min, goes on");
        assertThat(tab.count("section[aria-labelledby=incidents] tbody tr")).isOne();
        assertThat(tab.text(".figures"))
                .contains("Outages\n1\n")
                .containsPattern("97\\.[34] %")
                .containsPattern("3[78] min spent of");
    }

    @Test
    void anotherTimeIsALinkAway() {
        tab.loading(
                () -> tab.evaluate("[...document.querySelectorAll('.ranges a')].find(a => a.text === '1y').click()"));

        assertThat(tab.evaluate("location.search")).isEqualTo("?range=1y");
        assertThat(tab.text(".caption")).startsWith("Last year, 7 days each");
        assertThat(tab.text("h1")).isEqualTo("payments-api");
    }

    @Test
    void allChecksAndGroupsAreOnOneScreen() {
        tab.open(shop.uri("/history?range=7d"));

        assertThat(tab.count(".track")).isEqualTo(Shop.CHECKS.size() + 5);
        assertThat(tab.count(".b-none"))
                .as("of the hours in which the machine was off")
                .isPositive();
        assertThat(tab.count(".b-maintenance")).isPositive();
    }
}
