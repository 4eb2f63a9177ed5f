package io.github.vitals.ops.grafana;

/** All services at one look, and the way to each. */
final class Fleet {
    private Fleet() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "fleet",
                "Fleet",
                "All services and instances at one look; each leads to its dashboards and to its own page.",
                Row.of("Services", services()),
                Row.of("Instances", instances()),
                Row.of("Alerts", alerts()));
    }

    private static Panel[] services() {
        return new Panel[] {
            Panel.table("Instances ready", "Share of the instances of each service that are ready.", Unit.SHARE)
                    .query(
                            "avg by (job) (sum by (job, instance) (health_group_status{*,group=\"readiness\","
                                    + "status=~\"up|degraded|maintenance\"}))",
                            "")
                    .showing("job")
                    .falling(0.5, 1)
                    .size(8, 8),
            Panel.table("Requests", "A second, by service.", Unit.REQUESTS_PER_SECOND)
                    .query("sum by (job) (rate(http_server_requests_seconds_count{*}[$__rate_interval]))", "")
                    .showing("job")
                    .size(8, 8),
            Panel.table("Error share", "Share of requests that were answered with 5xx, by service.", Unit.SHARE)
                    .query(
                            "sum by (job) (rate(http_server_requests_seconds_count{*,status=~\"5..\"}[$__rate_interval]))"
                                    + " / sum by (job) (rate(http_server_requests_seconds_count{*}[$__rate_interval])) or"
                                    + " sum by (job) (rate(http_server_requests_seconds_count{*}[$__rate_interval])) * 0",
                            "")
                    .showing("job")
                    .rising(0.001, 0.01)
                    .size(8, 8)
        };
    }

    private static Panel[] instances() {
        return new Panel[] {
            Panel.of(Kind.STATES, "Readiness", "Of each instance over time.", Unit.STATUS)
                    .query(Statuses.of("health_group_status", "job, instance, group"), "{{job}} {{instance}} {{group}}")
                    .size(24, 8),
            Panel.table("Versions", "What runs where.", Unit.NUMBER)
                    .query("build_info{*}", "")
                    .showing("job", "instance", "version", "environment", "java"),
            Panel.table("Not scraped", "Targets that Prometheus cannot reach.", Unit.NUMBER)
                    .query("up{*} == 0 or absent(up{*} == 0) * 0", "")
                    .showing("job", "instance")
        };
    }

    private static Panel[] alerts() {
        return new Panel[] {
            Panel.table("Firing", "Alerts of Prometheus that fire.", Unit.NUMBER)
                    .query("ALERTS{*,alertstate=\"firing\"} or absent(ALERTS{*,alertstate=\"firing\"}) * 0", "")
                    .showing("alertname", "severity", "job", "instance", "check"),
            Panel.series("Alerts of the applications", "Alerts that the instances themselves tell.", Unit.NUMBER)
                    .query("sum by (severity) (health_alert_active{*})", "{{severity}}")
                    .size(12, 8)
        };
    }
}
