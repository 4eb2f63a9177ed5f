package io.github.vitals.ops.grafana;

/** What machines use of what they have. */
final class ResourceUsage {
    private ResourceUsage() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "resource-usage",
                "Resource usage",
                "What machines use: processors, memory, file systems and disks.",
                Row.of("Processors", processors()),
                Row.of("Memory", memory()),
                Row.of("File systems", fileSystems()),
                Row.of("Disks", disks()));
    }

    private static Panel[] processors() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Processor time", "Processors' time by what it was spent on.", Unit.NUMBER)
                    .query(
                            "sum by (state) (rate(system_cpu_time_seconds_total{*,state!=\"idle\"}[$__rate_interval]))",
                            "{{state}}"),
            Panel.series("Busy", "Share of the processors that were busy.", Unit.SHARE)
                    .query(ServerHealth.busy(), "{{instance}}"),
            Panel.series("The process", "Share of the processors that the process itself used.", Unit.SHARE)
                    .query("process_cpu_usage{*}", "{{instance}}")
        };
    }

    private static Panel[] memory() {
        return new Panel[] {
            Panel.series("Memory", "What there is, and what can still be had.", Unit.BYTES)
                    .query("system_memory_total_bytes{*}", "{{instance}} total")
                    .query("system_memory_available_bytes{*}", "{{instance}} available"),
            Panel.of(Kind.STACK, "What it holds", "Memory of all machines by what it is for.", Unit.BYTES)
                    .query("sum(system_memory_free_bytes{*})", "free")
                    .query("sum(system_memory_buffers_bytes{*})", "buffers")
                    .query("sum(system_memory_cached_bytes{*})", "cached")
                    .query("sum(system_memory_slab_bytes{*})", "slab"),
            Panel.series("Swapping", "Pages a second between memory and swap.", Unit.PER_SECOND)
                    .query(
                            "rate(system_paging_swapped_pages_total{*}[$__rate_interval])",
                            "{{instance}} {{direction}}"),
            Panel.series("Swap", "Swap in use.", Unit.BYTES)
                    .query("system_swap_total_bytes{*} - system_swap_free_bytes{*}", "{{instance}}"),
            Panel.series("Major faults", "Pages a second that had to be read from a disk.", Unit.PER_SECOND)
                    .query("rate(system_paging_faults_total{*,type=\"major\"}[$__rate_interval])", "{{instance}}"),
            Panel.series("Switches", "How often a second a task took the place of another.", Unit.PER_SECOND)
                    .query("rate(system_context_switches_total{*}[$__rate_interval])", "{{instance}}")
        };
    }

    private static Panel[] fileSystems() {
        return new Panel[] {
            Panel.of(Kind.BARS, "Used", "Share of each file system that is used.", Unit.SHARE)
                    .query(
                            "1 - system_filesystem_available_bytes{*} / (system_filesystem_size_bytes{*} > 0)",
                            "{{instance}} {{mountpoint}}")
                    .rising(0.85, 0.95),
            Panel.series("Left", "Bytes that may still be written.", Unit.BYTES)
                    .query("system_filesystem_available_bytes{*}", "{{instance}} {{mountpoint}}"),
            Panel.series("In 4 days", "Bytes that will be left in 4 days if it goes on as in the last 6 h.", Unit.BYTES)
                    .query(
                            "predict_linear(system_filesystem_available_bytes{*}[6h], 4 * 86400)",
                            "{{instance}} {{mountpoint}}")
        };
    }

    private static Panel[] disks() {
        return new Panel[] {
            Panel.series("Throughput", "Bytes a second.", Unit.BYTES_PER_SECOND)
                    .query(
                            "rate(system_disk_io_bytes_total{*}[$__rate_interval])",
                            "{{instance}} {{device}} {{direction}}")
                    .size(12, 8),
            Panel.series("Operations", "A second.", Unit.PER_SECOND)
                    .query(
                            "rate(system_disk_operations_total{*}[$__rate_interval])",
                            "{{instance}} {{device}} {{direction}}")
                    .size(12, 8),
            Panel.series("Time of an operation", "On average.", Unit.SECONDS)
                    .query(
                            "rate(system_disk_operation_time_seconds_total{*}[$__rate_interval]) /"
                                    + " (rate(system_disk_operations_total{*}[$__rate_interval]) > 0)",
                            "{{instance}} {{device}} {{direction}}")
                    .size(12, 8),
            Panel.series("Disks busy", "Share of the time in which at least one operation was under way.", Unit.SHARE)
                    .query("rate(system_disk_busy_time_seconds_total{*}[$__rate_interval])", "{{instance}} {{device}}")
                    .size(12, 8)
        };
    }
}
