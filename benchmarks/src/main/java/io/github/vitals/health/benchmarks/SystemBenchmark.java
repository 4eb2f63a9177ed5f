package io.github.vitals.health.benchmarks;

import io.github.vitals.health.system.SystemParts;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

/**
 * What a scrape costs that reads every meter once: those of the machine as we read them, the same as OSHI tells them, and
 * those that Micrometer's own binders make of the JVM and the process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SystemBenchmark {
    static final String OURS = "ours";
    static final String OSHI = "oshi";
    static final String MICROMETER = "micrometer";

    /** Whose meters are read. */
    @Param({OURS, OSHI, MICROMETER})
    public String whose;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Runnable scrapePassed = () -> {};
    private Runnable closing = () -> {};
    private List<Meter> meters;

    /** Makes the meters. */
    @Setup(Level.Trial)
    public void open() {
        if (whose.equals(MICROMETER)) {
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ClassLoaderMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            new FileDescriptorMetrics().bindTo(registry);
        } else {
            SystemParts parts = whose.equals(OURS) ? SystemParts.ofLinux(registry) : SystemParts.ofOshi(registry);
            scrapePassed = parts::pass;
            closing = parts::close;
        }
        meters = registry.getMeters();
    }

    /** Ends the threads, and makes sure that something was read. */
    @TearDown(Level.Trial)
    public void close() {
        if (meters.isEmpty()) {
            throw new IllegalStateException("meters: none (expected: some)");
        }
        closing.run();
    }

    /** Reads every meter. */
    @Benchmark
    public double scrape() {
        scrapePassed.run();
        double sum = 0;
        for (Meter meter : meters) {
            for (Measurement measurement : meter.measure()) {
                sum += measurement.getValue();
            }
        }
        return sum;
    }
}
