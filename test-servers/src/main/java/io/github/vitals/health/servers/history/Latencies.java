package io.github.vitals.health.servers.history;

import io.github.vitals.health.history.LatencySketch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Sketches of runs that took about so long; made once for every level and number of runs. Not thread-safe. */
final class Latencies {
    private static final double STEP = 1.12;
    private static final double SPREAD = 0.35;

    /** More do not make a sketch of a day look any different, and take long. */
    private static final int MOST = 2_000;

    private final Map<Key, LatencySketch> made = new HashMap<>();

    private record Key(int level, int runs) {}

    /** Runs of which the one in the middle took so many milliseconds. */
    LatencySketch of(int runs, double millis) {
        int level = (int) Math.round(Math.log(Math.max(0.1, millis)) / Math.log(STEP));
        return made.computeIfAbsent(new Key(level, Math.min(runs, MOST)), Latencies::make);
    }

    private static LatencySketch make(Key key) {
        Random chance = new Random(31L * key.level + key.runs);
        Duration[] runs = new Duration[key.runs];
        for (int i = 0; i < runs.length; i++) {
            double micros = 1_000 * Math.pow(STEP, key.level) * Math.exp(SPREAD * chance.nextGaussian());
            runs[i] = Duration.ofNanos((long) (1_000 * micros));
        }
        return LatencySketch.of(runs);
    }
}
