package io.github.vitals.health.benchmarks;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What reading costs, what running checks costs, and what the rest of the process notices of it, beside what other
 * libraries need for the same in the same run.
 *
 * <p>Times of JMH benchmarks are processor time of the whole process ({@link CpuProfiler}): worker threads are counted,
 * other load on the machine is not. Where it is time on the wall, the figure is called {@code wall}.
 */
final class EngineFigures implements Figures.Topic {
    private static final List<String> READ = List.of("10", "1000");

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        read(figures, quick);
        ForcedFigures.measure(figures, quick);
        record(figures, quick);
        ScheduledLoad.measure(figures, quick);
        RetainedMemory.measure(figures);
        ColdStart.measure(figures, quick);
    }

    private static void read(Figures figures, boolean quick) throws RunnerException {
        Jmh jmh = Jmh.run(quick, Jmh.suite(ReadBenchmark.class, quick).build());
        for (String checks : READ) {
            Map<String, String> parameters = Map.of("checks", checks);
            figures.atMost("report." + checks + ".time", jmh.cpu("report", parameters), "ns", 5);
            figures.atMost("report." + checks + ".allocated", jmh.allocated("report", parameters), "B/op", 0);
            figures.atMost("check.fresh." + checks + ".time", jmh.cpu("checkFresh", parameters), "ns", 100);
            figures.atMost("check.fresh." + checks + ".allocated", jmh.allocated("checkFresh", parameters), "B/op", 0);
            figures.show("volatile.read." + checks + ".time", jmh.cpu("limit", parameters), "ns");
        }
    }

    /** A failure moves a timer and a counter, a success the timer only; both must do with what the two cost. */
    private static void record(Figures figures, boolean quick) throws RunnerException {
        Jmh jmh = Jmh.run(quick, Jmh.suite(RecordBenchmark.class, quick).build());
        double limit = jmh.cpu("limit", Map.of());
        String limitName = "timer.record+counter.increment";
        figures.atMost("metrics.record.run", jmh.cpu("success", Map.of()), "ns", limit, limitName);
        figures.atMost("metrics.record.failure", jmh.cpu("failure", Map.of()), "ns", limit, limitName);
        figures.show("metrics.record.run.allocated", jmh.allocated("success", Map.of()), "B/op");
    }
}
