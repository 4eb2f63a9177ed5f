package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.browser.Axe;
import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Emulation;
import io.github.vitals.health.servers.browser.Tab;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@InBrowser
class EveryScreenIT {
    private static final List<String> SCREENS = List.of(
            "/",
            "/?q=nothing-fits",
            "/?embed",
            "/alerts",
            "/history",
            "/history/payments-api",
            "/history/payments-api?range=1y",
            "/history/group/readiness",
            "/trend",
            "/trend/recommendations?range=30d",
            "/fleet",
            "/history/no-such-check");

    private static final String SCROLLING_WITHIN = """
            [...document.body.querySelectorAll('*')]
                .filter(it => getComputedStyle(it).overflowY === 'auto' && it.scrollHeight > it.clientHeight)
                .map(it => it.tagName + '.' + it.className).join(' ')""";

    private Shop shop;
    private Browser browser;

    /** Whoever goes from screen to screen stays in one tab; a new one for each would have to warm up each time. */
    private final Map<On, Tab> tabs = new EnumMap<>(On.class);

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

    enum On implements Consumer<Emulation> {
        DESKTOP(emulation -> {}),
        DARK(emulation -> emulation.dark(true)),
        PHONE(Emulation::phone),
        NARROW_AND_DARK(emulation -> emulation.size(360, 640).dark(true)),
        FORCED_COLOURS(Emulation::forcedColours),
        PAPER(Emulation::print);

        private final Consumer<Emulation> emulation;

        On(Consumer<Emulation> emulation) {
            this.emulation = emulation;
        }

        @Override
        public void accept(Emulation it) {
            emulation.accept(it);
        }
    }

    private static Stream<Arguments> everyScreenEverywhere() {
        return Stream.of(On.values()).flatMap(on -> SCREENS.stream().map(screen -> Arguments.of(screen, on)));
    }

    @ParameterizedTest
    @MethodSource("everyScreenEverywhere")
    void isForAllAndAsksNobodyElse(String screen, On on) {
        Tab tab = tabs.computeIfAbsent(on, this::tab);
        tab.complaints().clear();
        tab.open(shop.uri(screen)).waitUntil("!document.querySelector('#choices')?.hidden");

        assertThat(Axe.violations(tab)).isEmpty();
        assertThat(tab.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that have to be scrolled for sideways")
                .isEqualTo(0L);
        assertThat(tab.evaluate(SCROLLING_WITHIN))
                .as("parts that have to be scrolled within, up and down")
                .isEqualTo("");
        assertThat(tab.complaints().all())
                .filteredOn(complaint -> !complaint.contains("404") || !complaint.contains("no-such-check"))
                .isEmpty();
        assertThat(tab.complaints().requests())
                .isNotEmpty()
                .allMatch(asked -> asked.getAuthority().equals(shop.uri("/").getAuthority()));
    }

    private Tab tab(On on) {
        Tab tab = browser.tab();
        on.accept(tab.emulation());
        return tab;
    }
}
