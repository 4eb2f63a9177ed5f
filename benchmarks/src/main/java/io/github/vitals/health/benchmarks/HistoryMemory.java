package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.StoreHealth;
import io.github.vitals.health.servers.history.InventedHistory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The heap that the history of one check keeps, in a JVM of its own: a registry gets a history with all that is kept of
 * 400 days, and what is then in use after collections is compared with what was before. Three in ten of the checks were
 * down often or for long; every one of them has run 60 times since.
 */
final class HistoryMemory {
    private static final int CHECKS = 500;
    private static final int RUNS = 60;
    private static final int KIBI = 1024;

    private HistoryMemory() {}

    static void measure(Figures figures) throws IOException, InterruptedException {
        double bytes = Fork.run(HistoryMemory.class).get("bytes");
        figures.atMost("history.retained.per.check", bytes / KIBI, "KiB", 64);
    }

    /** The program in the JVM of its own. */
    public static void main(String[] arguments) throws Exception {
        List<String> names =
                IntStream.range(0, CHECKS).mapToObj(i -> "check-" + i).toList();
        try (HealthRegistry warm = registry(names.subList(0, 1));
                HealthHistory loaded = remembered(warm, names.subList(0, 1))) {
            Reference.reachabilityFence(loaded);
        }
        try (HealthRegistry health = registry(names)) {
            long before = RetainedMemory.used();
            try (HealthHistory history = remembered(health, names)) {
                System.out.println("bytes " + (double) (RetainedMemory.used() - before) / CHECKS);
                Reference.reachabilityFence(history);
            }
        }
    }

    private static HealthRegistry registry(List<String> names) {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        names.forEach(name ->
                builder.check(name, context -> HealthResult.up(), policy -> policy.maxAge(Duration.ofNanos(1))));
        HealthRegistry health = builder.build();
        health.check();
        return health;
    }

    private static HealthHistory remembered(HealthRegistry health, List<String> names) throws InterruptedException {
        HealthHistory history = HealthHistory.builder(health)
                .store(new InventedHistory(names, Instant.now(), HistoryTier.DAYS.kept(), 1))
                .start();
        for (int run = 0; run < RUNS; run++) {
            health.check();
        }
        String last = names.get(names.size() - 1);
        while (history.store().filter(StoreHealth::loaded).isEmpty()
                || history.recent(last).size() < RUNS) {
            Thread.sleep(10);
        }
        return history;
    }
}
