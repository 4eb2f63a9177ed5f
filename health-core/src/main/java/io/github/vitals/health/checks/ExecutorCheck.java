package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks how near a thread pool is to taking no more tasks.
 *
 * <p>Judged is one figure: the tasks that run and wait, as a part of the places there are, which are the threads the pool
 * may have and the capacity of its queue. At 100 % the next task is rejected. So a busy pool with an empty queue is well,
 * unless its threads are most of the places it has. A queue without a bound counts as full at
 * {@link Builder#queueLimit queueLimit}, and since a pool starts threads beyond its core size only when its queue is
 * full, such a pool has the places of its core threads.
 *
 * <p>Where the application counts {@link Builder#rejections rejections}, one or more since the run before make the check
 * DEGRADED at least. That any of this must last for a while to count is the policy's failure threshold.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>80 % of the places taken</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>95 % of the places taken</td></tr>
 *   <tr><td>{@link Builder#queueLimit queueLimit}</td><td>the queue's capacity; 1,000 where it has no bound</td></tr>
 *   <tr><td>{@link Builder#rejections rejections}</td><td>not looked at</td></tr>
 *   <tr><td>policy</td><td>inline</td></tr>
 * </table>
 *
 * <p>Reasons: {@code saturated}; {@code assertion} for a pool that is shut down, which is DOWN. Details: {@code running},
 * {@code threads} (the most that count), {@code queued}, {@code queueLimit}, {@code takenPercent}, and {@code rejected}
 * (since the run before) where that is counted.
 *
 * <p>Thread-safe.
 */
public final class ExecutorCheck implements HealthCheck {
    private static final int LIMIT_OF_UNBOUNDED = 1_000;

    private final ThreadPoolExecutor executor;
    private final Limits limits;
    private final @Nullable Integer queueLimit;
    private final @Nullable LongSupplier rejections;
    private final AtomicLong rejectedBefore = new AtomicLong();

    /** How many tasks the pool can hold. */
    private record Places(long threads, long queue) {
        long all() {
            return threads + queue;
        }
    }

    private ExecutorCheck(Builder builder) {
        this.executor = builder.executor;
        this.limits = Limits.percent(builder.degradedAt, builder.downAt);
        this.queueLimit = builder.queueLimit;
        this.rejections = builder.rejections;
        if (rejections != null) {
            rejectedBefore.set(rejections.getAsLong());
        }
    }

    /**
     * A check with the default limits.
     *
     * @param executor the pool; stays the caller's to shut down
     * @return the check
     * @throws IllegalArgumentException if it is a {@link ScheduledThreadPoolExecutor}, whose queue holds tasks that are
     *     not due yet
     */
    public static ExecutorCheck of(ThreadPoolExecutor executor) {
        return builder(executor).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param executor the pool; stays the caller's to shut down
     * @return a new builder
     * @throws IllegalArgumentException if it is a {@link ScheduledThreadPoolExecutor}, whose queue holds tasks that are
     *     not due yet
     */
    public static Builder builder(ThreadPoolExecutor executor) {
        return new Builder(executor);
    }

    @Override
    public HealthResult check(CheckContext context) {
        if (executor.isShutdown()) {
            return HealthResult.down("the executor is shut down");
        }
        Places places = places();
        int running = executor.getActiveCount();
        int queued = executor.getQueue().size();
        double percent = Texts.percent((long) running + queued, places.all());
        Verdict verdict = new Verdict()
                .find(
                        limits.whenHigh(percent),
                        FailureReason.SATURATED,
                        Texts.number(percent) + " % of the places are taken: " + running + " tasks run, " + queued
                                + " wait")
                .detail("running", running)
                .detail("threads", places.threads)
                .detail("queued", queued)
                .detail("queueLimit", places.queue)
                .detail("takenPercent", Texts.rounded(percent));
        return rejections == null ? verdict.result() : judgeRejections(rejections, verdict);
    }

    private Places places() {
        BlockingQueue<Runnable> queue = executor.getQueue();
        boolean unbounded = Bounds.unbounded(queue);
        long capacity = unbounded ? Long.MAX_VALUE : (long) queue.size() + queue.remainingCapacity();
        long limit = queueLimit != null ? queueLimit : unbounded ? LIMIT_OF_UNBOUNDED : capacity;
        return limit < capacity
                ? new Places(Math.max(1, executor.getCorePoolSize()), limit)
                : new Places(executor.getMaximumPoolSize(), capacity);
    }

    private HealthResult judgeRejections(LongSupplier counter, Verdict verdict) {
        long total = counter.getAsLong();
        long rejected = Math.max(0, total - rejectedBefore.getAndSet(total));
        if (rejected > 0) {
            verdict.find(HealthStatus.DEGRADED, FailureReason.SATURATED, rejected + " tasks were rejected");
        }
        return verdict.detail("rejected", rejected).result();
    }

    /**
     * Runs the check inline: it only reads what is in memory.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.inline(true);
    }

    @Override
    public String toString() {
        return "ExecutorCheck";
    }

    /** Describes an {@link ExecutorCheck}. Not thread-safe. */
    public static final class Builder {
        private final ThreadPoolExecutor executor;
        private double degradedAt = 80;
        private double downAt = 95;
        private @Nullable Integer queueLimit;
        private @Nullable LongSupplier rejections;

        private Builder(ThreadPoolExecutor executor) {
            this.executor = Arguments.requireNonNull("executor", executor, "a thread pool");
            if (executor instanceof ScheduledThreadPoolExecutor) {
                throw Arguments.invalid(
                        "executor",
                        executor.getClass().getSimpleName(),
                        "a pool whose queue holds only tasks that wait for a thread");
            }
        }

        /**
         * Sets from when on it is DEGRADED; 80 % of the places taken if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder degradedAt(double percent) {
            this.degradedAt = Arguments.requirePercent("degradedAt", percent);
            return this;
        }

        /**
         * Sets from when on it is DOWN; 95 % of the places taken if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder downAt(double percent) {
            this.downAt = Arguments.requirePercent("downAt", percent);
            return this;
        }

        /**
         * Sets how many waiting tasks count as a full queue; its capacity if not set, 1,000 where it has no bound. More
         * than the capacity counts as the capacity.
         *
         * @param tasks at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder queueLimit(int tasks) {
            this.queueLimit = (int) Arguments.requireAtLeast("queueLimit", tasks, 1);
            return this;
        }

        /**
         * Looks at rejected tasks too, which a pool does not count itself: its
         * {@link java.util.concurrent.RejectedExecutionHandler} has to.
         *
         * @param total how many were rejected so far; asked once by {@link #build} and at each run, must not block
         * @return this builder
         */
        public Builder rejections(LongSupplier total) {
            this.rejections = Arguments.requireNonNull("rejections", total, "a supplier of the total");
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check
         * @throws IllegalArgumentException if {@code downAt} is less than {@code degradedAt}
         */
        public ExecutorCheck build() {
            return new ExecutorCheck(this);
        }
    }
}
