package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * Looks at how much of the heap survives garbage collection: what an application really holds, which is what runs out,
 * where the plain used heap only tells when the next collection is due.
 *
 * <p>Read is the {@linkplain java.lang.management.MemoryPoolMXBean#getCollectionUsage usage after collection} of the
 * pools where long-lived objects are: those with {@code Old} or {@code Tenured} in their name (G1, Parallel, Serial,
 * generational ZGC and Shenandoah, OpenJ9), or the only heap pool there is (ZGC and Shenandoah without generations). The
 * figure is a part of those pools' maximum, not of the whole heap where the collector has a fixed young part. It is as
 * old as the last collection of these pools: after trouble it gets better with the next one, which comes late with
 * Serial and Parallel, since they collect the old pool when it is full. G1 and concurrent collectors leave some garbage
 * behind in each round, so with them the figure is an upper bound.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>80 %</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>95 %</td></tr>
 *   <tr><td>policy</td><td>inline</td></tr>
 * </table>
 *
 * <p>Reason: {@code saturated}. Details: {@code usedBytes}, {@code maxBytes}, {@code usedPercent}, {@code pools}. UP
 * with a remark until the pools have been collected for the first time. UNKNOWN where no such pool is found, or one has
 * no maximum; the message names the pools there are.
 *
 * <p>Thread-safe.
 */
public final class HeapAfterGcCheck implements HealthCheck {
    private final HeapPools pools;
    private final Limits limits;

    private HeapAfterGcCheck(Builder builder) {
        this.pools = builder.pools;
        this.limits = Limits.percent(builder.degradedAt, builder.downAt);
    }

    /**
     * A check with the default limits.
     *
     * @return the check
     */
    public static HeapAfterGcCheck of() {
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
        List<HeapPools.Pool> survivors = pools.survivors();
        if (survivors.isEmpty()) {
            return HealthResult.unknown("no pool of surviving objects is known among " + pools.names());
        }
        long used = 0;
        long max = 0;
        for (HeapPools.Pool pool : survivors) {
            MemoryUsage left = pool.afterCollection().get();
            if (left == null || left.getMax() < 0) {
                return HealthResult.unknown("what survives in " + pool.name() + " is not known: it has "
                        + (left == null ? "no usage after collection" : "no maximum"));
            }
            used += left.getUsed();
            max += left.getMax();
        }
        return result(used, max, survivors);
    }

    private HealthResult result(long used, long max, List<HeapPools.Pool> survivors) {
        if (used == 0) {
            return HealthResult.up("not collected yet");
        }
        double percent = Texts.percent(used, max);
        return new Verdict()
                .find(
                        limits.whenHigh(percent),
                        FailureReason.SATURATED,
                        Texts.number(percent) + " % of the heap for long-lived objects survived the last collection")
                .detail("usedBytes", used)
                .detail("maxBytes", max)
                .detail("usedPercent", Texts.rounded(percent))
                .detail("pools", survivors.stream().map(HeapPools.Pool::name).toList())
                .result();
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
        return "HeapAfterGcCheck";
    }

    /** Describes a {@link HeapAfterGcCheck}. Not thread-safe. */
    public static final class Builder {
        private double degradedAt = 80;
        private double downAt = 95;
        private HeapPools pools = HeapPools.REAL;

        private Builder() {}

        /**
         * Sets from what surviving part on it is DEGRADED; 80 % if not set.
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
         * Sets from what surviving part on it is DOWN; 95 % if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder downAt(double percent) {
            this.downAt = Arguments.requirePercent("downAt", percent);
            return this;
        }

        Builder reading(HeapPools pools) {
            this.pools = pools;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check
         * @throws IllegalArgumentException if {@code downAt} is less than {@code degradedAt}
         */
        public HeapAfterGcCheck build() {
            return new HeapAfterGcCheck(this);
        }
    }
}
