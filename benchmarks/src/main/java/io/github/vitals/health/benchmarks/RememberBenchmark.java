package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.history.HistoryParts;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a history does off the path of any check: when it is told that a run has ended, and once a second for all of its
 * checks. In the latter is that a minute is over every 60 times, and an hour every 3,600.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RememberBenchmark {
    static final int CHECKS = 1_000;

    private HealthRegistry health;
    private HealthListener recorder;
    private CheckState success;
    private CheckState failure;
    private Runnable second;

    /** Runs the checks, one of which is down, and begins two histories: one that hears, and one that time passes for. */
    @Setup(Level.Trial)
    public void open() {
        HealthRegistryBuilder builder = HealthRegistry.builder()
                .check("down", context -> HealthResult.down(FailureReason.STATUS, "status 500"));
        for (int i = 1; i < CHECKS; i++) {
            builder.check("check-" + i, context -> HealthResult.up());
        }
        health = builder.build();
        health.check();
        success = health.state("check-1").orElseThrow();
        failure = health.state("down").orElseThrow();
        recorder = HistoryParts.recorder();
        second = HistoryParts.second(health);
    }

    /** Ends the registry's threads. */
    @TearDown(Level.Trial)
    public void close() {
        health.close();
    }

    /** Remembers a run that ended UP. */
    @Benchmark
    public void success() {
        recorder.onRun(success);
    }

    /** Remembers a run that ended DOWN. */
    @Benchmark
    public void failure() {
        recorder.onRun(failure);
    }

    /** Lets a second pass for all checks. */
    @Benchmark
    public void second() {
        second.run();
    }
}
