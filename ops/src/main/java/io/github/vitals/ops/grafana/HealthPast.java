package io.github.vitals.ops.grafana;

/** What has been: when each check and group was what. */
final class HealthPast {
    private HealthPast() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                        "health-history",
                        "Health history",
                        "When each group and check was what, how often it changed, and why it failed.",
                        Row.of("Groups", groups()),
                        Row.of("Checks", checks()),
                        Row.of("Changes", changes()))
                .with(Variable.CHECK)
                .since("now-24h");
    }

    private static Panel[] groups() {
        return new Panel[] {
            Panel.of(Kind.STATES, "Groups", "The status of each group of each instance over time.", Unit.STATUS)
                    .query(Statuses.of("health_group_status", "instance, group"), "{{group}} {{instance}}")
                    .size(24, 7)
        };
    }

    private static Panel[] checks() {
        return new Panel[] {
            Panel.of(Kind.STATES, "Checks", "The status of each check of each instance over time.", Unit.STATUS)
                    .query(Statuses.of("health_check_status", "instance, check"), "{{check}} {{instance}}")
                    .size(24, 12)
        };
    }

    private static Panel[] changes() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Changes", "Changes of the status of checks, by what they became.", Unit.NUMBER)
                    .queryOrZero(
                            "sum by (check, to) (increase(health_check_transitions_total{*,check=~\"$check\"}"
                                    + "[$__rate_interval]))",
                            "{{check}} {{to}}"),
            Panel.table("Most changes", "Changes of each check in the time shown.", Unit.NUMBER)
                    .query(
                            "topk(20, sum by (job, instance, check)"
                                    + " (increase(health_check_transitions_total{*,check=~\"$check\"}[$__range])))",
                            "")
                    .showing("job", "instance", "check")
                    .size(8, 8),
            Panel.table("Why checks failed", "Results that were not UP in the time shown, by reason.", Unit.NUMBER)
                    .query(
                            "sort_desc(sum by (check, reason)"
                                    + " (increase(health_check_failures_total{*,check=~\"$check\"}[$__range])) > 0)",
                            "")
                    .showing("check", "reason")
                    .size(8, 8)
        };
    }
}
