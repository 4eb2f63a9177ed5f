package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** A panel as Grafana reads it. */
final class PanelJson {
    private static final String FIGURE = "Value";
    private static final Object NONE = JsonNodeFactory.instance.nullNode();

    private PanelJson() {}

    static Map<String, Object> of(Panel panel, int id, Map<String, Object> position) {
        Map<String, Object> json = object(
                "id",
                id,
                "type",
                panel.kind().type,
                "title",
                panel.title(),
                "description",
                panel.description(),
                "datasource",
                Dashboard.DATASOURCE,
                "gridPos",
                position,
                "fieldConfig",
                object("defaults", defaults(panel), "overrides", list()),
                "options",
                panel.kind().options(),
                "targets",
                targets(panel));
        if (panel.kind() == Kind.TABLE) {
            json.put("transformations", columns(panel));
        }
        return json;
    }

    private static Map<String, Object> defaults(Panel panel) {
        Map<String, Object> defaults = object(
                "unit",
                panel.unit().id,
                "color",
                object("mode", panel.thresholds().isEmpty() || drawn(panel) ? "palette-classic" : "thresholds"),
                "custom",
                custom(panel),
                "mappings",
                panel.unit() == Unit.STATUS ? Statuses.mappings() : list(),
                "thresholds",
                object("mode", "absolute", "steps", steps(panel)));
        if (panel.unit() == Unit.SHARE) {
            defaults.put("min", 0);
        }
        return defaults;
    }

    /** A share that is always 0 would be drawn on an axis up to 10,000 %. */
    private static Map<String, Object> custom(Panel panel) {
        Map<String, Object> custom = panel.kind().custom();
        if (panel.unit() == Unit.SHARE && drawn(panel)) {
            custom.put("axisSoftMax", 0.05);
        }
        return custom;
    }

    /** Lines have a color each; limits would paint them alike. */
    private static boolean drawn(Panel panel) {
        return panel.kind() == Kind.SERIES || panel.kind() == Kind.STACK;
    }

    private static List<Object> steps(Panel panel) {
        List<Object> steps = new ArrayList<>();
        for (Threshold threshold : panel.thresholds()) {
            boolean base = threshold.from() == Double.NEGATIVE_INFINITY;
            steps.add(object("color", threshold.color(), "value", base ? NONE : threshold.from()));
        }
        if (steps.isEmpty()) {
            steps.add(object("color", "green", "value", NONE));
        }
        return steps;
    }

    private static List<Object> targets(Panel panel) {
        List<Object> targets = new ArrayList<>();
        for (Query query : panel.queries()) {
            targets.add(object(
                    "refId",
                    String.valueOf((char) ('A' + targets.size())),
                    "datasource",
                    Dashboard.DATASOURCE,
                    "expr",
                    query.promQl(),
                    "legendFormat",
                    query.legend(),
                    "format",
                    format(panel.kind()),
                    "instant",
                    panel.kind().instant(),
                    "range",
                    !panel.kind().instant()));
        }
        return targets;
    }

    private static String format(Kind kind) {
        return switch (kind) {
            case TABLE -> "table";
            case HEATMAP -> "heatmap";
            default -> "time_series";
        };
    }

    /** Only the columns that are asked for, in their order. */
    private static List<Object> columns(Panel panel) {
        Map<String, Object> order = object();
        panel.columns().forEach(column -> order.put(column, order.size()));
        order.put(FIGURE, order.size());
        return list(
                object("id", "merge", "options", object()),
                object(
                        "id",
                        "filterFieldsByName",
                        "options",
                        object("include", object("names", new ArrayList<>(order.keySet())))),
                object("id", "organize", "options", object("indexByName", order)));
    }
}
