package io.github.vitals.ops.grafana;

/** Where the time goes, and what is short. */
final class Performance {
    private Performance() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "application-performance",
                "Application performance",
                "Where the time goes: requests, what they call, threads, memory and collections of the JVM.",
                Row.of("Requests", requests()),
                Row.of("What they call", calls()),
                Row.of("Threads", threads()),
                Row.of("Memory", memory()));
    }

    private static Panel[] requests() {
        return new Panel[] {
            Panel.series(
                            "Latency by path, p95",
                            "What 95 of 100 requests were faster than; the ten slowest.",
                            Unit.SECONDS)
                    .query(
                            "topk(10, histogram_quantile(0.95, sum by (le, uri)"
                                    + " (rate(http_server_requests_seconds_bucket{*}[$__rate_interval]))))",
                            "{{uri}}")
                    .size(12, 8),
            Panel.of(Kind.HEATMAP, "Latency", "How many requests took how long.", Unit.SECONDS)
                    .query(
                            "sum by (le) (increase(http_server_requests_seconds_bucket{*}[$__rate_interval]))",
                            "{{le}}"),
            Panel.series("Requests by path", "Requests a second.", Unit.REQUESTS_PER_SECOND)
                    .query(
                            "topk(10, sum by (uri) (rate(http_server_requests_seconds_count{*}[$__rate_interval])))",
                            "{{uri}}")
                    .size(12, 8),
            Panel.series("Slowest request", "The longest of late, by path.", Unit.SECONDS)
                    .query("topk(10, max by (uri) (http_server_requests_seconds_max{*}))", "{{uri}}")
                    .size(12, 8)
        };
    }

    private static Panel[] calls() {
        return new Panel[] {
            Panel.series("Other services", "How long calls of other services took on average.", Unit.SECONDS)
                    .query(average("http_client_requests_seconds", "client_name, uri"), "{{client_name}} {{uri}}"),
            Panel.series("Waiting for a connection", "How long a connection of a pool was waited for.", Unit.SECONDS)
                    .query(average("hikaricp_connections_acquire_seconds", "pool"), "{{pool}}"),
            Panel.series("Redis", "How long commands took on average, until all of the answer was there.", Unit.SECONDS)
                    .query(average("lettuce_command_completion_seconds", "command"), "{{command}}")
        };
    }

    private static String average(String timer, String by) {
        return "sum by (" + by + ") (rate(" + timer + "_sum{*}[$__rate_interval])) / (sum by (" + by + ") (rate("
                + timer + "_count{*}[$__rate_interval])) > 0)";
    }

    private static Panel[] threads() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Threads by state", "Threads of the JVM.", Unit.NUMBER)
                    .query("sum by (state) (jvm_threads_states_threads{*})", "{{state}}"),
            Panel.series("Executors", "Threads that work, of those there may be.", Unit.SHARE)
                    .query("executor_active_threads{*} / (executor_pool_max_threads{*} > 0)", "{{instance}} {{name}}"),
            Panel.series("Tasks that wait", "Tasks in the queue of an executor.", Unit.NUMBER)
                    .query("executor_queued_tasks{*}", "{{instance}} {{name}}"),
            Panel.series(
                            "Safepoints",
                            "Share of the time in which all threads stood still, and waited for that.",
                            Unit.SHARE)
                    .query("rate(jvm_safepoint_time_seconds_total{*}[$__rate_interval])", "{{instance}} stood still")
                    .query(
                            "rate(jvm_safepoint_sync_time_seconds_total{*}[$__rate_interval])",
                            "{{instance}} on the way"),
            Panel.stat("Deadlocked threads", "Threads that wait for each other for ever.", Unit.NUMBER)
                    .query("sum(jvm_threads_deadlocked_threads{*})", "deadlocked")
                    .rising(1, 1)
                    .size(8, 8),
            Panel.series("Safepoints a second", "How often all threads were stopped.", Unit.PER_SECOND)
                    .query("rate(jvm_safepoints_total{*}[$__rate_interval])", "{{instance}}")
        };
    }

    private static Panel[] memory() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Heap", "Heap in use by its pools.", Unit.BYTES)
                    .query("sum by (id) (jvm_memory_used_bytes{*,area=\"heap\"})", "{{id}}"),
            Panel.series("Collections", "Share of the time spent in pauses of collections, by cause.", Unit.SHARE)
                    .query("sum by (cause) (rate(jvm_gc_pause_seconds_sum{*}[$__rate_interval]))", "{{cause}}"),
            Panel.series("Allocation", "Bytes of new objects a second.", Unit.BYTES_PER_SECOND)
                    .query("rate(jvm_gc_memory_allocated_bytes_total{*}[$__rate_interval])", "{{instance}} allocated")
                    .query("rate(jvm_gc_memory_promoted_bytes_total{*}[$__rate_interval])", "{{instance}} promoted"),
            Panel.of(Kind.STACK, "Beside the heap", "Memory of classes, code and the like.", Unit.BYTES)
                    .query("sum by (id) (jvm_memory_used_bytes{*,area=\"nonheap\"})", "{{id}}"),
            Panel.series("Buffers", "Memory of direct and mapped buffers.", Unit.BYTES)
                    .query("sum by (id) (jvm_buffer_memory_used_bytes{*})", "{{id}}"),
            Panel.series("Descriptors", "Open file descriptors, of those there may be.", Unit.SHARE)
                    .query("process_files_open_files{*} / process_files_max_files{*}", "{{instance}}")
        };
    }
}
