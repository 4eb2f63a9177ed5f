package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What there is of alerts: those that somebody has to look at first, then who is told and what was sent. */
final class AlertsScreen implements Content {
    /** More rows than this are counted only. */
    static final int MOST_ROWS = 100;

    private final Look look;
    private final HealthReport report;
    private final boolean historyKept;
    private final AlertBoard board;
    private final List<ActiveAlert> active;

    AlertsScreen(Past past, Look look, HealthRegistry health, AlertBoard board) {
        this.look = look;
        this.report = health.report();
        this.historyKept = past.kept();
        this.board = board;
        this.active = board.active();
    }

    @Override
    public Frame.Screen screen() {
        String counts = active.isEmpty() ? "none" : AlertWords.counts(active);
        return new Frame.Screen("Alerts – " + counts, report.status(), "Alerts", true);
    }

    @Override
    public void write(Html html) {
        headline(html);
        section(html, "open", "Open", "", AlertWords::isOpen);
        section(
                html,
                "acknowledged",
                "Acknowledged",
                "Somebody looks after them: nothing is repeated.",
                alert -> alert.state() == ActiveAlert.State.ACKNOWLEDGED);
        section(
                html,
                "silenced",
                "Silenced",
                "Nothing is sent about them for now.",
                alert -> alert.state() == ActiveAlert.State.SILENCED);
        section(
                html,
                "suppressed",
                "Suppressed",
                "Nothing is sent about them: another alert is about their root cause.",
                alert -> alert.state() == ActiveAlert.State.SUPPRESSED);
        AlertTables tables = new AlertTables(html);
        tables.silences(board.silences());
        tables.channels(board.channels());
        tables.deliveries(board.deliveries(), byKey().keySet());
    }

    private void headline(Html html) {
        html.open("section", "class", "overview", "aria-labelledby", "sentence");
        Optional<ActiveAlert> worst = active.stream().filter(AlertWords::isOpen).findFirst();
        worst.ifPresent(alert -> {
            html.open("p", "class", "verdict");
            Marks.severity(html, alert.severity());
            html.close("p");
        });
        html.element("h1", sentence(), "id", "sentence");
        if (!active.isEmpty()) {
            html.element("p", AlertWords.counts(active) + ".", "class", "facts");
        }
        html.close("section").raw("\n");
    }

    private String sentence() {
        return switch (active.size()) {
            case 0 -> "No alert is active";
            case 1 -> "1 alert is active";
            default -> Words.grouped(active.size()) + " alerts are active";
        };
    }

    private Map<String, ActiveAlert> byKey() {
        Map<String, ActiveAlert> byKey = new LinkedHashMap<>();
        active.forEach(alert -> byKey.put(alert.key(), alert));
        return byKey;
    }

    private void section(Html html, String id, String heading, String explained, Predicate<ActiveAlert> of) {
        List<ActiveAlert> alerts = active.stream().filter(of).toList();
        if (alerts.isEmpty()) {
            return;
        }
        html.open("section", "class", "block", "aria-labelledby", id);
        html.open("h2", "id", id).text(heading + " ");
        html.element("span", Words.grouped(alerts.size()), "class", "counted").close("h2");
        if (!explained.isEmpty()) {
            html.element("p", explained, "class", "lead");
        }
        html.open("ul", "class", "rows alerts " + id).raw("\n");
        AlertRow row = new AlertRow(html, look, historyKept, byKey());
        alerts.stream().limit(MOST_ROWS).forEach(row::write);
        html.close("ul");
        if (alerts.size() > MOST_ROWS) {
            html.element("p", "And " + Words.grouped(alerts.size() - MOST_ROWS) + " more.", "class", "formula");
        }
        html.close("section").raw("\n");
    }
}
