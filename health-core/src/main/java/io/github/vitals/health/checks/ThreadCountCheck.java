package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * Looks at how many threads are alive, and how near the container is to the number of tasks it may have.
 *
 * <p>Counted are the platform threads of this JVM; virtual threads are not. Where the process is in a Linux cgroup with a
 * limit ({@code pids.max}, version 1 or 2, looked up when the check is made), the tasks of the whole cgroup
 * ({@code pids.current}), other processes included, are judged as a part of it: when it is reached, no thread can be
 * started. Where there is none, the count alone is judged.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>2,000 threads</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>10,000 threads</td></tr>
 *   <tr><td>{@link Builder#tasksDegradedAt tasksDegradedAt}</td><td>80 % of {@code pids.max}</td></tr>
 *   <tr><td>{@link Builder#tasksDownAt tasksDownAt}</td><td>95 % of {@code pids.max}</td></tr>
 * </table>
 *
 * <p>Reason: {@code saturated}. Details: {@code threads}, {@code daemon}, {@code peak} (the most since the JVM started),
 * and where there is a limit {@code tasks} and {@code tasksMax}.
 *
 * <p>Thread-safe.
 */
public final class ThreadCountCheck implements HealthCheck {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PidsCgroup cgroup;
    private final Limits limits;
    private final Limits taskLimits;

    private ThreadCountCheck(Builder builder) {
        this.cgroup = PidsCgroup.find(builder.cgroupOfProcess, builder.cgroups);
        this.limits = Limits.rising("downAt", "degradedAt", builder.degradedAt, builder.downAt);
        this.taskLimits = Limits.rising("tasksDownAt", "tasksDegradedAt", builder.tasksDegradedAt, builder.tasksDownAt);
    }

    /**
     * A check with the default limits.
     *
     * @return the check
     */
    public static ThreadCountCheck of() {
        return builder().build();
    }

    /**
     * Starts to describe a check.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public HealthResult check(CheckContext context) {
        int count = threads.getThreadCount();
        Verdict verdict = new Verdict()
                .find(limits.whenHigh(count), FailureReason.SATURATED, count + " threads are alive")
                .detail("threads", count)
                .detail("daemon", threads.getDaemonThreadCount())
                .detail("peak", threads.getPeakThreadCount());
        cgroup.tasks().ifPresent(tasks -> judge(tasks, verdict));
        return verdict.result();
    }

    private void judge(PidsCgroup.Tasks tasks, Verdict verdict) {
        double percent = Texts.percent(tasks.current(), tasks.max());
        verdict.find(
                        taskLimits.whenHigh(percent),
                        FailureReason.SATURATED,
                        "the cgroup has " + tasks.current() + " of " + tasks.max() + " tasks")
                .detail("tasks", tasks.current())
                .detail("tasksMax", tasks.max());
    }

    @Override
    public String toString() {
        return "ThreadCountCheck";
    }

    /** Describes a {@link ThreadCountCheck}. Not thread-safe. */
    public static final class Builder {
        private int degradedAt = 2_000;
        private int downAt = 10_000;
        private double tasksDegradedAt = 80;
        private double tasksDownAt = 95;
        private Path cgroupOfProcess = Path.of("/proc/self/cgroup");
        private Path cgroups = Path.of("/sys/fs/cgroup");

        private Builder() {}

        /**
         * Sets from how many live threads on it is DEGRADED; 2,000 if not set.
         *
         * @param threads at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder degradedAt(int threads) {
            this.degradedAt = (int) Arguments.requireAtLeast("degradedAt", threads, 1);
            return this;
        }

        /**
         * Sets from how many live threads on it is DOWN; 10,000 if not set.
         *
         * @param threads at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder downAt(int threads) {
            this.downAt = (int) Arguments.requireAtLeast("downAt", threads, 1);
            return this;
        }

        /**
         * Sets from what part of the cgroup's {@code pids.max} on it is DEGRADED; 80 % if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder tasksDegradedAt(double percent) {
            this.tasksDegradedAt = Arguments.requirePercent("tasksDegradedAt", percent);
            return this;
        }

        /**
         * Sets from what part of the cgroup's {@code pids.max} on it is DOWN; 95 % if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder tasksDownAt(double percent) {
            this.tasksDownAt = Arguments.requirePercent("tasksDownAt", percent);
            return this;
        }

        Builder reading(Path cgroupOfProcess, Path cgroups) {
            this.cgroupOfProcess = cgroupOfProcess;
            this.cgroups = cgroups;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check
         * @throws IllegalArgumentException if a limit for DOWN is less than the one for DEGRADED
         */
        public ThreadCountCheck build() {
            return new ThreadCountCheck(this);
        }
    }
}
