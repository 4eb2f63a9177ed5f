package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.List;
import java.util.Map;

/** What every dashboard has, whatever store it asks. */
record Page(String uid, String title, String description, String from) {
    private static final int SCHEMA = 39;

    Map<String, Object> json(
            List<Object> links, List<Object> annotations, List<Object> variables, List<Object> panels) {
        return object(
                "uid",
                uid,
                "title",
                "Vitals / " + title,
                "description",
                description,
                "tags",
                list("vitals"),
                "schemaVersion",
                SCHEMA,
                "version",
                1,
                "editable",
                false,
                "graphTooltip",
                1,
                "refresh",
                "30s",
                "time",
                object("from", from, "to", "now"),
                "timezone",
                "browser",
                "links",
                links,
                "annotations",
                object("list", annotations),
                "templating",
                object("list", variables),
                "panels",
                panels);
    }
}
