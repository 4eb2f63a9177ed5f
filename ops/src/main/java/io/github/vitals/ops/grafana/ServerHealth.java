package io.github.vitals.ops.grafana;

/** Whether machines and containers have enough. */
final class ServerHealth {
    private ServerHealth() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "server-health",
                "Server health",
                "Whether machines and containers have enough of everything, and for how long.",
                Row.of("Now", now()),
                Row.of("Pressure", pressure()),
                Row.of("Container", container()));
    }

    private static Panel[] now() {
        return new Panel[] {
            Panel.stat("Busy", "Share of the processors of the machine that were busy; the busiest.", Unit.SHARE)
                    .query("max(" + busy() + ")", "busy")
                    .rising(0.8, 0.95),
            Panel.stat("Memory left", "Share of the machine's memory that can still be had; the least.", Unit.SHARE)
                    .query("min(system_memory_available_bytes{*} / system_memory_total_bytes{*})", "left")
                    .falling(0.05, 0.1),
            Panel.stat("Disk left", "Share of a file system that is left; the least.", Unit.SHARE)
                    .query("min(system_filesystem_available_bytes{*} / (system_filesystem_size_bytes{*} > 0))", "left")
                    .falling(0.05, 0.15),
            Panel.stat(
                            "Disk full in",
                            "When the first file system is full if it goes on as in the last 6 h.",
                            Unit.SECONDS)
                    .query(
                            "min(system_filesystem_available_bytes{*} / -(deriv(system_filesystem_available_bytes{*}[6h])"
                                    + " < 0)) or vector(+Inf)",
                            "full in")
                    .falling(14_400, 86_400),
            Panel.stat("Killed for memory", "Processes that the kernel killed in the last hour.", Unit.NUMBER)
                    .query("sum(increase(system_memory_oom_kills_total{*}[1h]))", "killed")
                    .rising(1, 1),
            Panel.stat("Running for", "The shortest of all machines.", Unit.SECONDS)
                    .query("min(system_uptime_seconds{*})", "uptime")
        };
    }

    static String busy() {
        return "1 - sum by (job, instance) (rate(system_cpu_time_seconds_total{*,state=~\"idle|iowait\"}"
                + "[$__rate_interval])) / sum by (job, instance) (rate(system_cpu_time_seconds_total{*}[$__rate_interval]))";
    }

    private static Panel[] pressure() {
        return new Panel[] {
            waiting("Processor", "cpu"),
            waiting("Memory", "memory"),
            waiting("Disk", "io"),
            Panel.series(
                            "Load by processor",
                            "Tasks that run or wait to, for each processor; above 1 some wait.",
                            Unit.NUMBER)
                    .query("system_load_average_1m{*} / system_cpu_count{*}", "{{instance}} 1 min")
                    .query("system_load_average_15m{*} / system_cpu_count{*}", "{{instance}} 15 min"),
            Panel.series("Tasks", "Threads and processes that run, and that wait for a disk.", Unit.NUMBER)
                    .query("system_tasks_running{*}", "{{instance}} run")
                    .query("system_tasks_blocked{*}", "{{instance}} wait for a disk"),
            Panel.series("Open files", "Of those the machine may have open.", Unit.SHARE)
                    .query("system_files_open{*} / system_files_max{*}", "{{instance}}")
        };
    }

    private static Panel waiting(String title, String resource) {
        return Panel.series(
                        title + " waited for",
                        "Share of the time in which some, or all tasks waited for it.",
                        Unit.SHARE)
                .query(
                        "rate(system_pressure_waiting_seconds_total{*,resource=\"" + resource
                                + "\"}[$__rate_interval])",
                        "{{instance}} {{share}}");
    }

    private static Panel[] container() {
        return new Panel[] {
            Panel.series("Memory", "Working set, of what the container may have.", Unit.SHARE)
                    .query("container_memory_working_set_bytes{*} / container_memory_limit_bytes{*}", "{{instance}}"),
            Panel.series("Processors", "Processors in use, and those there may be.", Unit.NUMBER)
                    .query(
                            "sum by (instance) (rate(container_cpu_time_seconds_total{*}[$__rate_interval]))",
                            "{{instance}} used")
                    .query("container_cpu_limit_processors{*}", "{{instance}} at most"),
            Panel.series("Throttled", "Share of periods in which the container had to wait for the next.", Unit.SHARE)
                    .queryOrZero(
                            "rate(container_cpu_throttled_periods_total{*}[$__rate_interval]) /"
                                    + " (rate(container_cpu_periods_total{*}[$__rate_interval]) > 0)",
                            "{{instance}}"),
            Panel.series("Limit of memory met", "How often, and how many processes were killed for it.", Unit.NUMBER)
                    .query("increase(container_memory_limit_hits_total{*}[$__rate_interval])", "{{instance}} met")
                    .query("increase(container_memory_oom_kills_total{*}[$__rate_interval])", "{{instance}} killed"),
            Panel.series("Tasks of the container", "Threads and processes of it, and those there may be.", Unit.NUMBER)
                    .query("container_tasks{*}", "{{instance}}")
                    .query("container_tasks_limit{*}", "{{instance}} at most"),
            Panel.series(
                            "Waiting in the container",
                            "Share of the time in which some of its tasks waited; of the machine where there is none.",
                            Unit.SHARE)
                    .query(
                            "rate(container_pressure_waiting_seconds_total{*,share=\"some\"}[$__rate_interval]) or"
                                    + " rate(system_pressure_waiting_seconds_total{*,share=\"some\"}[$__rate_interval])",
                            "{{instance}} {{resource}}")
        };
    }
}
