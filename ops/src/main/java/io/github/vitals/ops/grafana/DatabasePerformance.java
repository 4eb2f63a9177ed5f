package io.github.vitals.ops.grafana;

/** What the application sees of its databases. */
final class DatabasePerformance {
    private DatabasePerformance() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "database-performance",
                "Database performance",
                "What the application sees of its databases: pools, answers of the checks, replication, Redis.",
                Row.of("Connection pools", pools()),
                Row.of("Answers", answers()),
                Row.of("Redis", redis()));
    }

    private static Panel[] pools() {
        return new Panel[] {
            Panel.series("Connections", "In use, idle, and those there may be.", Unit.NUMBER)
                    .query("hikaricp_connections_active{*}", "{{instance}} {{pool}} in use")
                    .query("hikaricp_connections_idle{*}", "{{instance}} {{pool}} idle")
                    .query("hikaricp_connections_max{*}", "{{instance}} {{pool}} at most"),
            Panel.series("Waiting", "Threads that wait for a connection.", Unit.NUMBER)
                    .query("hikaricp_connections_pending{*}", "{{instance}} {{pool}}"),
            Panel.series("Not had in time", "Times a second that no connection could be had.", Unit.PER_SECOND)
                    .query("rate(hikaricp_connections_timeout_total{*}[$__rate_interval])", "{{instance}} {{pool}}"),
            average("Waiting for a connection", "hikaricp_connections_acquire_seconds", "pool"),
            average("Using a connection", "hikaricp_connections_usage_seconds", "pool"),
            Panel.series("Opening a connection", "How long the longest of late took.", Unit.SECONDS)
                    .query("hikaricp_connections_creation_seconds_max{*}", "{{instance}} {{pool}}")
        };
    }

    private static Panel average(String title, String timer, String by) {
        return Panel.series(title, "How long it took on average.", Unit.SECONDS)
                .query(
                        "sum by (" + by + ") (rate(" + timer + "_sum{*}[$__rate_interval])) / (sum by (" + by
                                + ") (rate(" + timer + "_count{*}[$__rate_interval])) > 0)",
                        "{{" + by + "}}");
    }

    private static Panel[] answers() {
        return new Panel[] {
            Panel.series(
                            "Borrowing, p95",
                            "How long the check waited for a connection; what 95 of 100 runs were faster than.",
                            Unit.SECONDS)
                    .query(quantile("health_jdbc_borrow_seconds_bucket"), "{{check}}"),
            Panel.series("Answering, p95", "How long the database took to answer the check.", Unit.SECONDS)
                    .query(quantile("health_jdbc_validate_seconds_bucket"), "{{check}}"),
            Panel.series("Replication", "How far replicas are behind.", Unit.SECONDS)
                    .queryOrZero(
                            "health_replication_lag_seconds{*} or health_redis_replication_lag_seconds{*}",
                            "{{instance}} {{check}}")
        };
    }

    private static String quantile(String buckets) {
        return "histogram_quantile(0.95, sum by (le, check) (rate(" + buckets + "{*}[$__rate_interval])))";
    }

    private static Panel[] redis() {
        return new Panel[] {
            Panel.series("Redis answering, p95", "How long Redis took to answer the check.", Unit.SECONDS)
                    .query(quantile("health_redis_ping_seconds_bucket"), "{{check}}"),
            average("Commands", "lettuce_command_completion_seconds", "command"),
            Panel.series("Commands a second", "By command.", Unit.PER_SECOND)
                    .query(
                            "sum by (command) (rate(lettuce_command_completion_seconds_count{*}[$__rate_interval]))",
                            "{{command}}"),
            Panel.series("Memory", "What it uses, and the most it may (maxmemory), where that is set.", Unit.BYTES)
                    .query("health_redis_memory_used_bytes{*}", "{{check}}")
                    .query("health_redis_memory_limit_bytes{*}", "{{check}}, at most"),
            Panel.series(
                            "Keys dropped",
                            "A minute, for want of memory. In a cache that is as it should be.",
                            Unit.NUMBER)
                    .query("60 * rate(health_redis_keys_evicted{*}[$__rate_interval])", "{{check}}"),
            Panel.series("Clients", "Connected to it.", Unit.NUMBER).query("health_redis_clients{*}", "{{check}}")
        };
    }
}
