package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.list;
import static io.github.vitals.ops.grafana.Json.object;

import java.util.List;
import java.util.Map;

/** To the other dashboards, and to what to do. */
final class Links {
    private Links() {}

    static List<Object> all() {
        return list(link("dashboards", "Vitals", "", true), link("link", "Runbooks", Dashboard.RUNBOOKS, false));
    }

    /** Keeps the time and what was chosen on the way to another dashboard. */
    private static Map<String, Object> link(String type, String title, String url, boolean among) {
        return object(
                "type",
                type,
                "title",
                title,
                "url",
                url,
                "icon",
                among ? "external link" : "doc",
                "tooltip",
                "",
                "tags",
                among ? list("vitals") : list(),
                "asDropdown",
                among,
                "targetBlank",
                !among,
                "includeVars",
                among,
                "keepTime",
                among);
    }
}
