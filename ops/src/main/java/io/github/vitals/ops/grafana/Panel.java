package io.github.vitals.ops.grafana;

import java.util.ArrayList;
import java.util.List;

/** One picture. Immutable; each method that changes something returns another panel. */
record Panel(
        Kind kind,
        String title,
        String description,
        Unit unit,
        int width,
        int height,
        List<Query> queries,
        List<Threshold> thresholds,
        List<String> columns) {
    static Panel of(Kind kind, String title, String description, Unit unit) {
        return new Panel(kind, title, description, unit, kind.width, kind.height, List.of(), List.of(), List.of());
    }

    static Panel series(String title, String description, Unit unit) {
        return of(Kind.SERIES, title, description, unit);
    }

    static Panel stat(String title, String description, Unit unit) {
        return of(Kind.STAT, title, description, unit);
    }

    static Panel table(String title, String description, Unit unit) {
        return of(Kind.TABLE, title, description, unit);
    }

    /** Asks this too; the legend may use labels, as <code>{{check}}</code>. */
    Panel query(String expression, String legend) {
        List<Query> more = new ArrayList<>(queries);
        more.add(new Query(expression, legend));
        return new Panel(kind, title, description, unit, width, height, List.copyOf(more), thresholds, columns);
    }

    /** The same, and where it has nothing at all a line at 0, whose first label is {@code none}. */
    Panel queryOrZero(String expression, String legend) {
        return query(Query.orZero(expression, legend), legend);
    }

    /** In columns of 24, and rows of 30 pixels. */
    Panel size(int columnsWide, int rowsHigh) {
        return new Panel(kind, title, description, unit, columnsWide, rowsHigh, queries, thresholds, columns);
    }

    /** Green below both, yellow from the first on, red from the second. */
    Panel rising(double yellow, double red) {
        return limits(new Threshold(yellow, "yellow"), new Threshold(red, "red"), "green");
    }

    /** Red below the first, yellow below the second, green from there on. */
    Panel falling(double red, double yellow) {
        return limits(new Threshold(red, "yellow"), new Threshold(yellow, "green"), "red");
    }

    private Panel limits(Threshold first, Threshold second, String base) {
        List<Threshold> all = List.of(new Threshold(Double.NEGATIVE_INFINITY, base), first, second);
        return new Panel(kind, title, description, unit, width, height, queries, all, columns);
    }

    /** The labels that a table shows, in this order, before the figure. */
    Panel showing(String... labels) {
        return new Panel(kind, title, description, unit, width, height, queries, thresholds, List.of(labels));
    }
}
