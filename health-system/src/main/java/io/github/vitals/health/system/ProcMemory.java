package io.github.vitals.health.system;

/** What stands in {@code /proc/meminfo}, in KiB, and in {@code /proc/vmstat}, in pages. */
final class ProcMemory {
    private static final double KIB = 1024;

    private ProcMemory() {}

    static Machine.Memory memory(String meminfo) {
        return new Machine.Memory(
                bytes(meminfo, "MemTotal"),
                bytes(meminfo, "MemAvailable"),
                bytes(meminfo, "MemFree"),
                bytes(meminfo, "Buffers"),
                bytes(meminfo, "Cached"),
                bytes(meminfo, "Slab"));
    }

    static Machine.Swap swap(String meminfo) {
        return new Machine.Swap(bytes(meminfo, "SwapTotal"), bytes(meminfo, "SwapFree"));
    }

    private static double bytes(String meminfo, String name) {
        return ProcFile.number(meminfo, name) * KIB;
    }

    /** The kernel counts major faults among all. */
    static Machine.Paging paging(String vmstat) {
        double major = ProcFile.number(vmstat, "pgmajfault");
        return new Machine.Paging(
                ProcFile.number(vmstat, "pgfault") - major,
                major,
                ProcFile.number(vmstat, "pswpin"),
                ProcFile.number(vmstat, "pswpout"),
                ProcFile.number(vmstat, "oom_kill"));
    }
}
