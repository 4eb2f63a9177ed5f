package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;

/**
 * Looks how full something is that has a size and a capacity: a queue, a buffer, a cache, a set of permits.
 *
 * <p>One look says how full it is at that moment; that it must be full for a while to count is the policy's failure
 * threshold.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>80 % full</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>95 % full</td></tr>
 * </table>
 *
 * <p>Reason: {@code saturated}. Details: {@code size}, {@code capacity}, {@code fullPercent}. A negative size, or a
 * capacity that is not more than zero, is UNKNOWN.
 *
 * <p>Thread-safe if what it asks is.
 */
public final class QueueCheck implements HealthCheck {
    private final LongSupplier size;
    private final LongSupplier capacity;
    private final Limits limits;

    private QueueCheck(Builder builder) {
        this.size = builder.size;
        this.capacity = builder.capacity;
        this.limits = Limits.percent(builder.degradedAt, builder.downAt);
    }

    /**
     * A check of a queue that has a bound, with the default limits.
     *
     * @param queue the queue
     * @return the check
     * @throws IllegalArgumentException if the queue has no bound; {@link #builder} takes one for it
     */
    public static QueueCheck of(BlockingQueue<?> queue) {
        Arguments.requireNonNull("queue", queue, "a queue");
        if (Bounds.unbounded(queue)) {
            throw Arguments.invalid("queue", queue.getClass().getSimpleName() + " without a bound", "one with a bound");
        }
        return builder(queue::size, () -> (long) queue.size() + queue.remainingCapacity())
                .build();
    }

    /**
     * Starts to describe a check of anything that has a size and a capacity.
     *
     * @param size how much is in it; asked at each run, may block
     * @param capacity how much would be too much, in the same unit; asked at each run, may block
     * @return a new builder
     */
    public static Builder builder(LongSupplier size, LongSupplier capacity) {
        return new Builder(
                Arguments.requireNonNull("size", size, "a supplier of the size"),
                Arguments.requireNonNull("capacity", capacity, "a supplier of the capacity"));
    }

    @Override
    public HealthResult check(CheckContext context) {
        long held = size.getAsLong();
        long most = capacity.getAsLong();
        if (held < 0 || most <= 0) {
            return HealthResult.unknown("size " + held + " and capacity " + most + " say nothing");
        }
        double percent = Texts.percent(held, most);
        return new Verdict()
                .find(
                        limits.whenHigh(percent),
                        FailureReason.SATURATED,
                        Texts.number(percent) + " % full: " + held + " of " + most)
                .detail("size", held)
                .detail("capacity", most)
                .detail("fullPercent", Texts.rounded(percent))
                .result();
    }

    @Override
    public String toString() {
        return "QueueCheck";
    }

    /** Describes a {@link QueueCheck}. Not thread-safe. */
    public static final class Builder {
        private final LongSupplier size;
        private final LongSupplier capacity;
        private double degradedAt = 80;
        private double downAt = 95;

        private Builder(LongSupplier size, LongSupplier capacity) {
            this.size = size;
            this.capacity = capacity;
        }

        /**
         * Sets from when on it is DEGRADED; 80 % full if not set.
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
         * Sets from when on it is DOWN; 95 % full if not set.
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
         * Makes the check.
         *
         * @return a new check
         * @throws IllegalArgumentException if {@code downAt} is less than {@code degradedAt}
         */
        public QueueCheck build() {
            return new QueueCheck(this);
        }
    }
}
