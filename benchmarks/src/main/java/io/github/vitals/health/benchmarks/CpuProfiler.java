package io.github.vitals.health.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of the whole process per operation, in ns: what workers, compilers and the collector spend counts,
 * and what others on the machine spend does not. The clock has steps of 10 ms, so an iteration wants half a second at
 * least.
 */
public final class CpuProfiler implements InternalProfiler {
    static final String LABEL = "cpu";

    private long before;

    /** Called by JMH. */
    public CpuProfiler() {}

    /** The processor time that this process has used, in ns. */
    static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @Override
    public String getDescription() {
        return "processor time of the process per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = processNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double used = processNanos() - before;
        double operations = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, used / operations, "ns/op", AggregationPolicy.AVG));
    }
}
