package io.github.vitals.ops.grafana;

import java.util.List;

/** What was promised, and what is left of what may go wrong. */
final class Objectives {
    private Objectives() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "slo",
                "Service level objectives",
                "What was promised, and how much of the error budget is left and burns; of the table slo.csv.",
                List.of(Variable.JOB),
                "now-7d",
                List.of(Row.of("Budget", budget()), Row.of("Burning", burning())));
    }

    private static Panel[] budget() {
        return new Panel[] {
            Panel.of(Kind.BARS, "Budget left", "Share of the error budget of the window that is left.", Unit.SHARE)
                    .query("slo:error_budget:remaining_ratio{job=~\"$job\"}", "{{job}} {{slo}}")
                    .falling(0.1, 0.5)
                    .size(12, 8),
            Panel.series("Budget left over time", "Share of the error budget of the window that is left.", Unit.SHARE)
                    .query("slo:error_budget:remaining_ratio{job=~\"$job\"}", "{{job}} {{slo}}")
                    .size(12, 8)
        };
    }

    private static Panel[] burning() {
        return new Panel[] {
            burn("5 min", "5m"),
            burn("1 h", "1h"),
            burn("6 h", "6h"),
            Panel.series("Share of bad events", "Of the last hour.", Unit.SHARE)
                    .query("slo:error_ratio:rate1h{job=~\"$job\"}", "{{job}} {{slo}}")
                    .size(12, 8),
            Panel.series("Events", "A second.", Unit.PER_SECOND)
                    .query("slo:events:rate5m{job=~\"$job\"}", "{{job}} {{slo}}")
                    .size(12, 8)
        };
    }

    private static Panel burn(String title, String window) {
        return Panel.series(
                        "Burning, " + title,
                        "How many times faster than it lasts the budget burns; 14.4 for an hour and 5 min pages.",
                        Unit.NUMBER)
                .query(
                        "slo:error_ratio:rate" + window + "{job=~\"$job\"} / on (slo) group_left () slo:budget:ratio",
                        "{{job}} {{slo}}");
    }
}
