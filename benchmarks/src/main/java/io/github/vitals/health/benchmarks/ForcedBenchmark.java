package io.github.vitals.health.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to run N checks that do nothing and to get the report: Vitals and its peers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ForcedBenchmark {
    /** The processor time after which code is taken to be warm: on a busy machine time on the wall says nothing. */
    private static final Duration WARM = Duration.ofSeconds(3);

    private static final Duration AT_MOST = Duration.ofSeconds(15);

    /** How many checks there are. */
    @Param({"1", "10", "100", "1000"})
    public int checks;

    /** Who runs them: the name of a {@code Library}. */
    @Param({"FORCED", "DROPWIZARD", "FORCED_INLINE", "DROPWIZARD_POOL", "SPRING", "SMALLRYE"})
    public String library;

    private List<NoOp> all;
    private Contender contender;
    private long evaluations;

    /** Registers the checks, and evaluates them until the code is warm. */
    @Setup(Level.Trial)
    public void open() {
        all = NoOp.of(checks);
        contender = Library.valueOf(library).open(all);
        long start = System.nanoTime();
        while (CpuProfiler.processNanos() < WARM.toNanos() && System.nanoTime() - start < AT_MOST.toNanos()) {
            evaluate();
        }
    }

    /**
     * Ends the library's threads, and makes sure that every evaluation ran every check.
     *
     * @throws Exception if it cannot be closed
     */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        contender.close();
        long runs = NoOp.leastRuns(all);
        if (runs < evaluations) {
            throw new IllegalStateException(
                    "runs of a check of " + library + ": " + runs + " (expected: >= " + evaluations + ")");
        }
    }

    /**
     * Runs every check.
     *
     * @return the report
     */
    @Benchmark
    public Object evaluate() {
        evaluations++;
        return contender.evaluate();
    }
}
