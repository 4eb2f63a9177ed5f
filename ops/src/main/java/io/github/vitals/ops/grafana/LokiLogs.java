package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The events themselves, for those who keep them in Loki: the one dashboard that does not ask Prometheus. */
public final class LokiLogs {
    private static final Map<String, Object> LOKI = object("type", "loki", "uid", "${datasource}");
    private static final String CHOSEN = "{service=~\"$service\", environment=~\"$environment\", level=~\"$level\"}";
    private static final int WIDTH = 24;

    private final List<Object> panels = new ArrayList<>();
    private int row;

    private LokiLogs() {}

    /** Its file. */
    static String file() {
        LokiLogs logs = new LokiLogs();
        logs.figures(
                Kind.STACK,
                "Events by level",
                "sum by (level) (count_over_time(" + CHOSEN + "[$__auto]))",
                "{{level}}");
        logs.figures(
                Kind.SERIES,
                "Errors by service and release",
                "sum by (service, service_version) (count_over_time(" + errors() + "[$__auto]))",
                "{{service}} {{service_version}}");
        logs.figures(
                Kind.SERIES,
                "Exceptions by place in the code",
                "topk(10, sum by (error_type, error_stack_hash) (count_over_time(" + CHOSEN
                        + " | error_stack_hash!=\"\" [$__auto])))",
                "{{error_type}} {{error_stack_hash}}");
        logs.events("Health transitions", CHOSEN + " | event_action=\"health-status-changed\"");
        logs.events("Unparsed lines", "{class=~\".+\"} | unparsed=\"true\"");
        logs.events("Events", CHOSEN + " |~ \"(?i)$search\"");
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(logs.json()) + "\n";
    }

    private static String errors() {
        return CHOSEN.replace("level=~\"$level\"", "level=~\"ERROR|FATAL\"");
    }

    private void figures(Kind kind, String title, String query, String legend) {
        Map<String, Object> panel = panel(kind.type, title, query, 8);
        panel.put("options", kind.options());
        panel.put(
                "fieldConfig",
                object("defaults", object("unit", "short", "custom", kind.custom()), "overrides", list()));
        panel.put("targets", list(target(query, legend)));
    }

    private void events(String title, String query) {
        panel("logs", title, query, title.equals("Events") ? 16 : 8)
                .put(
                        "options",
                        object(
                                "showTime",
                                true,
                                "wrapLogMessage",
                                true,
                                "enableLogDetails",
                                true,
                                "prettifyLogMessage",
                                false,
                                "showLabels",
                                false,
                                "showCommonLabels",
                                false,
                                "dedupStrategy",
                                "none",
                                "sortOrder",
                                "Descending"));
    }

    private Map<String, Object> panel(String type, String title, String query, int height) {
        Map<String, Object> panel = object(
                "id",
                panels.size() + 1,
                "type",
                type,
                "title",
                title,
                "datasource",
                LOKI,
                "gridPos",
                object("x", 0, "y", row, "w", WIDTH, "h", height),
                "targets",
                list(target(query, "")));
        row += height;
        panels.add(panel);
        return panel;
    }

    private static Map<String, Object> target(String query, String legend) {
        return object("refId", "A", "datasource", LOKI, "expr", query, "queryType", "range", "legendFormat", legend);
    }

    private Map<String, Object> json() {
        Page page = new Page(
                "vitals-loki-logs",
                "Events in Loki",
                "What services log, searched by service, environment, level and a word.",
                "now-1h");
        List<Object> variables =
                list(source(), label("service", ".+"), label("environment", ".*"), label("level", ".*"), search());
        return page.json(list(), list(), variables, panels);
    }

    private static Map<String, Object> source() {
        return object(
                "name", "datasource", "label", "Data source", "type", "datasource", "query", "loki", "refresh", 1);
    }

    private static Map<String, Object> label(String name, String any) {
        return object(
                "name",
                name,
                "label",
                name,
                "type",
                "query",
                "datasource",
                LOKI,
                "query",
                object("type", 1, "label", name, "stream", "", "refId", "LokiVariableQueryEditor-VariableQuery"),
                "includeAll",
                true,
                "allValue",
                any,
                "multi",
                true,
                "refresh",
                2,
                "sort",
                1);
    }

    private static Map<String, Object> search() {
        return object("name", "search", "label", "Contains", "type", "textbox", "query", "");
    }

    /**
     * Writes the file.
     *
     * @param arguments its path
     * @throws IOException if it cannot be written
     */
    public static void main(String... arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), file());
    }
}
