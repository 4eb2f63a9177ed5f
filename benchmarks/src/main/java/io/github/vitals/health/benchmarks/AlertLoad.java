package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerts.HealthAlerts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What watching costs while nothing is wrong: the processor time of the one thread that does it. */
final class AlertLoad {
    private static final int CHECKS = 2_000;
    private static final int WARM = 5;
    private static final int SECONDS = 10;

    private AlertLoad() {}

    static void measure(Figures figures) throws Exception {
        HealthRegistryBuilder checks = HealthRegistry.builder();
        for (int i = 0; i < CHECKS; i++) {
            checks.check("check-" + i, context -> HealthResult.up());
        }
        Path file = Files.createTempFile("vitals-load", ".log");
        try (HealthRegistry health = checks.start();
                HealthAlerts alerts = HealthAlerts.builder(health)
                        .file(file)
                        .channel("bench", new Takers())
                        .start()) {
            TimeUnit.SECONDS.sleep(WARM);
            double before = milliseconds();
            TimeUnit.SECONDS.sleep(SECONDS);
            figures.atMost("watch.2000", (milliseconds() - before) / SECONDS, "ms/s", 20);
            figures.show("watch.2000.active", alerts.active().size(), "alerts");
        } finally {
            Files.delete(file);
        }
    }

    private static double milliseconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().equals("vitals-alerts")) {
                nanos += threads.getThreadCpuTime(id);
            }
        }
        return nanos / 1e6;
    }
}
