package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Our answer to a scrape of 10,000 series, beside the Prometheus client's own writer writing them into memory: the two
 * take turns in one JVM, so that they run the same compiled code where they share it. What is measured is the processor
 * time of the process, the collector's included.
 */
final class ScrapeLoad {
    private static final int FAMILIES = 100;
    private static final int SERIES = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private ScrapeLoad() {}

    static void measure(Figures figures, boolean quick) throws IOException, InterruptedException {
        Map<String, Double> load = Fork.run(ScrapeLoad.class, quick ? "5" : "11");
        String name = "metrics." + FAMILIES * SERIES + ".cpu";
        figures.atMost(name + ".vs.client.writer", load.get("ratio"), "x", 1.1);
        figures.show(name, load.get("own"), "us");
        figures.show(name + ".client.writer", load.get("client"), "us");
    }

    /** The program in the JVM of its own; the argument is the number of turns. */
    public static void main(String[] arguments) throws Exception {
        int turns = Integer.parseInt(arguments[0]);
        PrometheusMeterRegistry meters = meters();
        try (HealthRegistry health = HealthRegistry.builder().build();
                HealthEndpoint endpoint =
                        HealthEndpoint.builder(health).meters(meters).build()) {
            HealthRequest request = HealthRequest.of("GET", "/metrics");
            compare(turns, () -> endpoint.respond(request).length(), () -> written(meters));
        }
    }

    private static int written(PrometheusMeterRegistry meters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        WRITER.write(body, meters.getPrometheusRegistry().scrape());
        return body.size();
    }

    private static void compare(int turns, Callable<Integer> own, Callable<Integer> client) throws Exception {
        int length = own.call();
        int expected = client.call();
        if (length != expected) {
            throw new IllegalStateException("bytes of a scrape: " + length + " (expected: " + expected + ")");
        }
        micros(own, WARM_UP);
        micros(client, WARM_UP);
        double[] ours = new double[turns];
        double[] theirs = new double[turns];
        double[] ratios = new double[turns];
        for (int i = 0; i < turns; i++) {
            ours[i] = micros(own, TURN);
            theirs[i] = micros(client, TURN);
            ratios[i] = ours[i] / theirs[i];
        }
        System.out.println("own " + Figures.median(ours));
        System.out.println("client " + Figures.median(theirs));
        System.out.println("ratio " + Figures.median(ratios));
    }

    /** Half of them gauges, half of them counters. */
    private static PrometheusMeterRegistry meters() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (int family = 0; family < FAMILIES; family++) {
            for (int series = 0; series < SERIES; series++) {
                Tags tags = Tags.of("instance", "instance-" + series, "kind", "benchmark");
                double value = family * SERIES + series + 0.5;
                if (family % 2 == 0) {
                    Gauge.builder("benchmark.gauge." + family, () -> value)
                            .tags(tags)
                            .register(meters);
                } else {
                    meters.counter("benchmark.counter." + family, tags).increment(value);
                }
            }
        }
        return meters;
    }

    /** The processor time that a call takes. */
    private static double micros(Callable<Integer> call, Duration atLeast) throws Exception {
        long end = System.nanoTime() + atLeast.toNanos();
        long before = CpuProfiler.processNanos();
        int calls = 0;
        while (System.nanoTime() - end < 0) {
            call.call();
            calls++;
        }
        return (CpuProfiler.processNanos() - before) / 1e3 / calls;
    }
}
