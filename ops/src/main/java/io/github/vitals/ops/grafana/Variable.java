package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.Map;

/** What a reader chooses at the top of a dashboard. */
enum Variable {
    JOB("job", "Job", "label_values(up, job)"),
    INSTANCE("instance", "Instance", "label_values(up{job=~\"$job\"}, instance)"),
    CHECK("check", "Check", "label_values(health_check_status{job=~\"$job\",instance=~\"$instance\"}, check)");

    final String id;
    private final String label;
    private final String query;

    Variable(String id, String label, String query) {
        this.id = id;
        this.label = label;
        this.query = query;
    }

    /** Several may be chosen, and all are at first. */
    Map<String, Object> json() {
        return object(
                "name",
                id,
                "label",
                label,
                "type",
                "query",
                "datasource",
                Dashboard.DATASOURCE,
                "definition",
                query,
                "query",
                object("qryType", 1, "query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"),
                "includeAll",
                true,
                "allValue",
                ".+",
                "multi",
                true,
                "refresh",
                2,
                "sort",
                1,
                "current",
                object("selected", true, "text", list("All"), "value", list("$__all")));
    }

    /** Which Prometheus; every panel asks the one that was chosen. */
    static Map<String, Object> datasource() {
        return object(
                "name",
                "datasource",
                "label",
                "Data source",
                "type",
                "datasource",
                "query",
                "prometheus",
                "refresh",
                1,
                "current",
                object("selected", false, "text", "Prometheus", "value", "prometheus"));
    }
}
