package io.github.vitals.health.metrics;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Builds an {@link SloCheck}. Each method refuses a bad value at once. Not thread-safe. */
public final class SloCheckBuilder {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration LEAST_LONGER = Duration.ofMinutes(5);
    private static final Duration LEAST_SHORTER = Duration.ofMinutes(1);

    final EventSource source;
    final FailureReason reason;
    final boolean partIsGood;
    double target = 0.999;
    Duration window = Duration.ofDays(30);
    int minimumEvents = 20;
    HealthStatus whenTooLittleData = HealthStatus.UP;
    LongSupplier ticker = System::nanoTime;
    private @Nullable Rule fast;
    private @Nullable Rule slow;

    SloCheckBuilder(EventSource source, FailureReason reason, boolean partIsGood) {
        this.source = source;
        this.reason = reason;
        this.partIsGood = partIsGood;
    }

    /**
     * Sets the part of the events that is to be good; 0.999 if not set.
     *
     * @param target more than 0, less than 1
     * @return this builder
     * @throws IllegalArgumentException if the target is out of range
     */
    public SloCheckBuilder target(double target) {
        if (!(target > 0 && target < 1)) {
            throw invalid("target", target, "more than 0, less than 1");
        }
        this.target = target;
        return this;
    }

    /**
     * Sets the time over which the target is to be met; 30 days if not set. The windows of the rules follow it.
     *
     * @param window 1 to 365 days
     * @return this builder
     * @throws IllegalArgumentException if the window is out of range
     */
    public SloCheckBuilder window(Duration window) {
        this.window = requireDuration("window", window, Duration.ofDays(1));
        return this;
    }

    /**
     * Sets when the check is DOWN: while the budget burns faster than the limit in both windows. If not set: 14.4, over
     * 1/720 and 1/8640 of the objective's window, which is 1 h and 5 min of 30 days.
     *
     * @param longer at most the objective's window
     * @param shorter at least 1 s, less than the longer one; a few periods at least, or it rests on a single sample
     * @param burnRate more than zero, less than 1 / (1 - target), which is the rate at which everything is bad
     * @return this builder
     * @throws IllegalArgumentException if a value is out of range
     */
    public SloCheckBuilder fast(Duration longer, Duration shorter, double burnRate) {
        this.fast = Rule.of("fast", longer, shorter, burnRate);
        return this;
    }

    /**
     * Sets when the check is DEGRADED: while the budget burns faster than the limit in both windows. If not set: 6, over
     * 1/120 and 1/1440 of the objective's window, which is 6 h and 30 min of 30 days.
     *
     * @param longer at most the objective's window
     * @param shorter at least 1 s, less than the longer one; a few periods at least, or it rests on a single sample
     * @param burnRate more than zero, less than 1 / (1 - target), which is the rate at which everything is bad
     * @return this builder
     * @throws IllegalArgumentException if a value is out of range
     */
    public SloCheckBuilder slow(Duration longer, Duration shorter, double burnRate) {
        this.slow = Rule.of("slow", longer, shorter, burnRate);
        return this;
    }

    /**
     * Sets how many events a rule's longer window must have for the rule to be judged; 20 if not set.
     *
     * @param minimumEvents at least 1
     * @return this builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public SloCheckBuilder minimumEvents(int minimumEvents) {
        if (minimumEvents < 1) {
            throw invalid("minimumEvents", minimumEvents, "at least 1");
        }
        this.minimumEvents = minimumEvents;
        return this;
    }

    /**
     * Sets what the check is while there is too little to judge by; UP if not set. UNKNOWN takes an instance out of
     * readiness: one that gets no requests until it is ready then never has any to judge by.
     *
     * @param status UP or UNKNOWN
     * @return this builder
     * @throws IllegalArgumentException if the status is another one
     */
    public SloCheckBuilder whenTooLittleData(HealthStatus status) {
        Objects.requireNonNull(status, "whenTooLittleData: null (expected: UP or UNKNOWN)");
        if (status != HealthStatus.UP && status != HealthStatus.UNKNOWN) {
            throw invalid("whenTooLittleData", status, "UP or UNKNOWN");
        }
        this.whenTooLittleData = status;
        return this;
    }

    SloCheckBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * Builds the check.
     *
     * @return a check without samples; each further call gives another one
     * @throws IllegalArgumentException if a rule's windows are longer than the objective's, or its burn rate is one that
     *     is not exceeded even when everything is bad
     */
    public SloCheck build() {
        Rule fastRule =
                fast == null ? new Rule("fast", scaled(720, LEAST_LONGER), scaled(8640, LEAST_SHORTER), 14.4) : fast;
        Rule slowRule =
                slow == null ? new Rule("slow", scaled(120, LEAST_LONGER), scaled(1440, LEAST_SHORTER), 6) : slow;
        return new SloCheck(this, fastRule.build(this), slowRule.build(this));
    }

    private Duration scaled(int divisor, Duration least) {
        Duration part = window.dividedBy(divisor);
        return part.compareTo(least) < 0 ? least : part;
    }

    static Duration requireDuration(String argument, Duration value, Duration least) {
        Objects.requireNonNull(value, argument + ": null (expected: a duration)");
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw invalid(argument, value, least + " to " + LONGEST);
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }

    private record Rule(String name, Duration longer, Duration shorter, double burnRate) {
        static Rule of(String name, Duration longer, Duration shorter, double burnRate) {
            requireDuration(name + " longer", longer, Duration.ofSeconds(1));
            requireDuration(name + " shorter", shorter, Duration.ofSeconds(1));
            if (shorter.compareTo(longer) >= 0) {
                throw invalid(name + " shorter", shorter, "less than the longer window, " + longer);
            }
            if (!(burnRate > 0)) {
                throw invalid(name + " burnRate", burnRate, "> 0");
            }
            return new Rule(name, longer, shorter, burnRate);
        }

        BurnRule build(SloCheckBuilder objective) {
            if (longer.compareTo(objective.window) > 0) {
                throw invalid(name + " longer", longer, "at most the objective's window, " + objective.window);
            }
            double everythingBad = 1 / (1 - objective.target);
            if (burnRate >= everythingBad) {
                throw invalid(
                        name + " burnRate",
                        burnRate,
                        "less than " + Figures.rounded(everythingBad) + ", the most there can be with target "
                                + objective.target);
            }
            return new BurnRule(longer, shorter, burnRate);
        }
    }
}
