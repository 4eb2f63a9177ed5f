package io.github.vitals.health.servers.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a tab is shown on, and what its person prefers; it applies to the page there is and to those to come.
 * Not thread-safe.
 */
public final class Emulation {
    private final Session session;
    private final Map<String, String> preferences = new LinkedHashMap<>();
    private String medium = "";

    Emulation(Session session) {
        this.session = session;
    }

    /**
     * A desktop: 1280 x 900.
     *
     * @return this
     */
    public Emulation desktop() {
        return size(1280, 900);
    }

    /**
     * A phone: 390 x 844, of twice the density, touched and not clicked.
     *
     * @return this
     */
    public Emulation phone() {
        return screen(390, 844, 2, true);
    }

    /**
     * A window of a size.
     *
     * @param width in CSS pixels
     * @param height in CSS pixels
     * @return this
     */
    public Emulation size(int width, int height) {
        return screen(width, height, 1, false);
    }

    private Emulation screen(int width, int height, int density, boolean mobile) {
        session.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", density, "mobile", mobile));
        session.call("Emulation.setTouchEmulationEnabled", Map.of("enabled", mobile));
        return this;
    }

    /**
     * A person who prefers dark screens, or light ones.
     *
     * @param dark whether dark
     * @return this
     */
    public Emulation dark(boolean dark) {
        return prefer("prefers-color-scheme", dark ? "dark" : "light");
    }

    /**
     * A person whom movement disturbs.
     *
     * @return this
     */
    public Emulation reducedMotion() {
        return prefer("prefers-reduced-motion", "reduce");
    }

    /**
     * A person who has chosen the few colours that everything is to be shown in.
     *
     * @return this
     */
    public Emulation forcedColours() {
        return prefer("forced-colors", "active");
    }

    private Emulation prefer(String feature, String value) {
        preferences.put(feature, value);
        return media();
    }

    /**
     * Paper.
     *
     * @return this
     */
    public Emulation print() {
        medium = "print";
        return media();
    }

    private Emulation media() {
        var features = preferences.entrySet().stream()
                .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
                .toList();
        session.call("Emulation.setEmulatedMedia", Map.of("media", medium, "features", features));
        return this;
    }

    /**
     * A browser that runs no script of the pages that it will load.
     *
     * @return this
     */
    public Emulation noJavaScript() {
        session.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    /**
     * A window that nobody sees, or one that is seen again.
     *
     * @param hidden whether it is minimised
     * @return this
     */
    public Emulation hidden(boolean hidden) {
        long window = session.call("Browser.getWindowForTarget").at("windowId").number();
        Map<String, String> bounds = Map.of("windowState", hidden ? "minimized" : "normal");
        session.call("Browser.setWindowBounds", Map.of("windowId", window, "bounds", bounds));
        return this;
    }

    /**
     * A place of the earth.
     *
     * @param zone its time zone, as {@code Europe/Vienna}
     * @return this
     */
    public Emulation timeZone(String zone) {
        session.call("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
        return this;
    }
}
