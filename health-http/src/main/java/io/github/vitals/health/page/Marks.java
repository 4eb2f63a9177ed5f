package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertSeverity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A shape for each status, because colour alone tells some people nothing. Drawn in a square of 16. */
final class Marks {
    private record Shape(String outline, String glyph) {}

    private static final Map<HealthStatus, Shape> SHAPES = new EnumMap<>(Map.of(
            HealthStatus.UP,
            new Shape("M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z", "M4.8 8.3 7 10.5l4.2-4.8"),
            HealthStatus.MAINTENANCE,
            new Shape("M3.5 1.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z", "M6 5v6M10 5v6"),
            HealthStatus.DEGRADED,
            new Shape("M8 1.2 15.6 14.6H.4z", "M8 6.2v3.8M8 12.2v.3"),
            HealthStatus.UNKNOWN,
            new Shape("M8 .6 15.4 8 8 15.4.6 8z", "M6.3 6.5a1.7 1.7 0 1 1 2.5 1.6c-.6.3-.8.6-.8 1.2M8 11.2v.3"),
            HealthStatus.DOWN,
            new Shape("M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2")));

    /** One bar of three for each step of urgency; drawn from the left. */
    private static final Map<AlertSeverity, String> BARS = new EnumMap<>(Map.of(
            AlertSeverity.INFO, "M1.5 10h3v4.5h-3z",
            AlertSeverity.WARNING, "M6.5 6h3v8.5h-3z",
            AlertSeverity.CRITICAL, "M11.5 1.5h3v13h-3z"));

    /** Readable on light and dark tabs alike. */
    private static final Map<HealthStatus, String> COLOURS = new EnumMap<>(Map.of(
            HealthStatus.UP, "#22945a",
            HealthStatus.MAINTENANCE, "#4d74c9",
            HealthStatus.DEGRADED, "#b86e00",
            HealthStatus.UNKNOWN, "#6f7782",
            HealthStatus.DOWN, "#d0312d"));

    private Marks() {}

    /** What others refer to: once in each page. */
    static void sprite(Html html) {
        html.raw("<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\">");
        html.raw("<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">");
        html.raw("<rect class=\"hatch-ground\" width=\"5\" height=\"5\"/>");
        html.raw("<path class=\"hatch-line\" d=\"M-1 1l2-2M0 5l5-5M4 6l2-2\"/></pattern></defs>");
        SHAPES.forEach((status, shape) -> html.raw("<symbol id=\"mark-" + Words.key(status)
                + "\" viewBox=\"0 0 16 16\"><path fill=\"currentColor\" d=\"" + shape.outline
                + "\"/><path class=\"glyph\" d=\"" + shape.glyph + "\"/></symbol>"));
        for (AlertSeverity severity : AlertSeverity.values()) {
            html.raw("<symbol id=\"mark-" + severity.label() + "\" viewBox=\"0 0 16 16\">");
            BARS.forEach((step, bar) -> html.raw("<path fill=\"currentColor\""
                    + (severity.atLeast(step) ? "" : " fill-opacity=\".25\"") + " d=\"" + bar + "\"/>"));
            html.raw("</symbol>");
        }
        html.raw("</svg>\n");
    }

    /** The shape alone, for where the word stands beside it. */
    static void shape(Html html, HealthStatus status) {
        shape(html, Words.key(status));
    }

    static void shape(Html html, AlertSeverity severity) {
        shape(html, severity.label());
    }

    private static void shape(Html html, String key) {
        html.raw("<svg class=\"mark\" width=\"16\" height=\"16\" aria-hidden=\"true\"><use href=\"#mark-" + key
                + "\"/></svg>");
    }

    /** Shape, word and colour of how urgent an alert is. */
    static void severity(Html html, AlertSeverity severity) {
        html.open("span", "class", "state s-" + severity.label());
        shape(html, severity);
        html.text(AlertWords.severity(severity)).close("span");
    }

    /** Shape, word and colour. */
    static void state(Html html, HealthStatus status) {
        html.open("span", "class", "state s-" + Words.key(status));
        shape(html, status);
        html.text(Words.status(status)).close("span");
    }

    /** An icon of its own, for the tab of a browser. */
    static String icon(HealthStatus status) {
        Shape shape = Objects.requireNonNull(SHAPES.get(status));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path fill=\"" + COLOURS.get(status)
                + "\" d=\"" + shape.outline + "\"/><path fill=\"none\" stroke=\"#fff\" stroke-width=\"1.8\""
                + " stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"" + shape.glyph + "\"/></svg>\n";
    }
}
