package io.github.vitals.health;

import java.time.Duration;
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
 *   <tr><td>{@link CheckPolicyBuilder#period period}</td><td>10 s</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#jitter jitter}</td><td>0.1: each period is 9 to 11 s</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#timeout timeout}</td><td>2 s</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#confirm confirm}</td><td>1 s</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#failureThreshold(int) failureThreshold}</td><td>3</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#successThreshold(int) successThreshold}</td><td>2</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#downPeriod downPeriod}</td><td>the period, however long it is down</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#maxAge maxAge}</td><td>the period</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#staleAfter staleAfter}</td><td>3 periods</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#critical(boolean) critical}</td><td>true</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#groups groups}</td><td>{@link HealthGroup#READINESS}</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#dependsOn dependsOn}</td><td>nothing</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#tags tags}</td><td>none</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#inline inline}</td><td>false: it may block</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#maintenance maintenance}</td><td>no windows</td></tr>
 *   <tr><td>{@link CheckPolicyBuilder#enabled enabled}</td><td>true</td></tr>
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
    private final int failureWindow;
    private final int successThreshold;
    private final int successWindow;
    private final @Nullable Duration downPeriod;
    private final Duration downPeriodAfter;
    private final Duration maxAge;
    private final Duration staleAfter;
    private final boolean critical;
    private final Map<HealthGroup, Boolean> criticality;
    private final Set<HealthGroup> groups;
    private final Set<String> dependsOn;
    private final boolean livenessForced;
    private final Set<String> tags;
    private final boolean inline;
    private final boolean enabled;
    private final List<MaintenanceWindow> maintenance;

    /** The durations that every run looks at, in nanoseconds. */
    final long periodNanos;

    final long timeoutNanos;
    final long maxAgeNanos;
    final long staleAfterNanos;

    CheckPolicy(CheckPolicyBuilder builder, Duration maxAge, Duration staleAfter) {
        this.period = builder.period;
        this.jitter = builder.jitter;
        this.timeout = builder.timeout;
        this.confirm = builder.confirm;
        this.failureThreshold = builder.failureThreshold;
        this.failureWindow = builder.failureWindow;
        this.successThreshold = builder.successThreshold;
        this.successWindow = builder.successWindow;
        this.downPeriod = builder.downPeriod;
        this.downPeriodAfter = builder.downPeriodAfter;
        this.maxAge = maxAge;
        this.staleAfter = staleAfter;
        this.critical = builder.critical;
        this.criticality = Map.copyOf(builder.criticality);
        this.groups = Set.copyOf(builder.groups);
        this.dependsOn = Set.copyOf(builder.dependsOn);
        this.livenessForced = builder.livenessForced;
        this.tags = Set.copyOf(builder.tags);
        this.inline = builder.inline;
        this.enabled = builder.enabled;
        this.maintenance = List.copyOf(builder.maintenance);
        this.periodNanos = period.toNanos();
        this.timeoutNanos = timeout.toNanos();
        this.maxAgeNanos = maxAge.toNanos();
        this.staleAfterNanos = staleAfter.toNanos();
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
    public static CheckPolicyBuilder builder() {
        return new CheckPolicyBuilder();
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
     * How many of the last {@link #failureWindow()} results must be worse than the judged status before it gets worse.
     *
     * @return at least 1
     */
    public int failureThreshold() {
        return failureThreshold;
    }

    /**
     * How many results {@link #failureThreshold()} is counted among.
     *
     * @return the threshold itself where that many must come in a row
     */
    public int failureWindow() {
        return failureWindow;
    }

    /**
     * How many of the last {@link #successWindow()} results must be better than the judged status before it gets
     * better.
     *
     * @return at least 1
     */
    public int successThreshold() {
        return successThreshold;
    }

    /**
     * How many results {@link #successThreshold()} is counted among.
     *
     * @return the threshold itself where that many must come in a row
     */
    public int successWindow() {
        return successWindow;
    }

    /**
     * The period of a check that has been DOWN for longer than {@link #downPeriodAfter()}.
     *
     * @return {@link #period()} unless a slower one was set
     */
    public Duration downPeriod() {
        return downPeriod == null ? period : downPeriod;
    }

    /**
     * How long a check must have been DOWN before {@link #downPeriod()} takes the place of {@link #period()}.
     *
     * @return zero or more
     */
    public Duration downPeriodAfter() {
        return downPeriodAfter;
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

    /**
     * Words to pick checks by, for example {@code team:orders}.
     *
     * @return an immutable set
     */
    public Set<String> tags() {
        return tags;
    }

    /**
     * Whether the check declares that it never blocks, and is run on the thread that asks.
     *
     * @return false unless declared
     */
    public boolean inline() {
        return inline;
    }

    /**
     * Whether the check is registered at all.
     *
     * @return true unless it is switched off
     */
    public boolean enabled() {
        return enabled;
    }

    /**
     * When work on what the check asks is announced: it is MAINTENANCE then.
     *
     * @return an immutable list
     */
    public List<MaintenanceWindow> maintenance() {
        return maintenance;
    }

    /** The groups for which the check's criticality was said by name. */
    Set<HealthGroup> judgedGroups() {
        return criticality.keySet();
    }

    /**
     * Starts from this policy.
     *
     * @return a new builder with every value of this policy
     */
    public CheckPolicyBuilder toBuilder() {
        CheckPolicyBuilder copy = new CheckPolicyBuilder();
        copy.period = period;
        copy.jitter = jitter;
        copy.timeout = timeout;
        copy.confirm = confirm;
        copy.failureThreshold = failureThreshold;
        copy.failureWindow = failureWindow;
        copy.successThreshold = successThreshold;
        copy.successWindow = successWindow;
        copy.downPeriod = downPeriod;
        copy.downPeriodAfter = downPeriodAfter;
        copy.maxAge = maxAge.equals(period) ? null : maxAge;
        copy.staleAfter = staleAfter.equals(defaultStaleAfter(period, downPeriod)) ? null : staleAfter;
        copy.critical = critical;
        copy.criticality.putAll(criticality);
        copy.groups = groups;
        copy.dependsOn = dependsOn;
        copy.livenessForced = livenessForced;
        copy.tags = tags;
        copy.inline = inline;
        copy.enabled = enabled;
        copy.maintenance = maintenance;
        return copy;
    }

    static Duration defaultStaleAfter(Duration period, @Nullable Duration downPeriod) {
        Duration longest = downPeriod == null || downPeriod.compareTo(period) < 0 ? period : downPeriod;
        return longest.plus(longest).plus(longest);
    }

    private List<Object> values() {
        return List.of(
                period,
                jitter,
                timeout,
                confirm,
                List.of(failureThreshold, failureWindow, successThreshold, successWindow),
                downPeriod(),
                downPeriodAfter,
                maxAge,
                staleAfter,
                List.of(critical, livenessForced, inline, enabled),
                criticality,
                groups,
                dependsOn,
                tags,
                maintenance);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CheckPolicy policy && values().equals(policy.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "CheckPolicy[period=" + period + ", timeout=" + timeout + ", thresholds="
                + threshold(failureThreshold, failureWindow) + "/"
                + threshold(successThreshold, successWindow) + ", critical=" + critical + ", groups=" + groups
                + ", dependsOn=" + dependsOn + "]";
    }

    private static String threshold(int count, int window) {
        return count == window ? String.valueOf(count) : count + " of " + window;
    }
}
