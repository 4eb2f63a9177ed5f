package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.Map;

/** How a panel shows its figures. */
enum Kind {
    /** Lines over time. */
    SERIES("timeseries", 8, 8) {
        @Override
        Map<String, Object> options() {
            return object(
                    "legend",
                    legend("table", list("lastNotNull", "max")),
                    "tooltip",
                    object("mode", "multi", "sort", "desc"));
        }

        @Override
        Map<String, Object> custom() {
            return object(
                    "drawStyle", "line", "fillOpacity", 10, "lineWidth", 1, "showPoints", "auto", "spanNulls", false);
        }
    },
    /** Lines that add up. */
    STACK("timeseries", 8, 8) {
        @Override
        Map<String, Object> options() {
            return SERIES.options();
        }

        @Override
        Map<String, Object> custom() {
            return object(
                    "drawStyle",
                    "line",
                    "fillOpacity",
                    60,
                    "lineWidth",
                    0,
                    "showPoints",
                    "never",
                    "stacking",
                    object("mode", "normal", "group", "A"));
        }
    },
    /** The figure of now, large. */
    STAT("stat", 4, 4) {
        @Override
        Map<String, Object> options() {
            return object(
                    "colorMode",
                    "background",
                    "graphMode",
                    "area",
                    "textMode",
                    "auto",
                    "orientation",
                    "auto",
                    "justifyMode",
                    "auto",
                    "reduceOptions",
                    last());
        }
    },
    /** Figures of now as bars with their limits. */
    BARS("bargauge", 8, 8) {
        @Override
        Map<String, Object> options() {
            return object(
                    "displayMode", "lcd", "orientation", "horizontal", "showUnfilled", true, "reduceOptions", last());
        }
    },
    /** Which state was when. */
    STATES("state-timeline", 24, 10) {
        @Override
        Map<String, Object> options() {
            return object(
                    "mergeValues",
                    true,
                    "showValue",
                    "never",
                    "rowHeight",
                    0.9,
                    "alignValue",
                    "left",
                    "legend",
                    legend("list", list()),
                    "tooltip",
                    object("mode", "single", "sort", "none"));
        }

        @Override
        Map<String, Object> custom() {
            return object("fillOpacity", 80, "lineWidth", 0);
        }
    },
    /** How many were how long, over time; of buckets. */
    HEATMAP("heatmap", 12, 8) {
        @Override
        Map<String, Object> options() {
            return object(
                    "calculate",
                    false,
                    "yAxis",
                    object("unit", "s"),
                    "color",
                    object("mode", "scheme", "scheme", "Oranges", "steps", 64),
                    "legend",
                    object("show", true),
                    "tooltip",
                    object("mode", "single", "yHistogram", false));
        }
    },
    /** Labels and figures of now. */
    TABLE("table", 12, 8) {
        @Override
        Map<String, Object> options() {
            return object("showHeader", true, "cellHeight", "sm");
        }
    };

    final String type;
    final int width;
    final int height;

    Kind(String type, int width, int height) {
        this.type = type;
        this.width = width;
        this.height = height;
    }

    abstract Map<String, Object> options();

    Map<String, Object> custom() {
        return object();
    }

    /** Of now, and so not asked over time. */
    boolean instant() {
        return this == TABLE || this == BARS;
    }

    private static Map<String, Object> last() {
        return object("calcs", list("lastNotNull"), "fields", "", "values", false);
    }

    private static Map<String, Object> legend(String mode, Object calculations) {
        return object("displayMode", mode, "placement", "bottom", "showLegend", true, "calcs", calculations);
    }
}
