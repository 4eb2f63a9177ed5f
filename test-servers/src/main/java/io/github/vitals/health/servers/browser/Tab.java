package io.github.vitals.health.servers.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tab of a browser. What is waited for is waited for 10 s; then it fails and says what it waited for. Expressions and
 * selectors are looked at by the browser and not by the page, so they work where a page's scripts do not run and
 * whatever its content security policy forbids. Not thread-safe.
 */
public final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(10);

    private final Session session;
    private final Complaints complaints;
    private final Emulation emulation;
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    Tab(Session session) {
        this.session = session;
        session.listen(this::heard);
        session.enable("Page", "Runtime");
        session.call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        this.complaints = new Complaints(session);
        this.emulation = new Emulation(session).desktop();
    }

    private void heard(String event, Json said) {
        boolean load =
                event.equals("Page.lifecycleEvent") && said.at("name").text().equals("load");
        if (load && session.shows(said.at("frameId").text())) {
            loaded.add(said.at("loaderId").text());
        }
    }

    /**
     * What the browser did not like.
     *
     * @return what there is and what comes
     */
    public Complaints complaints() {
        return complaints;
    }

    /**
     * What the tab is shown on.
     *
     * @return to be changed
     */
    public Emulation emulation() {
        return emulation;
    }

    /**
     * Opens a page and waits until it has loaded.
     *
     * @param address where it is
     * @return this tab
     */
    public Tab open(URI address) {
        Json answer = session.call("Page.navigate", Map.of("url", address.toString()));
        answer.at("errorText").present().ifPresent(error -> {
            throw new IllegalStateException(address + ": " + error.text());
        });
        await(() -> loaded.contains(answer.at("loaderId").text()), () -> address + " to load");
        return this;
    }

    /**
     * Does something that leads to another page, and waits until that has loaded.
     *
     * @param action such as a click on a link
     * @return this tab
     */
    public Tab loading(Runnable action) {
        Set<String> before = Set.copyOf(loaded);
        action.run();
        await(() -> !before.containsAll(loaded), () -> "a page to load");
        return this;
    }

    /**
     * What an expression of JavaScript is; a promise is waited for.
     *
     * @param expression in the page that is shown
     * @return a map, list, string, long, double or boolean; null if it is not one of these
     * @throws IllegalStateException if it throws
     */
    public @Nullable Object evaluate(String expression) {
        Json answer = session.call(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        answer.at("exceptionDetails").present().ifPresent(details -> {
            throw new IllegalStateException(expression + ": " + Complaints.thrown(details));
        });
        return answer.at("result").at("value").value();
    }

    /**
     * Waits until an expression is true.
     *
     * @param expression of JavaScript; what it throws counts as false
     * @return this tab
     */
    public Tab waitUntil(String expression) {
        await(() -> holds(expression), () -> expression + ", on " + evaluate("location.href"));
        return this;
    }

    /** While one page gives way to another there is none to ask. */
    private boolean holds(String expression) {
        try {
            return Boolean.TRUE.equals(evaluate(expression));
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException("waited " + PATIENCE + " in vain for " + what.get());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /**
     * The text of an element, as it is shown.
     *
     * @param selector of CSS; the first that it fits
     * @return its text
     * @throws IllegalStateException if there is none
     */
    public String text(String selector) {
        return String.valueOf(evaluate(element(selector) + ".innerText"));
    }

    /**
     * How many elements a selector fits.
     *
     * @param selector of CSS
     * @return zero or more
     */
    public int count(String selector) {
        return new Json(evaluate("document.querySelectorAll(" + Json.write(selector) + ").length")).count();
    }

    private static String element(String selector) {
        return "document.querySelector(" + Json.write(selector) + ")";
    }

    /**
     * Clicks into the middle of an element, as a mouse does: on what lies over it, if something does.
     *
     * @param selector of CSS; the first that it fits
     * @return this tab
     * @throws IllegalStateException if there is none
     */
    public Tab click(String selector) {
        Json middle = middle(selector);
        mouse("mousePressed", middle, 1);
        mouse("mouseReleased", middle, 1);
        return this;
    }

    /**
     * Moves the mouse over an element.
     *
     * @param selector of CSS; the first that it fits
     * @return this tab
     */
    public Tab hover(String selector) {
        mouse("mouseMoved", middle(selector), 0);
        return this;
    }

    private Json middle(String selector) {
        return new Json(evaluate("(element => { element.scrollIntoView({block: 'center', behavior: 'instant'});"
                + " const box = element.getBoundingClientRect();"
                + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })(" + element(selector) + ")"));
    }

    private void mouse(String type, Json at, int clicks) {
        session.call(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        at.at("x").asDouble(),
                        "y",
                        at.at("y").asDouble(),
                        "button",
                        clicks > 0 ? "left" : "none",
                        "clickCount",
                        clicks));
    }

    /**
     * Presses keys, one after the other.
     *
     * @param keys which ones
     * @return this tab
     */
    public Tab press(Key... keys) {
        for (Key key : keys) {
            session.call("Input.dispatchKeyEvent", key.down(false));
            session.call("Input.dispatchKeyEvent", key.up(false));
        }
        return this;
    }

    /**
     * Presses a key while the shift key is held.
     *
     * @param key which one
     * @return this tab
     */
    public Tab shift(Key key) {
        session.call("Input.dispatchKeyEvent", key.down(true));
        session.call("Input.dispatchKeyEvent", key.up(true));
        return this;
    }

    /**
     * Types a text into what has the focus.
     *
     * @param text any
     * @return this tab
     */
    public Tab type(String text) {
        session.call("Input.insertText", Map.of("text", text));
        return this;
    }

    /**
     * Keeps what is seen, as PNG.
     *
     * @param file is written, in a folder that is made where there is none
     * @param whole the whole page, and not only what fits on the screen
     */
    public void screenshot(Path file, boolean whole) {
        String data = session.call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
                .at("data")
                .text();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(data));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /**
     * How long it took until the largest thing on the page was there, from when the page was asked for.
     *
     * @return by the browser's own clock
     */
    public Duration largestPaint() {
        Json millis = new Json(evaluate("new Promise(done => new PerformanceObserver(list =>"
                + " done(list.getEntries().at(-1).startTime))"
                + ".observe({type: 'largest-contentful-paint', buffered: true}))"));
        return Duration.ofNanos((long) (millis.asDouble() * 1_000_000));
    }

    /**
     * What assistive technology is told of the page.
     *
     * @return what is not hidden from it, in the order of the page
     */
    public List<Accessible> accessible() {
        return session.call("Accessibility.getFullAXTree").at("nodes").elements().stream()
                .filter(node -> !Boolean.TRUE.equals(node.at("ignored").value()))
                .map(node -> new Accessible(
                        node.at("role").at("value").text(),
                        node.at("name").at("value").text()))
                .toList();
    }

    @Override
    public void close() {
        session.close();
    }
}
