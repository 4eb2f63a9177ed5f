package io.github.vitals.ops.grafana;

/** What the demo's order service does for a living; a service of one's own has meters of its own in their place. */
final class Business {
    private Business() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                        "business",
                        "Business",
                        "Orders, revenue and how far orders get: the meters of the demo, as a pattern for one's own.",
                        Row.of("Today", today()),
                        Row.of("Over time", overTime()))
                .since("now-24h");
    }

    private static Panel[] today() {
        return new Panel[] {
            Panel.stat("Orders", "Orders that were paid, or taken to be charged later, in the time shown.", Unit.NUMBER)
                    .query("sum(increase(orders_total{*,outcome=~\"paid|accepted\"}[$__range]))", "orders"),
            Panel.stat("Revenue", "What was charged in the time shown, in cents.", Unit.NUMBER)
                    .query("sum(increase(orders_revenue_cents_total{*}[$__range]))", "cents"),
            Panel.stat("Paid", "Share of the orders received that were paid.", Unit.SHARE)
                    .query(
                            "sum(increase(orders_way_total{*,step=\"paid\"}[$__range])) /"
                                    + " sum(increase(orders_way_total{*,step=\"received\"}[$__range]))",
                            "paid")
                    .falling(0.5, 0.8),
            Panel.stat("Waiting", "Orders that wait to be charged.", Unit.NUMBER)
                    .query("sum(orders_backlog{*})", "waiting")
                    .rising(50, 500),
            Panel.stat("Cache hits", "Share of questions to the cache that it could answer.", Unit.SHARE)
                    .query(
                            "sum(increase(orders_cache_total{*,result=\"hit\"}[$__range])) /"
                                    + " sum(increase(orders_cache_total{*}[$__range]))",
                            "hits"),
            Panel.stat("Within half a second", "Share of orders that were answered in 500 ms.", Unit.SHARE)
                    .query(
                            "sum(increase(orders_latency_seconds_bucket{*,le=\"0.5\"}[$__range])) /"
                                    + " sum(increase(orders_latency_seconds_count{*}[$__range]))",
                            "within")
                    .falling(0.95, 0.99)
        };
    }

    private static Panel[] overTime() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Orders by outcome", "Orders a second by what became of them.", Unit.PER_SECOND)
                    .query("sum by (outcome) (rate(orders_total{*}[$__rate_interval]))", "{{outcome}}")
                    .size(12, 8),
            Panel.series(
                            "Orders against last week",
                            "Orders a second, and those of the same time a week ago.",
                            Unit.PER_SECOND)
                    .query("sum(rate(orders_total{*}[$__rate_interval]))", "now")
                    .query("sum(rate(orders_total{*}[$__rate_interval] offset 1w))", "a week ago")
                    .size(12, 8),
            Panel.series("How far orders get", "Orders a second that got to each step.", Unit.PER_SECOND)
                    .query(
                            "sum by (position, step) (rate(orders_way_total{*}[$__rate_interval]))",
                            "{{position}} {{step}}"),
            Panel.series("Revenue over time", "Cents a minute.", Unit.NUMBER)
                    .query("60 * sum(rate(orders_revenue_cents_total{*}[$__rate_interval]))", "cents a minute"),
            Panel.series("Payments that failed", "A second, by reason.", Unit.PER_SECOND)
                    .queryOrZero(
                            "sum by (reason) (rate(orders_payments_failed_total{*}[$__rate_interval]))", "{{reason}}")
        };
    }
}
