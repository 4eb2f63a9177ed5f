package io.github.vitals.ops.grafana;

/** What every check says now. */
final class HealthStatusNow {
    private HealthStatusNow() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                        "health-status",
                        "Health status",
                        "What every check and group says now, since when, and how long a run took.",
                        Row.of("Now", now()),
                        Row.of("Checks", checks()),
                        Row.of("Runs", runs()))
                .with(Variable.CHECK);
    }

    private static Panel[] now() {
        return new Panel[] {
            count("UP", "up"),
            count("Degraded", "degraded").rising(1, 5),
            count("Unknown", "unknown").rising(1, 5),
            count("Down", "down").rising(1, 1),
            count("Maintenance", "maintenance"),
            Panel.stat("Stuck", "Checks of which a run that timed out has not come back.", Unit.NUMBER)
                    .query("sum(health_check_stuck{*,check=~\"$check\"})", "stuck")
                    .rising(1, 1)
        };
    }

    private static Panel count(String title, String status) {
        return Panel.stat(title, "Checks that are " + status + ", of all instances.", Unit.NUMBER)
                .query("sum(health_check_status{*,check=~\"$check\",status=\"" + status + "\"})", status);
    }

    private static Panel[] checks() {
        return new Panel[] {
            Panel.of(Kind.BARS, "Status of checks", "By instance and check.", Unit.STATUS)
                    .query(Statuses.of("health_check_status", "instance, check"), "{{check}} {{instance}}")
                    .rising(2, 3)
                    .size(12, 8),
            Panel.table("What is not UP", "Checks that are not UP, and for how many seconds.", Unit.SECONDS)
                    .query(
                            "health_check_status_age_seconds{*,check=~\"$check\"} and on (job, instance, check)"
                                    + " health_check_status{*,status!=\"up\"} == 1",
                            "")
                    .showing("job", "instance", "check"),
            Panel.table("Age of results", "The checks whose last result is oldest.", Unit.SECONDS)
                    .query("topk(20, health_check_result_age_seconds{*,check=~\"$check\"})", "")
                    .showing("job", "instance", "check")
                    .size(24, 8)
        };
    }

    private static Panel[] runs() {
        return new Panel[] {
            Panel.series("Duration of runs", "How long runs took on average, by check.", Unit.SECONDS)
                    .query(
                            "sum by (check) (rate(health_check_duration_seconds_sum{*,check=~\"$check\"}"
                                    + "[$__rate_interval])) / sum by (check)"
                                    + " (rate(health_check_duration_seconds_count{*,check=~\"$check\"}[$__rate_interval]))",
                            "{{check}}"),
            Panel.series("Longest run", "Of late, by check.", Unit.SECONDS)
                    .query("max by (check) (health_check_duration_seconds_max{*,check=~\"$check\"})", "{{check}}"),
            Panel.series("Time-outs", "Runs that got no answer in time.", Unit.PER_SECOND)
                    .query(
                            "sum by (check) (rate(health_check_timeouts_total{*,check=~\"$check\"}[$__rate_interval]))",
                            "{{check}}")
        };
    }
}
