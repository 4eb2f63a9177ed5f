package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.servers.browser.Axe;
import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Tab;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InBrowser
class AlertsScreenIT {
    private static final String PAYMENTS = "#alert-" + RecordedAlerts.key("payments-api");

    private Browser browser;
    private Shop shop;
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
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints().all()).isEmpty();
        tab.close();
        shop.close();
    }

    /** As after each pause: the page asks what there is when it is seen again. */
    private void look() {
        tab.emulation().hidden(true);
        tab.emulation().hidden(false);
    }

    @Test
    void isReachedFromTheStatusScreenAndLeadsToTheHistoryOfACheck() {
        tab.open(shop.uri("/"));
        assertThat(tab.text(".noticed")).startsWith("5 alerts: 2 critical, 2 warning, 1 info");

        tab.loading(() -> tab.click("#check-payments-api .alert"));
        assertThat(tab.evaluate("location.hash")).isEqualTo(PAYMENTS);
        assertThat(tab.text("nav [aria-current]")).isEqualTo("Alerts");
        assertThat(tab.text(PAYMENTS)).contains("Critical", "Firing", "status 503", "One message tells of 2 alerts.");

        tab.loading(() -> tab.click(PAYMENTS + " h3 a"));
        assertThat(tab.text("h1")).isEqualTo("payments-api");
    }

    @Test
    void followsWhatBecomesOfThemAndSaysSo() {
        tab.open(shop.uri("/alerts")).waitUntil("!document.querySelector('#choices').hidden");
        look();
        tab.waitUntil("document.querySelector('#news').textContent === ''");

        shop.alerts().acknowledge(RecordedAlerts.key("payments-api"), "ada");
        look();
        tab.waitUntil("document.querySelector('#news').textContent !== ''");
        assertThat(tab.text("#news")).isEqualTo("payments-api, rule down is now acknowledged.");
        assertThat(tab.text(PAYMENTS)).contains("Acknowledged by ada");

        shop.alerts().firing("dns", AlertSeverity.WARNING, FailureReason.TIMEOUT, "no answer");
        shop.alerts().active.removeIf(alert -> alert.name().equals("refunds"));
        look();
        tab.waitUntil("document.querySelector('#news').textContent.includes('dns')");
        assertThat(tab.text("#news")).isEqualTo("Warning alert: dns. refunds, rule down is over.");

        shop.alerts().clear();
        look();
        tab.waitUntil("document.querySelector('h1').textContent === 'No alert is active'");
        assertThat(Axe.violations(tab)).isEmpty();
    }

    @Test
    void isCompleteWithoutJavaScript() {
        tab.emulation().noJavaScript();
        tab.open(shop.uri("/alerts"));

        assertThat(tab.text("h1")).isEqualTo("5 alerts are active");
        assertThat(tab.count(".alerts .row")).isEqualTo(5);
        assertThat(tab.evaluate("[...document.querySelectorAll('h2')].map(h => h.textContent.trim())"))
                .isEqualTo(List.of(
                        "Open 2",
                        "Acknowledged 1",
                        "Silenced 1",
                        "Suppressed 1",
                        "Silences",
                        "Channels",
                        "Recent deliveries"));
    }
}
