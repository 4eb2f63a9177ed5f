package io.github.vitals.ops.grafana;

/** What fails, and how much of it may. */
final class Errors {
    private Errors() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "application-errors",
                "Errors",
                "What fails: requests, calls, connections, checks and what is logged about them.",
                Row.of("Requests", requests()),
                Row.of("What they call", calls()),
                Row.of("Checks and logs", checks()));
    }

    private static Panel[] requests() {
        return new Panel[] {
            Panel.stat("Error share", "Share of requests that were answered with 5xx.", Unit.SHARE)
                    .query(ApplicationOverview.errorShare("$__rate_interval"), "errors")
                    .rising(0.001, 0.01)
                    .size(6, 8),
            Panel.series("Errors by path", "Requests a second that were answered with 5xx.", Unit.REQUESTS_PER_SECOND)
                    .queryOrZero(
                            "sum by (uri, status) (rate(http_server_requests_seconds_count{*,status=~\"5..\"}"
                                    + "[$__rate_interval]))",
                            "{{uri}} {{status}}")
                    .size(9, 8),
            Panel.series("Refused by path", "Requests a second that were answered with 4xx.", Unit.REQUESTS_PER_SECOND)
                    .queryOrZero(
                            "sum by (uri, status) (rate(http_server_requests_seconds_count{*,status=~\"4..\"}"
                                    + "[$__rate_interval]))",
                            "{{uri}} {{status}}")
                    .size(9, 8),
            Panel.series(
                            "Budget burned",
                            "How many times faster than it lasts the error budget of an objective burns.",
                            Unit.NUMBER)
                    .query(
                            "slo:error_ratio:rate1h{job=~\"$job\"} / on (slo) group_left () slo:budget:ratio",
                            "{{slo}} 1 h")
                    .query(
                            "slo:error_ratio:rate5m{job=~\"$job\"} / on (slo) group_left () slo:budget:ratio",
                            "{{slo}} 5 min")
                    .size(24, 8)
        };
    }

    private static Panel[] calls() {
        return new Panel[] {
            Panel.series("Other services", "Calls a second that did not succeed.", Unit.REQUESTS_PER_SECOND)
                    .queryOrZero(
                            "sum by (uri, status) (rate(http_client_requests_seconds_count{*,outcome!=\"SUCCESS\"}"
                                    + "[$__rate_interval]))",
                            "{{uri}} {{status}}"),
            Panel.series(
                            "Connections not had",
                            "Times a second that no connection could be had in time.",
                            Unit.PER_SECOND)
                    .query("rate(hikaricp_connections_timeout_total{*}[$__rate_interval])", "{{instance}} {{pool}}"),
            Panel.series(
                            "Left out of meters",
                            "What a meter had no time series for and counted as other.",
                            Unit.PER_SECOND)
                    .queryOrZero("sum by (meter) (rate(metrics_overflow_total{*}[$__rate_interval]))", "{{meter}}")
        };
    }

    private static Panel[] checks() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Failures of checks", "Results that were not UP, by check and reason.", Unit.NUMBER)
                    .queryOrZero(
                            "sum by (check, reason) (increase(health_check_failures_total{*}[$__rate_interval]))",
                            "{{check}} {{reason}}")
                    .size(12, 8),
            Panel.of(Kind.STACK, "Errors and warnings logged", "Log events a second.", Unit.PER_SECOND)
                    .query("sum by (level) (" + LogEvents.rate(",level=~\"error|warn\"") + ")", "{{level}}")
                    .size(12, 8)
        };
    }
}
