package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Key;
import io.github.vitals.health.servers.browser.Tab;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InBrowser
class StatusScreenIT {
    private static final String NAMES =
            "[...document.querySelectorAll('.row[data-name]')].map(row => row.dataset.name)";

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
        tab.open(shop.uri("/"));
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints().all()).isEmpty();
        tab.close();
    }

    @Test
    void saysInASentenceHowItIsAndShowsWhatFailsFirst() {
        assertThat(tab.text("h1")).startsWith("2 of 12 checks are down:").contains("payments-api");
        assertThat(tab.evaluate("document.title"))
                .asString()
                .contains("2 of 12 down")
                .endsWith("shop");
        assertThat(tab.evaluate("document.getElementById('icon').href"))
                .asString()
                .contains("down");
        assertThat(tab.evaluate(NAMES))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(12)
                .startsWith("payments-api", "refunds");
        assertThat(tab.text("#check-refunds .why")).isEqualTo("dependency because payments-api is down");
        assertThat(tab.accessible())
                .anyMatch(each -> each.role().equals("image") && each.name().startsWith("Last 24 hours: down for"));
    }

    @Test
    void theKeyboardReachesTheContentAtOnce() {
        tab.press(Key.TAB);
        assertThat(tab.text(":focus")).isEqualTo("Skip to content");

        tab.press(Key.ENTER);
        assertThat(tab.evaluate("document.activeElement.id")).isEqualTo("main");
        tab.press(Key.TAB);
        assertThat(tab.evaluate("document.activeElement.closest('main') !== null"))
                .isEqualTo(true);
    }

    @Test
    void aSlashBeginsASearchWhichIsKeptInTheUrl() {
        tab.press(Key.SLASH);
        assertThat(tab.evaluate("document.activeElement.id")).isEqualTo("search");

        tab.type("mail").waitUntil(NAMES + ".join() === 'mail-relay'");
        assertThat(tab.evaluate("location.search")).isEqualTo("?q=mail");
        assertThat(tab.evaluate("document.activeElement.value")).isEqualTo("mail");
        tab.loading(() -> tab.evaluate("location.reload()"));
        assertThat(tab.evaluate(NAMES)).isEqualTo(List.of("mail-relay"));
    }

    @Test
    void aSlashWithinASearchIsWhatIsSearchedFor() {
        tab.press(Key.SLASH, Key.SLASH).waitUntil(NAMES + ".length === 0");

        assertThat(tab.evaluate("document.activeElement.value")).isEqualTo("/");
        assertThat(tab.text("main")).contains("No check fits.");
    }

    @Test
    void anOrderIsChosenWithTheKeyboard() {
        tab.press(Key.SLASH, Key.TAB, Key.TAB, Key.TAB, Key.DOWN)
                .waitUntil(NAMES + ".join() === " + NAMES + ".sort().join()" + " || location.search !== ''");

        assertThat(tab.evaluate("location.search")).isEqualTo("?sort=name");
    }

    @Test
    void aStateIsALinkToTheChecksThatAreInIt() {
        tab.loading(() -> tab.click(".count.s-degraded"));

        assertThat(tab.evaluate(NAMES)).isEqualTo(List.of("search-index"));
        assertThat(tab.text(".count[aria-current]")).contains("1", "degraded");
    }

    @Test
    void groupsAreClosedAndOpenedWithTheKeyboard() {
        tab.evaluate("document.querySelector('#group-checkout summary').focus()");
        tab.press(Key.ENTER);

        tab.waitUntil("!document.querySelector('#group-checkout').open");
        tab.press(Key.SPACE);
        tab.waitUntil("document.querySelector('#group-checkout').open");
    }

    @Test
    void aThemeIsChosenWithTheKeyboardAndStays() {
        tab.evaluate("document.querySelector('#theme').focus()");
        tab.press(Key.ENTER, Key.ENTER);
        assertThat(tab.text("#theme")).isEqualTo("Theme: dark");

        String ground = "getComputedStyle(document.body).backgroundColor";
        Object dark = tab.evaluate(ground);
        tab.loading(() -> tab.evaluate("location.reload()"));
        assertThat(tab.evaluate(ground)).isEqualTo(dark);
        tab.evaluate("document.querySelector('#theme').focus()");
        tab.press(Key.ENTER);
        assertThat(tab.evaluate(ground)).isNotEqualTo(dark);
    }

    @Test
    void timesAreInUtcOrWhereTheReaderIs() {
        tab.emulation().timeZone("Asia/Tokyo");
        tab.open(shop.uri("/"));
        assertThat(tab.text(".overview .facts")).contains("since 15 Jun 13:00 UTC");

        tab.click("#zone");
        assertThat(tab.text(".overview .facts")).contains("since 15 Jun 22:00");
        assertThat(tab.text("#zone")).isEqualTo("Local time");
    }
}
