package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
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

/** What a reader pays while nothing changes, and the limit: one volatile read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBenchmark {
    /** How many checks there are. */
    @Param({"10", "1000"})
    public int checks;

    private HealthRegistry health;
    private volatile HealthReport limit;

    /** Registers the checks and runs each once; the results stay fresh for the time of the run. */
    @Setup(Level.Trial)
    public void open() {
        CheckPolicy policy = CheckPolicy.builder().period(Duration.ofHours(10)).build();
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < checks; i++) {
            builder.check("check-" + i, context -> HealthResult.up(), policy);
        }
        health = builder.build();
        limit = health.check();
    }

    /** Ends the registry's threads. */
    @TearDown(Level.Trial)
    public void close() {
        health.close();
    }

    /**
     * The limit: a volatile read.
     *
     * @return the report
     */
    @Benchmark
    public HealthReport limit() {
        return limit;
    }

    /**
     * The last known report.
     *
     * @return the report
     */
    @Benchmark
    public HealthReport report() {
        return health.report();
    }

    /**
     * A report whose results are all fresh.
     *
     * @return the report
     */
    @Benchmark
    public HealthReport checkFresh() {
        return health.check();
    }
}
