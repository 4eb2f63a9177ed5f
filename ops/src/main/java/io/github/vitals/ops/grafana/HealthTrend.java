package io.github.vitals.ops.grafana;

/** Where it is going: availability by window, and what gets slower. */
final class HealthTrend {
    private HealthTrend() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                        "health-trend",
                        "Health trend",
                        "Availability by window, failures and latency of checks against before.",
                        Row.of("Availability", availability()),
                        Row.of("Against before", before()))
                .with(Variable.CHECK)
                .since("now-7d");
    }

    private static Panel[] availability() {
        return new Panel[] {
            window("Last hour", "1h"),
            window("Last day", "1d"),
            window("Last 7 days", "7d"),
            window("Last 30 days", "30d"),
            Panel.series(
                            "Availability by hour",
                            "Share of each hour in which readiness was not DOWN or UNKNOWN.",
                            Unit.SHARE)
                    .query("avg by (job) (" + ready("1h") + ")", "{{job}}")
                    .size(12, 8),
            Panel.table("Availability of checks", "Share of the time shown in which each check was UP.", Unit.SHARE)
                    .query(
                            "sort(avg by (check) (avg_over_time(health_check_status{*,check=~\"$check\",status=\"up\"}[$__range])))",
                            "")
                    .showing("check")
        };
    }

    private static Panel window(String title, String window) {
        return Panel.stat(
                        title,
                        "Share of the time in which readiness was UP, DEGRADED or in maintenance; of all instances.",
                        Unit.SHARE)
                .query("avg(" + ready(window) + ")", "available")
                .falling(0.99, 0.999)
                .size(6, 4);
    }

    private static String ready(String window) {
        return "sum by (job, instance) (avg_over_time(health_group_status{*,group=\"readiness\","
                + "status=~\"up|degraded|maintenance\"}[" + window + "]))";
    }

    private static Panel[] before() {
        return new Panel[] {
            Panel.series("Failures an hour", "Results that were not UP, by check.", Unit.NUMBER)
                    .queryOrZero(
                            "sum by (check) (increase(health_check_failures_total{*,check=~\"$check\"}[1h]))",
                            "{{check}}"),
            Panel.series("Duration of runs by hour", "How long runs took on average, by check.", Unit.SECONDS)
                    .query(
                            "sum by (check) (rate(health_check_duration_seconds_sum{*,check=~\"$check\"}[1h])) / sum by"
                                    + " (check) (rate(health_check_duration_seconds_count{*,check=~\"$check\"}[1h]))",
                            "{{check}}"),
            Panel.series(
                            "Changes a day",
                            "How often the status of checks changed; what rises begins to flap.",
                            Unit.NUMBER)
                    .queryOrZero(
                            "sum by (check) (increase(health_check_transitions_total{*,check=~\"$check\"}[1d]))",
                            "{{check}}")
        };
    }
}
