package io.github.vitals.ops.grafana;

/** What is logged, by what the application counts of it itself. */
final class LogEvents {
    private LogEvents() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "logs",
                "Logs",
                "How much is logged at which level, as the application counts it; the events are in the log store.",
                Row.of("Now", now()),
                Row.of("Over time", overTime()));
    }

    private static Panel[] now() {
        return new Panel[] {
            level("Errors", "error").rising(1, 10),
            level("Warnings", "warn").rising(10, 100),
            Panel.stat("Share of errors", "Errors, of all events of the time shown.", Unit.SHARE)
                    .query(
                            "sum(increase(logback_events_total{*,level=\"error\"}[$__range])) /"
                                    + " sum(increase(logback_events_total{*}[$__range]))",
                            "errors")
                    .rising(0.01, 0.05)
                    .size(6, 4),
            Panel.stat("Events", "Log events a second.", Unit.PER_SECOND)
                    .query("sum(rate(logback_events_total{*}[$__rate_interval]))", "events")
                    .size(6, 4)
        };
    }

    private static Panel level(String title, String level) {
        return Panel.stat(title, "Events of the level " + level + " in the time shown.", Unit.NUMBER)
                .query("sum(increase(logback_events_total{*,level=\"" + level + "\"}[$__range]))", level)
                .size(6, 4);
    }

    private static Panel[] overTime() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Events by level", "A second.", Unit.PER_SECOND)
                    .query("sum by (level) (rate(logback_events_total{*}[$__rate_interval]))", "{{level}}"),
            Panel.series("Errors by instance", "A second.", Unit.PER_SECOND)
                    .query("rate(logback_events_total{*,level=\"error\"}[$__rate_interval])", "{{instance}}"),
            Panel.series(
                            "Errors against yesterday",
                            "Errors a second, and those of the same time a day ago.",
                            Unit.PER_SECOND)
                    .query("sum(rate(logback_events_total{*,level=\"error\"}[$__rate_interval]))", "now")
                    .query(
                            "sum(rate(logback_events_total{*,level=\"error\"}[$__rate_interval] offset 1d))",
                            "a day ago")
        };
    }
}
