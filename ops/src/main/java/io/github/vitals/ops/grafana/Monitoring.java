package io.github.vitals.ops.grafana;

/** Whether anybody would be told. */
final class Monitoring {
    private Monitoring() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "monitoring",
                "Monitoring itself",
                "Whether what watches works: scrapes, rules, and the ways alerts take.",
                Row.of("Scrapes", scrapes()),
                Row.of("Alerts that the applications tell", own()),
                Row.of("Alerts that Prometheus tells", prometheus()));
    }

    private static Panel[] scrapes() {
        return new Panel[] {
            Panel.series("Reached", "1 while a target can be scraped.", Unit.NUMBER)
                    .query("up{*}", "{{job}} {{instance}}"),
            Panel.series("Duration of scrapes", "How long each took.", Unit.SECONDS)
                    .query("scrape_duration_seconds{*}", "{{job}} {{instance}}"),
            Panel.series("Time series", "That a scrape has.", Unit.NUMBER)
                    .query("scrape_samples_post_metric_relabeling{*}", "{{job}} {{instance}}")
        };
    }

    private static Panel[] own() {
        return new Panel[] {
            Panel.series("Deliveries", "Attempts a second, by channel and what came of them.", Unit.PER_SECOND)
                    .queryOrZero(
                            "sum by (channel, outcome) (rate(health_alert_deliveries_total{*}[$__rate_interval]))",
                            "{{channel}} {{outcome}}"),
            Panel.series("Waiting", "How long the oldest message has waited, by channel.", Unit.SECONDS)
                    .query("health_alert_outbox_age_seconds{*}", "{{instance}} {{channel}}"),
            Panel.series("Channels that fail", "1 while the last attempt of a channel failed.", Unit.NUMBER)
                    .query("health_alert_channel_failing{*}", "{{instance}} {{channel}}"),
            Panel.series("Messages that wait", "By channel.", Unit.NUMBER)
                    .query("health_alert_outbox_size{*}", "{{instance}} {{channel}}"),
            Panel.series("Who sends", "1 of the instance that sends for all.", Unit.NUMBER)
                    .query("health_alert_sender{*}", "{{instance}}"),
            Panel.series("Not kept", "1 while the file or the shared store of alerts cannot be used.", Unit.NUMBER)
                    .query("health_alert_unkept{*}", "{{instance}}")
        };
    }

    private static Panel[] prometheus() {
        return new Panel[] {
            Panel.series(
                            "Told to Alertmanager",
                            "Notifications a second, and those that were dropped.",
                            Unit.PER_SECOND)
                    .query("rate(prometheus_notifications_sent_total[$__rate_interval])", "sent")
                    .query("rate(prometheus_notifications_dropped_total[$__rate_interval])", "dropped"),
            Panel.series(
                            "Told to people",
                            "Notifications of Alertmanager a second, and those that failed.",
                            Unit.PER_SECOND)
                    .query(
                            "sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval]))",
                            "{{integration}}")
                    .query(
                            "sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval]))",
                            "{{integration}} failed"),
            Panel.series("Rules", "Evaluations a second that failed.", Unit.PER_SECOND)
                    .query("sum(rate(prometheus_rule_evaluation_failures_total[$__rate_interval]))", "failed")
        };
    }
}
