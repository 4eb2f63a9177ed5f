package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Looks at what part of the time the application stood still for garbage collection over the last window.
 *
 * <p>Summed up are the times of the {@linkplain java.lang.management.GarbageCollectorMXBean collectors}. Where a
 * collector reports the pauses apart from the cycles that run beside the application (ZGC, Shenandoah), the pauses
 * count; every other time is pauses. Times come in whole milliseconds, so pauses shorter than that add up slowly.
 *
 * <p>The window ends with the run and reaches back to the last sample that is at least a window old. Until the check is
 * a window old itself, the time before it was made counts as free of collections. At most one sample in a sixtieth of the
 * window is kept.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>10 % of the time</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>50 % of the time</td></tr>
 *   <tr><td>{@link Builder#window window}</td><td>1 min</td></tr>
 *   <tr><td>policy</td><td>inline</td></tr>
 * </table>
 *
 * <p>Reason: {@code saturated}. Details: {@code gcPercent}, {@code gcMillis}, and {@code over}, the window as it was, an
 * ISO 8601 duration.
 *
 * <p>Thread-safe.
 */
public final class GcOverheadCheck implements HealthCheck {
    private final LongSupplier gcMillis;
    private final LongSupplier ticker;
    private final Limits limits;
    private final Duration window;
    private final Series spent;

    private GcOverheadCheck(Builder builder) {
        this.gcMillis = builder.gcMillis;
        this.ticker = builder.ticker;
        this.limits = Limits.percent(builder.degradedAt, builder.downAt);
        this.window = builder.window;
        this.spent = new Series(window);
        spent.add(ticker.getAsLong(), (double) gcMillis.getAsLong());
    }

    /**
     * A check with the default limits and window.
     *
     * @return the check
     */
    public static GcOverheadCheck of() {
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
        long now = ticker.getAsLong();
        long total = gcMillis.getAsLong();
        Series.Sample before = spent.add(now, (double) total);
        Duration over = Duration.ofNanos(Math.max(now - before.tick(), window.toNanos()));
        long millis = total - (long) before.value();
        double percent = Texts.percent(millis * 1_000_000, over.toNanos());
        return new Verdict()
                .find(
                        limits.whenHigh(percent),
                        FailureReason.SATURATED,
                        Texts.number(percent) + " % of the time went to garbage collection")
                .detail("gcPercent", Texts.rounded(percent))
                .detail("gcMillis", millis)
                .detail("over", Duration.ofMillis(over.toMillis()))
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
        return "GcOverheadCheck over " + window;
    }

    /** Describes a {@link GcOverheadCheck}. Not thread-safe. */
    public static final class Builder {
        private double degradedAt = 10;
        private double downAt = 50;
        private Duration window = Duration.ofMinutes(1);
        private LongSupplier gcMillis = GcPauses::totalMillis;
        private LongSupplier ticker = System::nanoTime;

        private Builder() {}

        /**
         * Sets from what part of the time on it is DEGRADED; 10 % if not set.
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
         * Sets from what part of the time on it is DOWN; 50 % if not set.
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
         * Sets over what time collections are summed up; 1 min if not set.
         *
         * @param window more than zero; several times the policy's period
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero, or longer than 10 years
         */
        public Builder window(Duration window) {
            this.window = Arguments.requirePositive("window", window);
            return this;
        }

        Builder reading(LongSupplier gcMillis, LongSupplier ticker) {
            this.gcMillis = gcMillis;
            this.ticker = ticker;
            return this;
        }

        /**
         * Makes the check and takes its first sample.
         *
         * @return a new check
         * @throws IllegalArgumentException if {@code downAt} is less than {@code degradedAt}
         */
        public GcOverheadCheck build() {
            return new GcOverheadCheck(this);
        }
    }
}
