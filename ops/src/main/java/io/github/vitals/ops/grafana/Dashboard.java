package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One page of panels. Its id is part of its address and stays the same for ever. */
record Dashboard(String id, String title, String description, List<Variable> variables, String from, List<Row> rows) {
    static final Map<String, Object> DATASOURCE = object("type", "prometheus", "uid", "${datasource}");
    static final String RUNBOOKS = "https://github.com/vitals-health/vitals/blob/main/docs/runbooks/README.md";

    /** Shows the last hour, for a service and an instance. */
    static Dashboard of(String id, String title, String description, Row... rows) {
        return new Dashboard(id, title, description, List.of(Variable.JOB, Variable.INSTANCE), "now-1h", List.of(rows));
    }

    Dashboard with(Variable variable) {
        List<Variable> more = new ArrayList<>(variables);
        more.add(variable);
        return new Dashboard(id, title, description, List.copyOf(more), from, rows);
    }

    Dashboard since(String start) {
        return new Dashboard(id, title, description, variables, start, rows);
    }

    /** The file's name, and the last part of the address. */
    String uid() {
        return "vitals-" + id;
    }

    List<Panel> panels() {
        return rows.stream().flatMap(row -> row.panels().stream()).toList();
    }

    Map<String, Object> json() {
        List<Object> templates = new ArrayList<>(List.of(Variable.datasource()));
        variables.forEach(variable -> templates.add(variable.json()));
        return new Page(uid(), title, description, from)
                .json(Links.all(), Annotations.all(), templates, Layout.of(rows));
    }
}
