package io.github.vitals.health.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH benchmarks. Each is run in JVMs of its own, and all of them in turn, round after round, so that a busy minute
 * of the machine falls on all alike. A figure is the median over the iterations of every round.
 */
final class Jmh {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Below this the gc profiler counts what JMH itself allocates. */
    private static final double NO_ALLOCATION = 0.01;

    private final Map<Subject, List<IterationResult>> iterations = new LinkedHashMap<>();

    private Jmh() {}

    /** A benchmark method and its parameters. */
    record Subject(String benchmark, Map<String, String> parameters) {
        private static Subject of(BenchmarkParams params) {
            Map<String, String> parameters = new TreeMap<>();
            params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
            return new Subject(params.getBenchmark().replaceAll(".*\\.", ""), parameters);
        }
    }

    /** All benchmarks of a class; a round of one is about 3 s if quick, else about 6 s. */
    static ChainedOptionsBuilder suite(Class<?> benchmarks, boolean quick) {
        return new OptionsBuilder()
                .include(benchmarks.getName())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(quick ? 1 : 3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(500));
    }

    /** Runs the suites, one round if quick, else three. */
    static Jmh run(boolean quick, Options... suites) throws RunnerException {
        Jmh jmh = new Jmh();
        for (int round = 0; round < (quick ? 1 : 3); round++) {
            for (Options suite : suites) {
                new Runner(suite).run().forEach(jmh::add);
            }
        }
        return jmh;
    }

    private void add(RunResult result) {
        List<IterationResult> own =
                iterations.computeIfAbsent(Subject.of(result.getParams()), subject -> new ArrayList<>());
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            own.addAll(fork.getIterationResults());
        }
    }

    /** The processor time of the process per operation, in ns. */
    double cpu(String benchmark, Map<String, String> parameters) {
        return secondary(benchmark, parameters, CpuProfiler.LABEL);
    }

    /** The time on the wall per operation, in ns. */
    double wall(String benchmark, Map<String, String> parameters) {
        return median(benchmark, parameters, result -> result.getPrimaryResult().getScore());
    }

    /** The bytes that all threads together allocate per operation. */
    double allocated(String benchmark, Map<String, String> parameters) {
        double bytes = secondary(benchmark, parameters, ALLOCATED);
        return bytes < NO_ALLOCATION ? 0 : bytes;
    }

    private double secondary(String benchmark, Map<String, String> parameters, String label) {
        return median(
                benchmark,
                parameters,
                result -> result.getSecondaryResults().get(label).getScore());
    }

    private double median(String benchmark, Map<String, String> parameters, ToDoubleFunction<IterationResult> score) {
        List<IterationResult> own = iterations.get(new Subject(benchmark, parameters));
        if (own == null) {
            throw new IllegalArgumentException(
                    "benchmark: " + benchmark + parameters + " (expected: one of " + iterations.keySet() + ")");
        }
        return Figures.median(own.stream().mapToDouble(score).toArray());
    }
}
