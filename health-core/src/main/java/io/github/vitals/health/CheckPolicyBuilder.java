package io.github.vitals.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a {@link CheckPolicy}. Each method refuses a bad value at once. Not thread-safe. */
public final class CheckPolicyBuilder {
    Duration period = Duration.ofSeconds(10);
    double jitter = 0.1;
    Duration timeout = Duration.ofSeconds(2);
    Duration confirm = Duration.ofSeconds(1);
    int failureThreshold = 3;
    int failureWindow = 3;
    int successThreshold = 2;
    int successWindow = 2;

    @Nullable
    Duration downPeriod;

    Duration downPeriodAfter = Duration.ofMinutes(5);

    @Nullable
    Duration maxAge;

    @Nullable
    Duration staleAfter;

    boolean critical = true;
    final Map<HealthGroup, Boolean> criticality = new LinkedHashMap<>();
    Set<HealthGroup> groups = Set.of(HealthGroup.READINESS);
    Set<String> dependsOn = Set.of();
    boolean livenessForced;
    Set<String> tags = Set.of();
    boolean inline;
    boolean enabled = true;
    List<MaintenanceWindow> maintenance = List.of();

    CheckPolicyBuilder() {}

    /**
     * Sets the time from one scheduled run to the next; 10 s if not set.
     *
     * @param period more than zero
     * @return this builder
     * @throws IllegalArgumentException if the period is not more than zero, or longer than a year
     */
    public CheckPolicyBuilder period(Duration period) {
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
    public CheckPolicyBuilder jitter(double jitter) {
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
    public CheckPolicyBuilder timeout(Duration timeout) {
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
    public CheckPolicyBuilder confirm(Duration confirm) {
        this.confirm = Arguments.requirePositive("confirm", confirm);
        return this;
    }

    /**
     * Sets how many results in a row make the judged status worse; 3 if not set.
     *
     * @param failureThreshold 1 to 64
     * @return this builder
     * @throws IllegalArgumentException if the number is out of range
     */
    public CheckPolicyBuilder failureThreshold(int failureThreshold) {
        return failureThreshold(failureThreshold, failureThreshold);
    }

    /**
     * Sets how many of the last results make the judged status worse, where they need not come in a row: for example 3
     * of the last 5. The last one must be among them.
     *
     * @param failures at least 1
     * @param ofLast at least as many, at most 64
     * @return this builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public CheckPolicyBuilder failureThreshold(int failures, int ofLast) {
        this.failureThreshold = Arguments.requireAtLeast("failureThreshold", failures, 1);
        this.failureWindow = requireWindow("failureThreshold", failures, ofLast);
        return this;
    }

    /**
     * Sets how many results in a row make the judged status better; 2 if not set.
     *
     * @param successThreshold 1 to 64
     * @return this builder
     * @throws IllegalArgumentException if the number is out of range
     */
    public CheckPolicyBuilder successThreshold(int successThreshold) {
        return successThreshold(successThreshold, successThreshold);
    }

    /**
     * Sets how many of the last results make the judged status better, where they need not come in a row. The last one
     * must be among them.
     *
     * @param successes at least 1
     * @param ofLast at least as many, at most 64
     * @return this builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public CheckPolicyBuilder successThreshold(int successes, int ofLast) {
        this.successThreshold = Arguments.requireAtLeast("successThreshold", successes, 1);
        this.successWindow = requireWindow("successThreshold", successes, ofLast);
        return this;
    }

    /**
     * Makes the check rarer while it is long DOWN, so that what is known to be broken is not asked as often as what
     * works. Not set, the period is the same however long it is down.
     *
     * @param period more than zero, usually longer than {@link #period}
     * @param after how long the check must have been DOWN; zero or more, 5 min if not set
     * @return this builder
     * @throws IllegalArgumentException if a duration is out of range
     */
    public CheckPolicyBuilder downPeriod(Duration period, Duration after) {
        this.downPeriod = Arguments.requirePositive("downPeriod", period);
        if (Arguments.requireNonNull("downPeriod after", after).isNegative()) {
            throw Arguments.invalid("downPeriod after", after, ">= 0");
        }
        this.downPeriodAfter = after;
        return this;
    }

    /**
     * Makes the check rarer once it has been DOWN for 5 min; see {@link #downPeriod(Duration, Duration)}.
     *
     * @param period more than zero
     * @return this builder
     * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
     */
    public CheckPolicyBuilder downPeriod(Duration period) {
        return downPeriod(period, downPeriodAfter);
    }

    /**
     * Sets how old a result may be for {@link HealthRegistry#check()} to take it as it is; the period if not set.
     *
     * @param maxAge more than zero
     * @return this builder
     * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
     */
    public CheckPolicyBuilder maxAge(Duration maxAge) {
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
    public CheckPolicyBuilder staleAfter(Duration staleAfter) {
        this.staleAfter = Arguments.requirePositive("staleAfter", staleAfter);
        return this;
    }

    /**
     * Sets whether a group is DOWN when the check is (true, the default) or only DEGRADED (false).
     *
     * @param critical for every group that has no word of its own
     * @return this builder
     */
    public CheckPolicyBuilder critical(boolean critical) {
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
    public CheckPolicyBuilder critical(HealthGroup group, boolean critical) {
        criticality.put(Arguments.requireNonNull("group", group), critical);
        return this;
    }

    /**
     * Sets the groups the check belongs to, instead of {@link HealthGroup#READINESS}.
     *
     * @param groups possibly none; own groups are declared on the registry
     * @return this builder
     */
    public CheckPolicyBuilder groups(HealthGroup... groups) {
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
    public CheckPolicyBuilder dependsOn(String... names) {
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
    public CheckPolicyBuilder forceLiveness() {
        this.livenessForced = true;
        return this;
    }

    /**
     * Sets words to pick checks by, for example {@code team:orders}; none if not set.
     *
     * @param tags each 1 to 100 letters, digits, {@code . _ - : / =}, beginning with a letter or digit
     * @return this builder
     * @throws IllegalArgumentException if a tag is not valid
     */
    public CheckPolicyBuilder tags(String... tags) {
        Set<String> all = new LinkedHashSet<>();
        for (String tag : elements("tags", tags)) {
            all.add(Arguments.requireTag("tags", tag));
        }
        this.tags = all;
        return this;
    }

    /**
     * Declares that the check never blocks: it only looks at what is in memory. Then it is run on the thread that asks,
     * without the cost of a hand-over, and without the protection: nothing can give it up while it runs. A check that
     * takes more than 10 ms three times in a row loses the privilege.
     *
     * @param inline true if it never blocks
     * @return this builder
     */
    public CheckPolicyBuilder inline(boolean inline) {
        this.inline = inline;
        return this;
    }

    /**
     * Switches the check off, for example from a configuration: it is not registered, and others that depend on it do
     * as if it were not there.
     *
     * @param enabled false to leave the check out
     * @return this builder
     */
    public CheckPolicyBuilder enabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }

    /**
     * Announces work on what the check asks: while one of the windows is open, the check is MAINTENANCE.
     *
     * @param windows possibly none
     * @return this builder
     */
    public CheckPolicyBuilder maintenance(MaintenanceWindow... windows) {
        this.maintenance = elements("maintenance", windows);
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
        if (downPeriod != null && downPeriod.compareTo(period) < 0) {
            throw Arguments.invalid("downPeriod", downPeriod, "at least the period, " + period);
        }
        Duration limit = staleAfter == null ? CheckPolicy.defaultStaleAfter(period, downPeriod) : staleAfter;
        Duration soonest = (downPeriod == null ? period : downPeriod).plus(timeout);
        if (limit.compareTo(soonest) <= 0) {
            throw Arguments.invalid("staleAfter", limit, "more than period and timeout together, " + soonest);
        }
        Duration freshFor = maxAge == null ? period : maxAge;
        if (freshFor.compareTo(limit) > 0) {
            throw Arguments.invalid("maxAge", freshFor, "at most staleAfter, " + limit);
        }
        return new CheckPolicy(this, freshFor, limit);
    }

    private static int requireWindow(String argument, int count, int window) {
        if (window < count || window > Judge.LONGEST_WINDOW) {
            throw Arguments.invalid(
                    argument, count + " of the last " + window, "of at least " + count + " and at most 64");
        }
        return window;
    }

    private static <T> List<T> elements(String argument, T @Nullable [] values) {
        for (T value : Arguments.requireNonNull(argument, values)) {
            Arguments.requireNonNull(argument, value);
        }
        return List.of(values);
    }
}
