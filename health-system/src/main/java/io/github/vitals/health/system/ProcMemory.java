package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code /proc/meminfo}, in KiB, and {@code /proc/vmstat}, in pages. */
record ProcMemory(Path meminfo, Path vmstat) {
    private static final double KIB = 1024;

    Machine.Memory memory() throws IOException {
        Map<String, Double> numbers = ProcFile.numbers(meminfo);
        return new Machine.Memory(
                bytes(numbers, "MemTotal"),
                bytes(numbers, "MemAvailable"),
                bytes(numbers, "MemFree"),
                bytes(numbers, "Buffers"),
                bytes(numbers, "Cached"),
                bytes(numbers, "Slab"));
    }

    Machine.Swap swap() throws IOException {
        Map<String, Double> numbers = ProcFile.numbers(meminfo);
        return new Machine.Swap(bytes(numbers, "SwapTotal"), bytes(numbers, "SwapFree"));
    }

    private static double bytes(Map<String, Double> numbers, String name) {
        return numbers.getOrDefault(name, Double.NaN) * KIB;
    }

    /** The kernel counts major faults among all. */
    Machine.Paging paging() throws IOException {
        Map<String, Double> numbers = ProcFile.numbers(vmstat);
        double major = numbers.getOrDefault("pgmajfault", Double.NaN);
        return new Machine.Paging(
                numbers.getOrDefault("pgfault", Double.NaN) - major,
                major,
                numbers.getOrDefault("pswpin", Double.NaN),
                numbers.getOrDefault("pswpout", Double.NaN),
                numbers.getOrDefault("oom_kill", Double.NaN));
    }
}
