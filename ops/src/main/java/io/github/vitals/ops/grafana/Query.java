package io.github.vitals.ops.grafana;

/**
 * What is asked of Prometheus. In an expression <code>{*}</code> stands for the service and instance that were chosen, and
 * <code>{*,status="up"}</code> for those and a label.
 */
record Query(String expression, String legend) {
    private static final String CHOSEN = "{job=~\"$job\",instance=~\"$instance\"";

    /** As Grafana is to send it. */
    String promQl() {
        return expression.replace("{*", CHOSEN);
    }
}
