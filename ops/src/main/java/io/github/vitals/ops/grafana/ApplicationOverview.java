package io.github.vitals.ops.grafana;

/** Whether users are served, at one look. */
final class ApplicationOverview {
    private static final String REQUESTS = "http_server_requests_seconds_count";
    private static final String BUCKETS = "http_server_requests_seconds_bucket";

    private ApplicationOverview() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "application-overview",
                "Application overview",
                "Whether users are served: health, traffic, errors, latency and saturation of a service.",
                Row.of("Now", now()),
                Row.of("Traffic", traffic()),
                Row.of("Saturation", saturation()));
    }

    private static Panel[] now() {
        return new Panel[] {
            Panel.stat("Instances ready", "Instances whose readiness is UP, DEGRADED or in maintenance.", Unit.NUMBER)
                    .query(
                            "sum(health_group_status{*,group=\"readiness\",status=~\"up|degraded|maintenance\"})",
                            "ready")
                    .falling(1, 2),
            Panel.stat("Checks down", "Checks that are DOWN, of all instances.", Unit.NUMBER)
                    .query("sum(health_check_status{*,status=\"down\"})", "down")
                    .rising(1, 3),
            Panel.stat("Requests", "Requests a second.", Unit.REQUESTS_PER_SECOND)
                    .query("sum(rate(" + REQUESTS + "{*}[$__rate_interval]))", "requests"),
            Panel.stat("Errors", "Share of requests that were answered with 5xx.", Unit.SHARE)
                    .query(errorShare("$__rate_interval"), "errors")
                    .rising(0.001, 0.01),
            Panel.stat("Latency, p99", "What 99 of 100 requests were faster than.", Unit.SECONDS)
                    .query(quantile("0.99"), "p99")
                    .rising(0.5, 1),
            Panel.stat("Alerts", "Alerts of Prometheus that fire.", Unit.NUMBER)
                    .query("count(ALERTS{*,alertstate=\"firing\"}) or vector(0)", "firing")
                    .rising(1, 5)
        };
    }

    private static Panel[] traffic() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Requests by status", "Requests a second by their status.", Unit.REQUESTS_PER_SECOND)
                    .query("sum by (status) (rate(" + REQUESTS + "{*}[$__rate_interval]))", "{{status}}"),
            Panel.series("Error share", "Share of requests that were answered with 5xx, by instance.", Unit.SHARE)
                    .query(
                            "sum by (instance) (rate(" + REQUESTS + "{*,status=~\"5..\"}[$__rate_interval])) / sum by"
                                    + " (instance) (rate(" + REQUESTS + "{*}[$__rate_interval])) or sum by (instance)"
                                    + " (rate(" + REQUESTS + "{*}[$__rate_interval])) * 0",
                            "{{instance}}"),
            Panel.series("Latency", "What so many of 100 requests were faster than.", Unit.SECONDS)
                    .query(quantile("0.5"), "p50")
                    .query(quantile("0.95"), "p95")
                    .query(quantile("0.99"), "p99")
        };
    }

    private static Panel[] saturation() {
        return new Panel[] {
            Panel.series("Processor", "Share of the machine's processors that the process uses.", Unit.SHARE)
                    .query("process_cpu_usage{*}", "{{instance}}"),
            Panel.series(
                            "Heap after collection",
                            "What survived the last collection, of what there may be.",
                            Unit.SHARE)
                    .query("jvm_memory_usage_after_gc{*}", "{{instance}} {{pool}}"),
            Panel.series(
                            "Connections in use",
                            "Connections of a pool that are in use, of those there may be.",
                            Unit.SHARE)
                    .query("hikaricp_connections_active{*} / hikaricp_connections_max{*}", "{{instance}} {{pool}}")
        };
    }

    static String errorShare(String interval) {
        return "sum(rate(" + REQUESTS + "{*,status=~\"5..\"}[" + interval + "])) / sum(rate(" + REQUESTS + "{*}["
                + interval + "])) or vector(0)";
    }

    static String quantile(String quantile) {
        return "histogram_quantile(" + quantile + ", sum by (le) (rate(" + BUCKETS + "{*}[$__rate_interval])))";
    }
}
