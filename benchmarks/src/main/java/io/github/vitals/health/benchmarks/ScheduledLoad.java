package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 10,000 checks that do nothing, on the default schedule (every 10 s, 10 % jitter), in a JVM of its own: what they cost
 * the process, judged and remembered, and how evenly they begin; runs that the schedule owed and did not begin are
 * {@code missed}, without which the rest would mean nothing. Bursts are looked for after the
 * warm-up and, beside it, from {@code start()} on. The
 * clock reading that each check makes (some 30 ns) is part of the cost.
 */
final class ScheduledLoad {
    private static final int CHECKS = 10_000;
    private static final String PREFIX = "scheduled." + CHECKS + ".";
    private static final Duration PERIOD = CheckPolicy.defaults().period();
    private static final Duration BURST = Duration.ofMillis(10);

    private final AtomicInteger begun = new AtomicInteger();
    private final long[] begunAt;

    private ScheduledLoad(Duration length) {
        // Twice the runs there should be: nothing is to be allocated while they are counted.
        begunAt = new long[2 * CHECKS * (int) (length.dividedBy(PERIOD) + 2)];
    }

    static void measure(Figures figures, boolean quick) throws IOException, InterruptedException {
        Map<String, Double> load = Fork.run(ScheduledLoad.class, quick ? "10" : "30", quick ? "20" : "60");
        figures.atMost(PREFIX + "cpu", load.get("cpu"), "%", 2);
        figures.atMost(PREFIX + "burst", load.get("burst"), "runs/10ms", 50);
        figures.show(PREFIX + "burst.from.start", load.get("burst.from.start"), "runs/10ms");
        figures.atMost(PREFIX + "threads", load.get("threads"), "threads", 3);
        figures.atMost(PREFIX + "missed", load.get("missed"), "%", 5);
        figures.show(PREFIX + "run.cpu", load.get("run.cpu"), "us");
    }

    /** The program in the JVM of its own; the arguments are the seconds of warm-up and of measuring. */
    public static void main(String[] arguments) throws InterruptedException {
        Duration warmUp = Duration.ofSeconds(Long.parseLong(arguments[0]));
        Duration window = Duration.ofSeconds(Long.parseLong(arguments[1]));
        new ScheduledLoad(warmUp.plus(window)).run(warmUp, window);
    }

    private void run(Duration warmUp, Duration window) throws InterruptedException {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < CHECKS; i++) {
            builder.check("check-" + i, context -> {
                begunAt[begun.getAndIncrement()] = System.nanoTime();
                return HealthResult.up();
            });
        }
        HealthRegistry health = builder.start();
        try (health) {
            Thread.sleep(warmUp.toMillis());
            int first = begun.get();
            long cpuBefore = CpuProfiler.processNanos();
            long start = System.nanoTime();
            Thread.sleep(window.toMillis());
            double cpu = CpuProfiler.processNanos() - cpuBefore;
            double wall = System.nanoTime() - start;
            int last = begun.get();
            print("cpu", 100 * cpu / wall);
            if (last > begunAt.length) {
                throw new IllegalStateException("runs: " + last + " (expected: <= " + begunAt.length + ")");
            }
            double runs = last - first;
            print("missed", Math.max(0, 100 - 100 * runs / (CHECKS * wall / PERIOD.toNanos())));
            print("run.cpu", cpu / runs / 1_000);
            print("threads", healthThreads());
            print("burst", burst(Arrays.copyOfRange(begunAt, first, last)));
            print("burst.from.start", burst(Arrays.copyOf(begunAt, last)));
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + " " + value);
    }

    /** The largest number of runs that began within any 10 ms. */
    private static int burst(long[] times) {
        Arrays.sort(times);
        int most = 0;
        int oldest = 0;
        for (int i = 0; i < times.length; i++) {
            while (times[i] - times[oldest] >= BURST.toNanos()) {
                oldest++;
            }
            most = Math.max(most, i - oldest + 1);
        }
        return most;
    }

    static long healthThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-"))
                .count();
    }
}
