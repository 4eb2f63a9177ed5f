package io.github.vitals.ops.grafana;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of Prometheus. In an expression <code>{*}</code> stands for the service and instance that were chosen, and
 * <code>{*,status="up"}</code> for those and a label.
 */
record Query(String expression, String legend) {
    private static final String CHOSEN = "{job=~\"$job\",instance=~\"$instance\"";

    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /** An expression that has a 0 in place of nothing. A bare {@code or vector(0)} would add it to what there is. */
    static String orZero(String expression, String legend) {
        Matcher label = LABEL.matcher(legend);
        if (!label.find()) {
            throw new IllegalArgumentException("legend: " + legend + " (expected: with a label, as {{check}})");
        }
        return expression + " or label_replace(vector(0), \"" + label.group(1) + "\", \"none\", \"\", \"\")"
                + " unless on () (" + expression + ")";
    }

    /** As Grafana is to send it. */
    String promQl() {
        return expression.replace("{*", CHOSEN);
    }
}
