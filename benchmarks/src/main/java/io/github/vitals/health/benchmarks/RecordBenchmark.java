package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.metrics.BoundListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
 * What the meters do when a run has ended, and the limit: a timer that records and a counter that is incremented. A
 * failure records both, a success the timer only. The hand-over of the event from the engine is not in it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HealthRegistry health;
    private HealthListener listener;
    private CheckState success;
    private CheckState failure;
    private Timer timer;
    private Counter counter;
    private long nanos;

    /** Runs one check that is up and one that is down, and binds their meters. */
    @Setup(Level.Trial)
    public void open() {
        health = HealthRegistry.builder()
                .check("up", context -> HealthResult.up())
                .check("down", context -> HealthResult.down(FailureReason.STATUS, "status 500"))
                .build();
        health.check();
        success = health.state("up").orElseThrow();
        failure = health.state("down").orElseThrow();
        nanos = success.duration().orElseThrow().toNanos();
        listener = BoundListener.bind(health, meters);
        timer = meters.timer("limit.duration", "check", "up");
        counter = meters.counter("limit.failures", "check", "up");
    }

    /** Ends the registry's threads, and makes sure that something was recorded. */
    @TearDown(Level.Trial)
    public void close() {
        health.close();
        long recorded = meters.find("health.check.duration").timers().stream()
                .mapToLong(Timer::count)
                .sum();
        if (recorded + timer.count() == 0) {
            throw new IllegalStateException("recorded: 0 (expected: > 0)");
        }
    }

    /** Records a run that ended UP. */
    @Benchmark
    public void success() {
        listener.onRun(success);
    }

    /** Records a run that ended DOWN. */
    @Benchmark
    public void failure() {
        listener.onRun(failure);
    }

    /** The limit: the same two meters, held. */
    @Benchmark
    public void limit() {
        timer.record(nanos, TimeUnit.NANOSECONDS);
        counter.increment();
    }
}
