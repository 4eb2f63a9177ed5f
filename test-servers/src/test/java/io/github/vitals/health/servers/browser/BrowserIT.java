package io.github.vitals.health.servers.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.servers.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class BrowserIT {
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("/", "<main><h1>Good</h1><p>Nothing is wrong.</p><a href='/next'>Next</a></main>"),
            Map.entry("/next", "<main><h1>Next</h1></main>"),
            Map.entry("/console", "<script src='/console.js'></script>"),
            Map.entry("/console.js", "console.error('it', 42); setTimeout(() => { throw new Error('thrown') })"),
            Map.entry("/inline", "<script>document.title = 'ran'</script><img src='http://127.0.0.1:1/a.png' alt=''>"),
            Map.entry("/broken", "<main><h1>Bad</h1><img src=data:, ></main>"),
            Map.entry("/missing", "<script src='/nowhere.js'></script>"),
            Map.entry(
                    "/keys",
                    "<main><h1>Keys</h1><input aria-label=Search><button>Go</button></main>"
                            + "<script src='/keys.js'></script>"),
            Map.entry(
                    "/keys.js",
                    "window.pressed = []; addEventListener('keydown', e => pressed.push(e.key));"
                            + "document.querySelector('button').onclick = e => { document.title = 'gone ' + e.isTrusted }"));

    private Pages pages;
    private Browser browser;
    private Tab tab;

    @BeforeAll
    void start() throws IOException {
        pages = Pages.serve(BODIES);
        browser = InstalledBrowser.start();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        pages.close();
    }

    @BeforeEach
    void open() {
        tab = browser.tab();
    }

    @AfterEach
    void close() {
        tab.close();
    }

    @Nested
    class Complains {
        @Test
        void ofNothingWhereNothingIsWrong() {
            tab.open(pages.uri("/"));

            assertThat(tab.complaints().all()).isEmpty();
            assertThat(tab.complaints().requests()).containsExactly(pages.uri("/"));
        }

        @Test
        void ofWhatAScriptWritesOnTheConsoleAndOfWhatItThrows() {
            tab.open(pages.uri("/console"));

            await().untilAsserted(() -> {
                assertThat(tab.complaints().console()).containsExactly("error: it 42");
                assertThat(tab.complaints().errors()).singleElement().asString().startsWith("Error: thrown");
            });
        }

        @Test
        void ofWhatThePolicyForbids() {
            tab.open(pages.uri("/inline"));

            assertThat(tab.evaluate("document.title")).isEqualTo("/inline");
            await().untilAsserted(() -> assertThat(tab.complaints().violations())
                    .anyMatch(violation -> violation.startsWith("script-src-elem: inline at " + pages.uri("/inline")))
                    .anyMatch(violation -> violation.startsWith("img-src: http://127.0.0.1:1/a.png")));
        }

        @Test
        void ofRequestsThatFail() {
            tab.open(pages.uri("/missing"));

            await().untilAsserted(() ->
                    assertThat(tab.complaints().failedRequests()).containsExactly("404 " + pages.uri("/nowhere.js")));
        }

        @Test
        void noMoreOfWhatIsForgotten() {
            tab.open(pages.uri("/missing"));
            await().until(() -> tab.complaints().all().size() == 2);
            tab.complaints().clear();

            assertThat(tab.complaints().all()).isEmpty();
        }
    }

    @Nested
    class DoesWhatAPersonDoes {
        @Test
        void itPressesKeys() {
            tab.open(pages.uri("/keys"))
                    .press(Key.TAB)
                    .type("cache")
                    .press(Key.SLASH, Key.TAB)
                    .press(Key.ENTER)
                    .shift(Key.TAB)
                    .press(Key.END, Key.LEFT, Key.ESCAPE);

            assertThat(tab.evaluate("pressed"))
                    .isEqualTo(List.of("Tab", "/", "Tab", "Enter", "Tab", "End", "ArrowLeft", "Escape"));
            assertThat(tab.evaluate("document.querySelector('input').value")).isEqualTo("cache/");
            assertThat(tab.evaluate("document.title")).isEqualTo("gone true");
            assertThat(tab.evaluate("document.activeElement.tagName")).isEqualTo("INPUT");
        }

        @Test
        void itClicks() {
            tab.open(pages.uri("/keys")).click("button");

            assertThat(tab.evaluate("document.title")).isEqualTo("gone true");
        }

        @Test
        void itFollowsLinks() {
            tab.open(pages.uri("/")).loading(() -> tab.click("a"));

            assertThat(tab.text("h1")).isEqualTo("Next");
        }

        @Test
        void itReadsAsAssistiveTechnologyDoes() {
            tab.open(pages.uri("/keys"));

            assertThat(tab.accessible())
                    .contains(new Accessible("heading", "Keys"), new Accessible("textbox", "Search"));
        }
    }

    @Nested
    class Shows {
        @Test
        void itTakesPictures(@TempDir Path folder) throws IOException {
            tab.emulation().phone();
            tab.open(pages.uri("/")).screenshot(folder.resolve("images/phone.png"), false);

            var image = ImageIO.read(folder.resolve("images/phone.png").toFile());
            assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(780, 1688);
            assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
            assertThat(tab.evaluate("matchMedia('(pointer: coarse)').matches")).isEqualTo(true);
        }

        @Test
        void itRunsNoScriptsWhereNoneAreWanted() {
            tab.emulation().noJavaScript();
            tab.open(pages.uri("/console"));

            assertThat(tab.complaints().all()).isEmpty();
            assertThat(tab.evaluate("1 + 1")).isEqualTo(2L);
        }

        @Test
        void itHasThePreferencesOfAPerson() {
            tab.emulation().dark(true).reducedMotion().forcedColours().size(360, 640);
            tab.open(pages.uri("/"));

            assertThat(List.of("prefers-color-scheme: dark", "prefers-reduced-motion", "forced-colors", "width: 360px"))
                    .allSatisfy(query -> assertThat(tab.evaluate("matchMedia('(" + query + ")').matches"))
                            .isEqualTo(true));
            tab.emulation().print();
            assertThat(tab.evaluate("matchMedia('print').matches")).isEqualTo(true);
        }

        @Test
        void itIsHiddenAndSeenAgain() {
            tab.open(pages.uri("/"));

            tab.emulation().hidden(true);
            tab.waitUntil("document.visibilityState == 'hidden'");
            tab.emulation().hidden(false);
            tab.waitUntil("document.visibilityState == 'visible'");
        }

        @Test
        void itIsWhereAPersonIs() {
            tab.emulation().timeZone("Asia/Tokyo");
            tab.open(pages.uri("/"));

            assertThat(tab.evaluate("new Date(0).getHours()")).isEqualTo(9L);
        }

        @Test
        void itTellsWhenTheLargestThingWasThere() {
            tab.open(pages.uri("/"));

            assertThat(tab.largestPaint()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(10));
        }
    }

    @Nested
    class Axes {
        @Test
        void findNothingOnAPageThatIsForAll() {
            tab.open(pages.uri("/"));

            assertThat(Axe.violations(tab)).isEmpty();
            assertThat(tab.complaints().all()).isEmpty();
        }

        @Test
        void findAPictureWithoutWords() {
            tab.open(pages.uri("/broken"));

            assertThat(Axe.violations(tab)).singleElement().asString().startsWith("image-alt (critical): img: Fix");
        }
    }

    @Test
    void whatAnExpressionThrowsIsThrown() {
        assertThatThrownBy(() -> tab.evaluate("nothing.there"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing.there: ReferenceError: nothing is not defined");
    }

    @Test
    void aPageThatCannotBeHadIsSaid() {
        assertThatThrownBy(() -> tab.open(pages.uri("/").resolve("http://127.0.0.1:1/")))
                .hasMessage("http://127.0.0.1:1/: net::ERR_UNSAFE_PORT");
    }

    @Test
    void nothingIsLeftOfABrowserThatWasClosed() {
        List<ProcessHandle> processes;
        try (Chromium second = Chromium.start()) {
            processes = second.processes();
        }

        assertThat(processes).hasSizeGreaterThan(2).noneMatch(BrowserIT::runs);
    }

    /** One whose parent never asks for its exit status is alive to the system, but has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
