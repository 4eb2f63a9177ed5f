package io.github.vitals.health.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** A started registry of quick checks: what one scheduled run costs the process, judged and remembered. */
final class ScheduledLoad {
    private static final int CHECKS = 1_000;
    private static final Duration PERIOD = Duration.ofMillis(500);

    private ScheduledLoad() {}

    static void measure(Figures figures, boolean quick) throws InterruptedException {
        LongAdder runs = new LongAdder();
        CheckPolicy policy = CheckPolicy.builder()
                .period(PERIOD)
                .timeout(PERIOD.dividedBy(2))
                .jitter(0.5)
                .build();
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < CHECKS; i++) {
            builder.check(
                    "check-" + i,
                    context -> {
                        runs.increment();
                        return HealthResult.up();
                    },
                    policy);
        }
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (HealthRegistry health = builder.start()) {
            Thread.sleep(quick ? 5_000 : 15_000);
            long runsBefore = runs.sum();
            long cpuBefore = os.getProcessCpuTime();
            Thread.sleep(quick ? 5_000 : 30_000);
            double cpu = os.getProcessCpuTime() - cpuBefore;
            double done = runs.sum() - runsBefore;
            figures.atMost("scheduled.run.cpu", cpu / done / 1_000, "us", 60);
            figures.show("scheduled.runs", done, "runs");
            figures.atMost("scheduled.threads." + CHECKS + ".checks", healthThreads(), "threads", 3);
            if (health.report().states().size() != CHECKS) {
                throw new IllegalStateException(
                        "states: " + health.report().states().size());
            }
        }
    }

    static long healthThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-"))
                .count();
    }
}
