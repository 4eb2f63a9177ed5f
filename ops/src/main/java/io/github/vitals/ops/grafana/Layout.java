package io.github.vitals.ops.grafana;

import static io.github.vitals.ops.grafana.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts panels side by side, in 24 columns, under the headings of their rows. */
final class Layout {
    private static final int COLUMNS = 24;

    private final List<Object> placed = new ArrayList<>();
    private int column;
    private int line;
    private int highest;

    private Layout() {}

    static List<Object> of(List<Row> rows) {
        Layout layout = new Layout();
        for (Row row : rows) {
            layout.heading(row.title());
            row.panels().forEach(layout::place);
        }
        return layout.placed;
    }

    private void heading(String title) {
        nextLine();
        placed.add(object(
                "id",
                placed.size() + 1,
                "type",
                "row",
                "title",
                title,
                "collapsed",
                false,
                "gridPos",
                position(COLUMNS, 1),
                "panels",
                List.of()));
        line++;
    }

    private void place(Panel panel) {
        if (column + panel.width() > COLUMNS) {
            nextLine();
        }
        placed.add(PanelJson.of(panel, placed.size() + 1, position(panel.width(), panel.height())));
        column += panel.width();
        highest = Math.max(highest, panel.height());
    }

    private Map<String, Object> position(int width, int height) {
        return object("x", column, "y", line, "w", width, "h", height);
    }

    private void nextLine() {
        line += highest;
        column = 0;
        highest = 0;
    }
}
