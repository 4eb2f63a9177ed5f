package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What it costs to log. */
final class LoggingFigures implements Figures.Topic {
    /** Seconds: compiling is processor time too, and events with exceptions run through much code. */
    private static final int WARM_UP = 5;

    private static final double LEAST_SHARE = 0.7;
    private static final double SECOND = 1e9;
    private static final double MOST_GROWTH = 1.5;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 10;
    private static final int SECONDS_IF_QUICK = 3;

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        Jmh jmh = Jmh.run(
                quick,
                Jmh.suite(EncodeBenchmark.class, quick)
                        .warmupIterations(WARM_UP)
                        .build(),
                Jmh.suite(MaskBenchmark.class, quick).build());
        encode(figures, jmh, "plain");
        encode(figures, jmh, "thrown");
        mask(figures, jmh, "text");
        mask(figures, jmh, "hostile");
        append(figures, quick ? SECONDS_IF_QUICK : SECONDS);
    }

    /** In turn, so that a busy second of the machine falls on both alike. */
    private static void append(Figures figures, int seconds) throws IOException, InterruptedException {
        Histogram written = new Histogram(3);
        Histogram stalled = new Histogram(3);
        Histogram hung = new Histogram(3);
        for (int round = 0; round < ROUNDS; round++) {
            written.add(AppendLatency.written(seconds));
            stalled.add(AppendLatency.stalled(seconds));
            hung.add(HungConsole.measure(seconds));
        }
        figures.show("logging.append.written.p50", micros(written, 50), "us");
        figures.show("logging.append.written.p99", micros(written, 99), "us");
        compare(figures, "stalled", stalled, written);
        compare(figures, "hung", hung, written);
    }

    private static void compare(Figures figures, String what, Histogram times, Histogram written) {
        figures.show("logging.append." + what + ".p50", micros(times, 50), "us");
        figures.atMost(
                "logging.append." + what + ".p99",
                micros(times, 99),
                "us",
                MOST_GROWTH * micros(written, 99),
                "1.5*written");
    }

    private static double micros(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1e3;
    }

    private static void encode(Figures figures, Jmh jmh, String what) {
        for (String whose : new String[] {
            EncodeBenchmark.OURS, EncodeBenchmark.LOGSTASH, EncodeBenchmark.ECS, EncodeBenchmark.LOGBACK
        }) {
            String name = "logging.encode." + what + "." + whose;
            figures.show(name, SECOND / cpu(jmh, what, whose), "events/s");
            figures.show(name + ".allocated", jmh.allocated(what, Map.of("whose", whose)), "B");
        }
        double fastest = Stream.of(EncodeBenchmark.LOGSTASH, EncodeBenchmark.ECS, EncodeBenchmark.LOGBACK)
                .mapToDouble(whose -> cpu(jmh, what, whose))
                .min()
                .orElseThrow();
        figures.atMost(
                "logging.encode." + what + ".time.of.fastest",
                cpu(jmh, what, EncodeBenchmark.OURS) / fastest,
                "times",
                1 / LEAST_SHARE);
    }

    private static double cpu(Jmh jmh, String what, String whose) {
        return jmh.cpu(what, Map.of("whose", whose));
    }

    private static void mask(Figures figures, Jmh jmh, String what) {
        double atShort = perCharacter(jmh, what, MaskBenchmark.SHORT);
        double atLong = perCharacter(jmh, what, MaskBenchmark.LONG);
        figures.show("logging.mask." + what + ".1k", atShort, "ns/character");
        figures.show("logging.mask." + what + ".100k", atLong, "ns/character");
        figures.atMost("logging.mask." + what + ".growth", atLong / atShort, "times", MOST_GROWTH);
    }

    private static double perCharacter(Jmh jmh, String what, String length) {
        return jmh.cpu(what, Map.of("length", length)) / Integer.parseInt(length);
    }
}
