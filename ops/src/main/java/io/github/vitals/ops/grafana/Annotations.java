package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.List;
import java.util.Map;

/** Marks on the time axis of every panel. */
final class Annotations {
    private Annotations() {}

    static List<Object> all() {
        return list(
                mark(
                        "Health",
                        "red",
                        "sum by (job, instance, group, to) (increase(health_group_transitions_total{*}[$__interval])) > 0",
                        "{{group}} is {{to}}",
                        "{{job}} {{instance}}"),
                mark(
                        "Starts",
                        "blue",
                        "changes(process_start_time_seconds{*}[$__interval]) > 0",
                        "Started",
                        "{{job}} {{instance}}"),
                mark(
                        "Deployments",
                        "green",
                        "count by (job, version) (build_info{*}) unless count by (job, version) (build_info{*} offset 5m)",
                        "Version {{version}}",
                        "{{job}}"));
    }

    private static Map<String, Object> mark(String name, String color, String expression, String title, String text) {
        return object(
                "name",
                name,
                "enable",
                true,
                "hide",
                false,
                "iconColor",
                color,
                "datasource",
                Dashboard.DATASOURCE,
                "expr",
                new Query(expression, "").promQl(),
                "step",
                "60s",
                "titleFormat",
                title,
                "textFormat",
                text);
    }
}
