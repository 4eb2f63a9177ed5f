package io.github.vitals.health.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What reading costs, and what a scheduled run costs. */
final class EngineFigures implements Figures.Topic {
    /** Below this the gc profiler counts what JMH itself allocates. */
    private static final double NO_ALLOCATION = 0.01;

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        for (RunResult result : run(quick)) {
            String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            String checks = result.getParams().getParam("checks");
            double nanos = result.getPrimaryResult().getScore();
            double bytes =
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            switch (name) {
                case "report" -> figures.atMost("report." + checks + ".time", nanos, "ns", 5);
                case "checkFresh" -> figures.atMost("check.fresh." + checks + ".time", nanos, "ns", 100);
                default -> figures.show("volatile.read." + checks + ".time", nanos, "ns");
            }
            if (!name.equals("limit")) {
                String reader = name.equals("report") ? "report." : "check.fresh.";
                figures.atMost(reader + checks + ".allocated", bytes < NO_ALLOCATION ? 0 : bytes, "B/op", 0);
            }
        }
        ScheduledLoad.measure(figures, quick);
    }

    private static Collection<RunResult> run(boolean quick) throws Exception {
        Options options = new OptionsBuilder()
                .include(ReadBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 3 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 300 : 1000))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000))
                .build();
        return new Runner(options).run();
    }
}
