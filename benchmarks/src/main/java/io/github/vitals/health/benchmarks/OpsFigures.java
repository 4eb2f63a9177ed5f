package io.github.vitals.health.benchmarks;

import io.github.vitals.health.system.SystemParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What it costs to know how the machine does. */
final class OpsFigures implements Figures.Topic {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final int LOOKS = 500;

    @Override
    public void measure(Figures figures, boolean quick) throws RunnerException {
        scrape(figures, Jmh.run(quick, Jmh.suite(SystemBenchmark.class, quick).build()));
        look(figures);
    }

    private static void scrape(Figures figures, Jmh jmh) {
        figures.atMost("system.scrape.cpu", cpu(jmh, SystemBenchmark.OURS) / NANOS_PER_MICRO, "us", 2_000);
        figures.show("system.scrape.allocated", allocated(jmh, SystemBenchmark.OURS), "B");
        for (String other : new String[] {SystemBenchmark.OSHI, SystemBenchmark.MICROMETER}) {
            figures.show(other + ".scrape.cpu", cpu(jmh, other) / NANOS_PER_MICRO, "us");
            figures.show(other + ".scrape.allocated", allocated(jmh, other), "B");
            figures.show("system.scrape.cpu.of." + other, ratio(jmh, other), "times");
        }
    }

    private static double ratio(Jmh jmh, String other) {
        return cpu(jmh, SystemBenchmark.OURS) / cpu(jmh, other);
    }

    private static double cpu(Jmh jmh, String whose) {
        return jmh.cpu("scrape", Map.of("whose", whose));
    }

    private static double allocated(Jmh jmh, String whose) {
        return jmh.allocated("scrape", Map.of("whose", whose));
    }

    /** What happens beside the scrapes, every 10 s; a thread that reads file systems is in it. */
    private static void look(Figures figures) {
        try (SystemParts parts = SystemParts.ofLinux(new SimpleMeterRegistry())) {
            double cpu = 0;
            for (int i = 0; i < 2 * LOOKS; i++) {
                cpu = i == LOOKS ? CpuProfiler.processNanos() : cpu;
                parts.pass();
                parts.look();
            }
            figures.show("system.look.cpu", (CpuProfiler.processNanos() - cpu) / LOOKS / NANOS_PER_MICRO, "us");
        }
    }
}
