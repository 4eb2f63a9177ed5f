package io.github.vitals.health.servers.browser;

import io.github.vitals.health.servers.Chromium;

/**
 * The Chromium of this machine, driven as a person would.
 *
 * <pre>{@code
 * try (Browser browser = Browser.start(); Tab tab = browser.tab()) {
 *     tab.open(server.uri());
 *     assertThat(tab.text("h1")).isEqualTo("All systems work");
 *     assertThat(Axe.violations(tab)).isEmpty();
 *     assertThat(tab.complaints().all()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Thread-safe; its tabs are not.
 */
public final class Browser implements AutoCloseable {
    private final Chromium chromium;
    private final Connection connection;

    private Browser(Chromium chromium) {
        this.chromium = chromium;
        this.connection = new Connection(chromium.debugger());
    }

    /**
     * Tells whether this machine has a browser.
     *
     * @return whether {@link #start()} will find one
     */
    public static boolean installed() {
        return Chromium.installed();
    }

    /**
     * Starts one, without a window. It is ended with this JVM, if {@link #close()} does not end it before.
     *
     * @return a browser with no tab
     * @throws IllegalStateException if none is installed
     */
    public static Browser start() {
        Chromium chromium = Chromium.start();
        try {
            return new Browser(chromium);
        } catch (RuntimeException failed) {
            chromium.close();
            throw failed;
        }
    }

    /**
     * Opens a tab as large as a desktop's, which has no cookies, no cache and no storage from others.
     *
     * @return an empty tab
     */
    public Tab tab() {
        return new Tab(Session.open(connection));
    }

    /** Ends it with all its tabs. */
    @Override
    public void close() {
        connection.close();
        chromium.close();
    }
}
