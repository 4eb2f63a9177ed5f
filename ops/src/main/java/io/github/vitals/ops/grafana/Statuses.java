package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.List;

/** A status as one figure, since pictures have no names: 0 is UP, and 4 is DOWN. */
final class Statuses {
    private Statuses() {}

    /** The status of each check, or of each group, by labels. */
    static String of(String meter, String by) {
        return "sum by (" + by + ") (0 * " + meter + "{*,status=\"up\"} or " + meter
                + "{*,status=\"maintenance\"} or 2 * "
                + meter + "{*,status=\"degraded\"} or 3 * " + meter + "{*,status=\"unknown\"} or 4 * " + meter
                + "{*,status=\"down\"})";
    }

    static List<Object> mappings() {
        return list(object(
                "type",
                "value",
                "options",
                object(
                        "0", shown("UP", "green", 0),
                        "1", shown("MAINTENANCE", "blue", 1),
                        "2", shown("DEGRADED", "yellow", 2),
                        "3", shown("UNKNOWN", "purple", 3),
                        "4", shown("DOWN", "red", 4))));
    }

    private static Object shown(String text, String color, int index) {
        return object("text", text, "color", color, "index", index);
    }
}
