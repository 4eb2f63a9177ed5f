package io.github.vitals.health.benchmarks;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What remembering costs: on the path of a check, off it, and in memory; and what the page costs that shows it. */
final class HistoryFigures implements Figures.Topic {
    private static final String CHECKS = "1000";

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        PageFigures.measure(figures);
        HistoryMemory.measure(figures);
        onThePath(figures, quick);
        offThePath(figures, quick);
    }

    /** A run that a history is told of, less one that nobody is told of: a difference of large numbers. */
    private static void onThePath(Figures figures, boolean quick) throws RunnerException {
        Jmh jmh = Jmh.run(
                quick,
                Jmh.suite(ForcedBenchmark.class, quick)
                        .param("checks", CHECKS)
                        .param("library", Library.FORCED_INLINE.name(), Library.FORCED_INLINE_REMEMBERED.name())
                        .build());
        double wall = 0;
        double cpu = 0;
        for (Library library : List.of(Library.FORCED_INLINE, Library.FORCED_INLINE_REMEMBERED)) {
            Map<String, String> parameters = Map.of("checks", CHECKS, "library", library.name());
            wall = jmh.wall("evaluate", parameters) / Integer.parseInt(CHECKS) - wall;
            cpu = jmh.cpu("evaluate", parameters) / Integer.parseInt(CHECKS) - cpu;
        }
        figures.atMost("history.run.path", wall, "ns", 1_000);
        figures.show("history.run.cpu", cpu, "ns");
    }

    private static void offThePath(Figures figures, boolean quick) throws RunnerException {
        Jmh jmh = Jmh.run(quick, Jmh.suite(RememberBenchmark.class, quick).build());
        figures.show("history.record.run", jmh.cpu("success", Map.of()), "ns");
        figures.show("history.record.failure", jmh.cpu("failure", Map.of()), "ns");
        figures.show("history.record.run.allocated", jmh.allocated("success", Map.of()), "B/op");
        figures.show("history.second." + RememberBenchmark.CHECKS, jmh.cpu("second", Map.of()) / 1_000, "us");
    }
}
