package io.github.vitals.ops.grafana;

/** What is logged and what becomes of it, by what the application counts itself. */
final class LogEvents {
    private static final String EVERY = "{{instance}} {{output}}";
    private static final String WAITING = "{{instance}} {{archive}}";

    private LogEvents() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "logs",
                "Logs",
                "How much is logged at which level, and what becomes of it, as the application counts it; the events are"
                        + " in the log store.",
                Row.of("Now", now()),
                Row.of("Over time", overTime()),
                Row.of("What is in it", contents()),
                Row.of("Outputs", outputs()),
                Row.of("Archive", archive()),
                Row.of("Levels and audit", levelsAndAudit()));
    }

    /** Events a second by instance and level, of some levels. */
    static String rate(String labels) {
        return counted("rate", labels, "[$__rate_interval]");
    }

    /** An instance counts by LogMetrics, by LogbackMetrics, or by both. */
    private static String counted(String function, String labels, String range) {
        String by = "sum by (job, instance, level) (" + function + "(%s{*" + labels + "}" + range + "))";
        return by.formatted("log_events_total") + " or " + by.formatted("logback_events_total");
    }

    private static String increase(String labels) {
        return "sum(" + counted("increase", labels, "[$__range]") + ")";
    }

    private static Panel[] now() {
        return new Panel[] {
            level("Errors", "error").rising(1, 10),
            level("Warnings", "warn").rising(10, 100),
            Panel.stat("Share of errors", "Errors, of all events of the time shown.", Unit.SHARE)
                    .query(increase(",level=\"error\"") + " / " + increase(""), "errors")
                    .rising(0.01, 0.05)
                    .size(6, 4),
            Panel.stat("Events", "Log events a second.", Unit.PER_SECOND)
                    .query("sum(" + rate("") + ")", "events")
                    .size(6, 4)
        };
    }

    private static Panel level(String title, String level) {
        return Panel.stat(title, "Events of the level " + level + " in the time shown.", Unit.NUMBER)
                .query(increase(",level=\"" + level + "\""), level)
                .size(6, 4);
    }

    private static Panel[] overTime() {
        String errors = ",level=\"error\"";
        return new Panel[] {
            Panel.of(Kind.STACK, "Events by level", "A second.", Unit.PER_SECOND)
                    .query("sum by (level) (" + rate("") + ")", "{{level}}"),
            Panel.series("Errors by instance", "A second.", Unit.PER_SECOND).query(rate(errors), "{{instance}}"),
            Panel.series(
                            "Errors against yesterday",
                            "Errors a second, and those of the same time a day ago.",
                            Unit.PER_SECOND)
                    .query("sum(" + rate(errors) + ")", "now")
                    .query("sum(" + counted("rate", errors, "[$__rate_interval] offset 1d") + ")", "a day ago")
        };
    }

    private static Panel[] contents() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Events by group", "A second, by groups of loggers.", Unit.PER_SECOND)
                    .query("sum by (group) (rate(log_events_total{*}[$__rate_interval]))", "{{group}}"),
            Panel.series("Masked", "Secrets and personal data a second, by kind.", Unit.PER_SECOND)
                    .query("sum by (kind) (rate(log_masked_total{*}[$__rate_interval]))", "{{kind}}"),
            Panel.series("Held back", "Events of floods of one call site, a second.", Unit.PER_SECOND)
                    .queryOrZero("sum by (level) (rate(log_held_back_total{*}[$__rate_interval]))", "{{level}}")
        };
    }

    private static Panel[] outputs() {
        return new Panel[] {
            Panel.series("Written", "Bytes a second.", Unit.BYTES_PER_SECOND)
                    .query("rate(log_written_size_bytes_total{*}[$__rate_interval])", EVERY),
            Panel.series("Events written", "A second.", Unit.PER_SECOND)
                    .query("rate(log_written_total{*}[$__rate_interval])", EVERY),
            Panel.series("Queue", "How full it is, by events or by bytes.", Unit.SHARE)
                    .query("log_queue_used{*}", EVERY),
            Panel.series("Dropped", "Events a second, because a queue was full.", Unit.PER_SECOND)
                    .query("sum by (level) (rate(log_dropped_total{*}[$__rate_interval]))", "{{level}}"),
            Panel.series("Cannot be written", "1 while an output fails.", Unit.NUMBER)
                    .query("log_failing{*}", EVERY),
            Panel.series(
                            "Not encoded, or torn",
                            "Events an hour that the encoder threw at, and lines that a crash had torn.",
                            Unit.NUMBER)
                    .query("3600 * rate(log_not_encoded_total{*}[$__rate_interval])", EVERY + " not encoded")
                    .query("3600 * rate(log_torn_lines_total{*}[$__rate_interval])", EVERY + " torn")
        };
    }

    private static Panel[] archive() {
        return new Panel[] {
            Panel.series("Files that wait", "Closed, due and not archived.", Unit.NUMBER)
                    .query("log_archive_backlog_files{*}", WAITING),
            Panel.series("Size of those that wait", "Closed, due and not archived.", Unit.BYTES)
                    .query("log_archive_backlog_size_bytes{*}", WAITING),
            Panel.series(
                            "Age of those that wait",
                            "How long ago the oldest was last written to; it is due after a day, or what was set.",
                            Unit.SECONDS)
                    .query("log_archive_backlog_age_seconds{*}", WAITING),
            Panel.series("Archived", "Files an hour.", Unit.NUMBER)
                    .query("3600 * rate(log_archive_files_total{*}[$__rate_interval])", WAITING),
            Panel.series("Deleted", "Files an hour, by reason; what was not archived is lost.", Unit.NUMBER)
                    .query(
                            "3600 * sum by (reason) (rate(log_archive_deleted_total{*}[$__rate_interval]))",
                            "{{reason}}")
                    .query(
                            "3600 * sum by (output) (rate(log_files_deleted_total{*}[$__rate_interval]))",
                            "by {{output}}, without archive"),
            Panel.series(
                            "Archive fails",
                            "1 while closed files cannot be archived or deleted, and failures an hour.",
                            Unit.NUMBER)
                    .query("log_archive_failing{*}", WAITING)
                    .query("3600 * rate(log_archive_failures_total{*}[$__rate_interval])", WAITING + ", an hour")
        };
    }

    private static Panel[] levelsAndAudit() {
        return new Panel[] {
            Panel.series("Levels changed", "Loggers that have another level for a while.", Unit.NUMBER)
                    .queryOrZero("log_levels_changed{*}", "{{instance}}")
                    .size(12, 8),
            Panel.series("Audit log", "Events a second that were recorded, and that could not be.", Unit.PER_SECOND)
                    .queryOrZero(
                            "sum by (audit) (rate(log_audit_recorded_total{*}[$__rate_interval]))",
                            "{{audit}} recorded")
                    .queryOrZero(
                            "sum by (audit) (rate(log_audit_failed_total{*}[$__rate_interval]))", "{{audit}} failed")
                    .size(12, 8)
        };
    }
}
