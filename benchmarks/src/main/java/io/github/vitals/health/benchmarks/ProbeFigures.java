package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.http.HttpHealthCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The phases that {@link HttpHealthCheck} and blackbox_exporter measure of the same local targets, asked in turn. They
 * agree if the medians differ by 2 ms or by a fifth of what blackbox_exporter says, whichever is more.
 */
final class ProbeFigures implements Figures.Topic {
    private static final List<String> PHASES = List.of("resolve", "connect", "tls", "processing", "transfer");
    private static final double ALLOWED_MILLIS = 2;
    private static final double ALLOWED_SHARE = 0.2;
    private static final int WARM_UP = 1000;

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        int runs = quick ? 21 : 101;
        try (ProbeTargets targets = ProbeTargets.start();
                BlackboxExporter peer = BlackboxExporter.start(targets.authority())) {
            for (ProbeTargets.Target target : targets.all()) {
                HttpHealthCheck check = HttpHealthCheck.builder(target.uri())
                        .trust(targets.trusted())
                        .certificateDays(0, 0)
                        .build();
                for (int i = 0; i < WARM_UP && target.quick(); i++) {
                    ours(check);
                    peer.phases(target.uri());
                }
                compare(figures, target, runs(runs, () -> ours(check)), runs(runs, () -> peer.phases(target.uri())));
            }
        }
    }

    private static void compare(
            Figures figures, ProbeTargets.Target target, Map<String, double[]> ours, Map<String, double[]> theirs) {
        for (String phase : PHASES) {
            double our = Figures.median(ours.get(phase));
            double their = Figures.median(theirs.get(phase));
            if (our == 0 && their == 0) {
                continue;
            }
            String name = "probes." + target.name() + "." + phase;
            figures.show(name + ".vitals", our, "ms");
            figures.show(name + ".blackbox", their, "ms");
            double difference = Math.abs(our - their);
            if (target.judged()) {
                figures.atMost(name + ".difference", difference, "ms", Math.max(ALLOWED_MILLIS, ALLOWED_SHARE * their));
            } else {
                figures.show(name + ".difference", difference, "ms");
            }
        }
    }

    /** Milliseconds by phase. */
    @FunctionalInterface
    private interface Probe {
        Map<String, Double> phases() throws Exception;
    }

    private static Map<String, double[]> runs(int runs, Probe probe) throws Exception {
        Map<String, double[]> all = new HashMap<>();
        PHASES.forEach(phase -> all.put(phase, new double[runs]));
        for (int run = 0; run < runs; run++) {
            Map<String, Double> phases = probe.phases();
            for (String phase : PHASES) {
                all.get(phase)[run] = phases.getOrDefault(phase, 0.0);
            }
        }
        return all;
    }

    private static Map<String, Double> ours(HttpHealthCheck check) throws InterruptedException {
        HealthResult result = check.check(CheckContext.of("target", Duration.ofSeconds(10)));
        if (result.status() != HealthStatus.UP) {
            throw new IllegalStateException(result.toString());
        }
        Map<String, Double> phases = new HashMap<>();
        result.measurements().stream()
                .filter(measurement -> measurement.name().equals("health.http.phase"))
                .forEach(phase -> phases.put(phase.labels().get("phase"), phase.value() * 1000));
        return phases;
    }
}
