package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with a reference, for example a database's {@code now()} or the {@code Date} header of an
 * HTTP answer.
 *
 * <p>The reference is taken to have looked at its clock half way through the call, so half of the time the call took is
 * uncertain. Judged is the part of the drift that is certain: the drift without the uncertainty. A slow answer can hide
 * a drift that way, but never invent one. A reference that cuts its time to whole seconds, as HTTP does, is given with
 * its {@link Builder#resolution resolution}; half of that is added to the time, and to the uncertainty.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>1 s of certain drift</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>5 s of certain drift</td></tr>
 *   <tr><td>{@link Builder#resolution resolution}</td><td>zero: exact</td></tr>
 *   <tr><td>policy</td><td>period 1 min; not critical, because the reference may be what is wrong</td></tr>
 * </table>
 *
 * <p>Reason: {@code assertion}. Details, ISO 8601 durations: {@code drift} (positive if this clock is ahead),
 * {@code uncertainty} and {@code roundTrip}. A reference that throws or gives null makes the check UNKNOWN: then nothing
 * is known about the clock.
 *
 * <p>Thread-safe if the reference is.
 */
public final class ClockDriftCheck implements HealthCheck {
    private final Supplier<Instant> reference;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Duration degradedAt;
    private final Duration downAt;
    private final Duration resolution;

    private ClockDriftCheck(Builder builder) {
        this.reference = builder.reference;
        this.clock = builder.clock;
        this.ticker = builder.ticker;
        this.resolution = builder.resolution;
        if (builder.downAt.compareTo(builder.degradedAt) < 0) {
            throw Arguments.invalid("downAt", builder.downAt, "at least degradedAt, " + builder.degradedAt);
        }
        this.degradedAt = builder.degradedAt;
        this.downAt = builder.downAt;
    }

    /**
     * A check with the default limits.
     *
     * @param reference asked at each run what time it is; it may block and is interrupted at the policy's timeout
     * @return the check
     */
    public static ClockDriftCheck of(Supplier<Instant> reference) {
        return builder(reference).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param reference asked at each run what time it is; it may block and is interrupted at the policy's timeout
     * @return a new builder
     */
    public static Builder builder(Supplier<Instant> reference) {
        return new Builder(Arguments.requireNonNull("reference", reference, "a supplier of the time"));
    }

    @Override
    public HealthResult check(CheckContext context) {
        Instant before = clock.instant();
        long begun = ticker.getAsLong();
        Instant answer;
        try {
            answer = ask();
        } catch (RuntimeException failure) {
            return HealthResult.unknown("the reference failed: " + failure).causedBy(failure);
        }
        // Elapsed time is read from the ticker: the wall clock is what is in doubt.
        Duration roundTrip = Duration.ofNanos(ticker.getAsLong() - begun);
        return answer == null
                ? HealthResult.unknown("the reference gave no time")
                : judge(before.plus(roundTrip.dividedBy(2)), answer, roundTrip);
    }

    @SuppressWarnings("nullness") // a supplier of the user's may break its contract
    private @Nullable Instant ask() {
        return reference.get();
    }

    private HealthResult judge(Instant own, Instant answer, Duration roundTrip) {
        Duration drift = Duration.between(answer.plus(resolution.dividedBy(2)), own);
        Duration uncertainty = roundTrip.plus(resolution).dividedBy(2);
        return new Verdict()
                .find(
                        status(drift.abs().minus(uncertainty)),
                        FailureReason.ASSERTION,
                        "this clock is " + millis(drift.abs()) + (drift.isNegative() ? " behind" : " ahead of")
                                + " the reference, give or take " + millis(uncertainty))
                .detail("drift", drift)
                .detail("uncertainty", uncertainty)
                .detail("roundTrip", roundTrip)
                .result();
    }

    private HealthStatus status(Duration certainDrift) {
        if (certainDrift.compareTo(downAt) >= 0) {
            return HealthStatus.DOWN;
        }
        return certainDrift.compareTo(degradedAt) >= 0 ? HealthStatus.DEGRADED : HealthStatus.UP;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    /**
     * Always true: the reference is another machine's clock.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    /**
     * Sets a period of 1 min, and not critical.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(Duration.ofMinutes(1)).critical(false);
    }

    @Override
    public String toString() {
        return "ClockDriftCheck";
    }

    /** Describes a {@link ClockDriftCheck}. Not thread-safe. */
    public static final class Builder {
        private final Supplier<Instant> reference;
        private Duration degradedAt = Duration.ofSeconds(1);
        private Duration downAt = Duration.ofSeconds(5);
        private Duration resolution = Duration.ZERO;
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;

        private Builder(Supplier<Instant> reference) {
            this.reference = reference;
        }

        /**
         * Sets from what drift on, either way, it is DEGRADED; 1 s if not set.
         *
         * @param drift more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero, or longer than 10 years
         */
        public Builder degradedAt(Duration drift) {
            this.degradedAt = Arguments.requirePositive("degradedAt", drift);
            return this;
        }

        /**
         * Sets from what drift on, either way, it is DOWN; 5 s if not set.
         *
         * @param drift more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero, or longer than 10 years
         */
        public Builder downAt(Duration drift) {
            this.downAt = Arguments.requirePositive("downAt", drift);
            return this;
        }

        /**
         * Sets to what the reference cuts its time; zero, exact, if not set. For an HTTP {@code Date} it is 1 s.
         *
         * @param resolution at least zero
         * @return this builder
         * @throws IllegalArgumentException if it is negative or longer than 10 years
         */
        public Builder resolution(Duration resolution) {
            this.resolution = Arguments.requireNotNegative("resolution", resolution);
            return this;
        }

        Builder reading(InstantSource clock, LongSupplier ticker) {
            this.clock = clock;
            this.ticker = ticker;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check
         * @throws IllegalArgumentException if {@code downAt} is less than {@code degradedAt}
         */
        public ClockDriftCheck build() {
            return new ClockDriftCheck(this);
        }
    }
}
