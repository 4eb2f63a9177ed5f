package io.github.vitals.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a check is run and judged: how often, how long, how many results decide, and whom it matters to.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#period period}</td><td>10 s</td></tr>
 *   <tr><td>{@link Builder#jitter jitter}</td><td>0.1: each period is 9 to 11 s</td></tr>
 *   <tr><td>{@link Builder#timeout timeout}</td><td>2 s</td></tr>
 *   <tr><td>{@link Builder#confirm confirm}</td><td>1 s</td></tr>
 *   <tr><td>{@link Builder#failureThreshold failureThreshold}</td><td>3</td></tr>
 *   <tr><td>{@link Builder#successThreshold successThreshold}</td><td>2</td></tr>
 *   <tr><td>{@link Builder#maxAge maxAge}</td><td>the period</td></tr>
 *   <tr><td>{@link Builder#staleAfter staleAfter}</td><td>3 periods</td></tr>
 *   <tr><td>{@link Builder#critical(boolean) critical}</td><td>true</td></tr>
 *   <tr><td>{@link Builder#groups groups}</td><td>{@link HealthGroup#READINESS}</td></tr>
 *   <tr><td>{@link Builder#dependsOn dependsOn}</td><td>nothing</td></tr>
 * </table>
 *
 * <pre>{@code
 * CheckPolicy rarely = CheckPolicy.builder().period(Duration.ofMinutes(1)).critical(false).build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class CheckPolicy {
    private static final CheckPolicy DEFAULTS = builder().build();

    private final Duration period;
    private final double jitter;
    private final Duration timeout;
    private final Duration confirm;
    private final int failureThreshold;
    private final int successThreshold;
    private final Duration maxAge;
    private final Duration staleAfter;
    private final boolean critical;
    private final Map<HealthGroup, Boolean> criticality;
    private final Set<HealthGroup> groups;
    private final Set<String> dependsOn;
    private final boolean livenessForced;

    private CheckPolicy(Builder builder, Duration maxAge, Duration staleAfter) {
        this.period = builder.period;
        this.jitter = builder.jitter;
        this.timeout = builder.timeout;
        this.confirm = builder.confirm;
        this.failureThreshold = builder.failureThreshold;
        this.successThreshold = builder.successThreshold;
        this.maxAge = maxAge;
        this.staleAfter = staleAfter;
        this.critical = builder.critical;
        this.criticality = Map.copyOf(builder.criticality);
        this.groups = Set.copyOf(builder.groups);
        this.dependsOn = Set.copyOf(builder.dependsOn);
        this.livenessForced = builder.livenessForced;
    }

    /**
     * The policy of a check that is registered without one.
     *
     * @return every value at its default
     */
    public static CheckPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The time from one scheduled run to the next.
     *
     * @return more than zero
     */
    public Duration period() {
        return period;
    }

    /**
     * The part of the period by which each run is moved at random, so that runs spread.
     *
     * @return 0 to 0.5
     */
    public double jitter() {
        return jitter;
    }

    /**
     * The time a run has.
     *
     * @return more than zero and less than the period
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * How soon after a first failure the check is run again.
     *
     * @return more than zero
     */
    public Duration confirm() {
        return confirm;
    }

    /**
     * How many results in a row must be worse than the judged status before it gets worse.
     *
     * @return at least 1
     */
    public int failureThreshold() {
        return failureThreshold;
    }

    /**
     * How many results in a row must be better than the judged status before it gets better.
     *
     * @return at least 1
     */
    public int successThreshold() {
        return successThreshold;
    }

    /**
     * How old a result may be for {@link HealthRegistry#check()} to take it instead of running the check again.
     *
     * @return more than zero
     */
    public Duration maxAge() {
        return maxAge;
    }

    /**
     * How old a result may become before the check counts as UNKNOWN with reason {@link FailureReason#STALE}.
     *
     * @return more than zero
     */
    public Duration staleAfter() {
        return staleAfter;
    }

    /**
     * Whether a group is DOWN when the check is, where the group has no word of its own.
     *
     * @return true unless said otherwise
     */
    public boolean critical() {
        return critical;
    }

    /**
     * Whether a group is DOWN when the check is.
     *
     * @param group the group that asks
     * @return what was said for that group, else {@link #critical()}
     */
    public boolean critical(HealthGroup group) {
        Boolean own = criticality.get(Arguments.requireNonNull("group", group));
        return own == null ? critical : own;
    }

    /**
     * The groups the check belongs to; every check is in {@link HealthGroup#ALL} besides.
     *
     * @return an immutable set
     */
    public Set<HealthGroup> groups() {
        return groups;
    }

    /**
     * The names of the checks without which this one cannot be up.
     *
     * @return an immutable set
     */
    public Set<String> dependsOn() {
        return dependsOn;
    }

    /**
     * Whether the check may be in {@link HealthGroup#LIVENESS} although it is {@linkplain HealthCheck#external()
     * external}.
     *
     * @return false unless forced
     */
    public boolean livenessForced() {
        return livenessForced;
    }

    @Override
    public String toString() {
        return "CheckPolicy[period=" + period + ", timeout=" + timeout + ", thresholds=" + failureThreshold + "/"
                + successThreshold + ", critical=" + critical + ", groups=" + groups + ", dependsOn=" + dependsOn + "]";
    }

    /** Builds a {@link CheckPolicy}. Each method refuses a bad value at once. Not thread-safe. */
    public static final class Builder {
        private Duration period = Duration.ofSeconds(10);
        private double jitter = 0.1;
        private Duration timeout = Duration.ofSeconds(2);
        private Duration confirm = Duration.ofSeconds(1);
        private int failureThreshold = 3;
        private int successThreshold = 2;
        private @Nullable Duration maxAge;
        private @Nullable Duration staleAfter;
        private boolean critical = true;
        private final Map<HealthGroup, Boolean> criticality = new LinkedHashMap<>();
        private Set<HealthGroup> groups = Set.of(HealthGroup.READINESS);
        private Set<String> dependsOn = Set.of();
        private boolean livenessForced;

        private Builder() {}

        /**
         * Sets the time from one scheduled run to the next; 10 s if not set.
         *
         * @param period more than zero
         * @return this builder
         * @throws IllegalArgumentException if the period is not more than zero, or longer than a year
         */
        public Builder period(Duration period) {
            this.period = Arguments.requirePositive("period", period);
            return this;
        }

        /**
         * Sets the part of the period by which each run is moved at random; 0.1 if not set.
         *
         * @param jitter 0 to 0.5
         * @return this builder
         * @throws IllegalArgumentException if the jitter is out of range
         */
        public Builder jitter(double jitter) {
            if (!(jitter >= 0 && jitter <= 0.5)) {
                throw Arguments.invalid("jitter", jitter, "0 to 0.5");
            }
            this.jitter = jitter;
            return this;
        }

        /**
         * Sets the time a run has; 2 s if not set. When it has passed, the run is interrupted and counts as DOWN.
         *
         * @param timeout more than zero, less than the period
         * @return this builder
         * @throws IllegalArgumentException if the timeout is not more than zero, or longer than a year
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Arguments.requirePositive("timeout", timeout);
            return this;
        }

        /**
         * Sets how soon after a first failure the check is run again; 1 s if not set, and never later than the period.
         *
         * @param confirm more than zero
         * @return this builder
         * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
         */
        public Builder confirm(Duration confirm) {
            this.confirm = Arguments.requirePositive("confirm", confirm);
            return this;
        }

        /**
         * Sets how many results in a row make the judged status worse; 3 if not set.
         *
         * @param failureThreshold at least 1
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder failureThreshold(int failureThreshold) {
            this.failureThreshold = Arguments.requireAtLeast("failureThreshold", failureThreshold, 1);
            return this;
        }

        /**
         * Sets how many results in a row make the judged status better; 2 if not set.
         *
         * @param successThreshold at least 1
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder successThreshold(int successThreshold) {
            this.successThreshold = Arguments.requireAtLeast("successThreshold", successThreshold, 1);
            return this;
        }

        /**
         * Sets how old a result may be for {@link HealthRegistry#check()} to take it as it is; the period if not set.
         *
         * @param maxAge more than zero
         * @return this builder
         * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
         */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = Arguments.requirePositive("maxAge", maxAge);
            return this;
        }

        /**
         * Sets how old a result may become before it says nothing any more; 3 periods if not set.
         *
         * @param staleAfter longer than the period and the timeout together
         * @return this builder
         * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
         */
        public Builder staleAfter(Duration staleAfter) {
            this.staleAfter = Arguments.requirePositive("staleAfter", staleAfter);
            return this;
        }

        /**
         * Sets whether a group is DOWN when the check is (true, the default) or only DEGRADED (false).
         *
         * @param critical for every group that has no word of its own
         * @return this builder
         */
        public Builder critical(boolean critical) {
            this.critical = critical;
            return this;
        }

        /**
         * Sets for one group whether it is DOWN when the check is.
         *
         * @param group the group; declared on the registry if it is an own one
         * @param critical for that group
         * @return this builder
         */
        public Builder critical(HealthGroup group, boolean critical) {
            criticality.put(Arguments.requireNonNull("group", group), critical);
            return this;
        }

        /**
         * Sets the groups the check belongs to, instead of {@link HealthGroup#READINESS}.
         *
         * @param groups possibly none; own groups are declared on the registry
         * @return this builder
         */
        public Builder groups(HealthGroup... groups) {
            this.groups = new LinkedHashSet<>(elements("groups", groups));
            return this;
        }

        /**
         * Sets the checks without which this one cannot be up: while one of them is DOWN, this check is DOWN with
         * reason {@link FailureReason#DEPENDENCY} and names it.
         *
         * @param names of checks in the same registry
         * @return this builder
         * @throws IllegalArgumentException if a name is not valid
         */
        public Builder dependsOn(String... names) {
            Set<String> all = new LinkedHashSet<>();
            for (String name : elements("dependsOn", names)) {
                all.add(Arguments.requireName("dependsOn", name));
            }
            this.dependsOn = all;
            return this;
        }

        /**
         * Allows the check in {@link HealthGroup#LIVENESS} although it asks something outside the process. Then that
         * thing's failure restarts every instance: be sure that this is what is wanted.
         *
         * @return this builder
         */
        public Builder forceLiveness() {
            this.livenessForced = true;
            return this;
        }

        /**
         * Builds the policy.
         *
         * @return an immutable policy
         * @throws IllegalArgumentException if the timeout is not less than the period, or a result would be stale
         *     before the next one can be there
         */
        public CheckPolicy build() {
            if (timeout.compareTo(period) >= 0) {
                throw Arguments.invalid("timeout", timeout, "less than the period, " + period);
            }
            Duration limit = staleAfter == null ? period.multipliedBy(3) : staleAfter;
            Duration soonest = period.plus(timeout);
            if (limit.compareTo(soonest) <= 0) {
                throw Arguments.invalid("staleAfter", limit, "more than period and timeout together, " + soonest);
            }
            Duration freshFor = maxAge == null ? period : maxAge;
            if (freshFor.compareTo(limit) > 0) {
                throw Arguments.invalid("maxAge", freshFor, "at most staleAfter, " + limit);
            }
            return new CheckPolicy(this, freshFor, limit);
        }

        private static <T> List<T> elements(String argument, T @Nullable [] values) {
            for (T value : Arguments.requireNonNull(argument, values)) {
                Arguments.requireNonNull(argument, value);
            }
            return List.of(values);
        }
    }
}
