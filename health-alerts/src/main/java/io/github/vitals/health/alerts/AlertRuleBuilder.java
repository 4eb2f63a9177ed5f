package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.MaintenanceWindow;
import io.github.vitals.health.alerting.AlertSeverity;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AlertRule}: what it looks at, and one condition. Where neither is said, it is every check, and the
 * status DOWN.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>lasting</td><td>0: at once</td></tr>
 *   <tr><td>clearAfter</td><td>30 s</td></tr>
 *   <tr><td>severity</td><td>critical where a critical check or a group is DOWN, else warning</td></tr>
 *   <tr><td>remind</td><td>4 h</td></tr>
 *   <tr><td>channels</td><td>all</td></tr>
 *   <tr><td>scope</td><td>the instance</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class AlertRuleBuilder {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(400);

    final String name;
    final Map<AlertSeverity, Duration> lasting = new EnumMap<>(AlertSeverity.class);
    Duration clearAfter = Duration.ofSeconds(30);
    Duration remind = Duration.ofHours(4);
    AlertScope scope = AlertScope.INSTANCE;
    final Map<String, String> labels = new LinkedHashMap<>();
    final Map<String, String> links = new LinkedHashMap<>();
    final List<MaintenanceWindow> quiet = new ArrayList<>();
    final Set<String> channels = new LinkedHashSet<>();

    @Nullable
    AlertSeverity severity;

    private @Nullable RuleTarget target;
    private @Nullable Condition condition;

    AlertRuleBuilder(String name) {
        this.name = name;
    }

    /**
     * Looks at one check.
     *
     * @param name the name it is registered under; it may come later
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid, or the rule looks at something already
     */
    public AlertRuleBuilder check(String name) {
        return target(new RuleTarget.Check(Arguments.requireName("check", name)));
    }

    /**
     * Looks at each check that carries a tag, for itself.
     *
     * @param tag a tag that policies name
     * @return this builder
     * @throws IllegalArgumentException if the rule looks at something already
     */
    public AlertRuleBuilder tag(String tag) {
        return target(new RuleTarget.Tagged(Arguments.requireText("tag", tag, 1, 100)));
    }

    /**
     * Looks at each check there is, for itself.
     *
     * @return this builder
     * @throws IllegalArgumentException if the rule looks at something already
     */
    public AlertRuleBuilder eachCheck() {
        return target(new RuleTarget.EachCheck());
    }

    /**
     * Looks at the aggregate of a group.
     *
     * @param group a built-in group or one declared on the registry's builder
     * @return this builder
     * @throws IllegalArgumentException if the rule looks at something already
     */
    public AlertRuleBuilder group(HealthGroup group) {
        return target(new RuleTarget.Group(Arguments.requireNonNull("group", group, "a group")));
    }

    /**
     * Looks at the aggregate of all checks.
     *
     * @return this builder
     * @throws IllegalArgumentException if the rule looks at something already
     */
    public AlertRuleBuilder whole() {
        return group(HealthGroup.ALL);
    }

    /**
     * Holds while the judged status is this or worse. Where it is not known any more, what held goes on to hold.
     *
     * @param reached DEGRADED, UNKNOWN or DOWN
     * @return this builder
     * @throws IllegalArgumentException if it is not such, or the rule has a condition already
     */
    public AlertRuleBuilder status(HealthStatus reached) {
        Arguments.requireNonNull("reached", reached, "DEGRADED, UNKNOWN or DOWN");
        if (!reached.worseThan(HealthStatus.MAINTENANCE)) {
            throw Arguments.invalid("reached", reached, "DEGRADED, UNKNOWN or DOWN");
        }
        return condition(new Condition.Status(reached));
    }

    /**
     * Holds while so many raw results in a row are DOWN, whatever the thresholds of the check say.
     *
     * @param inARow 1 to 100
     * @return this builder
     * @throws IllegalArgumentException if it is not such, or the rule has a condition already
     */
    public AlertRuleBuilder failures(int inARow) {
        return failures(inARow, inARow);
    }

    /**
     * Holds while so many of the last raw results are DOWN, whatever the thresholds of the check say.
     *
     * @param count 1 to {@code ofLast}
     * @param ofLast at most 100
     * @return this builder
     * @throws IllegalArgumentException if it is not such, or the rule has a condition already
     */
    public AlertRuleBuilder failures(int count, int ofLast) {
        Arguments.requireBetween("ofLast", ofLast, 1, 100);
        Arguments.requireBetween("count", count, 1, ofLast);
        return condition(new Condition.Failures(count, ofLast));
    }

    /**
     * Holds while runs take long. Needs a history.
     *
     * @param percentile more than 0 and less than 1: 0.99 for the slowest hundredth
     * @param limit what they may take
     * @param window of the last so much time; at least a minute
     * @return this builder
     * @throws IllegalArgumentException if one is not such, or the rule has a condition already
     */
    public AlertRuleBuilder latency(double percentile, Duration limit, Duration window) {
        return condition(new Condition.Latency(
                Arguments.requireShare("percentile", percentile),
                Arguments.requirePositive("limit", limit),
                requireWindow("window", window)));
    }

    /**
     * Holds while the uptime of a window is less than a share. Needs a history.
     *
     * @param share more than 0 and less than 1: 0.999 for three nines
     * @param window of the last so much time; at least a minute
     * @return this builder
     * @throws IllegalArgumentException if one is not such, or the rule has a condition already
     */
    public AlertRuleBuilder uptimeBelow(double share, Duration window) {
        return condition(
                new Condition.UptimeBelow(Arguments.requireShare("share", share), requireWindow("window", window)));
    }

    /**
     * Holds while the error budget of the history's target is spent fast, over a window and over a shorter one, so that it
     * is over soon after the trouble is. Needs a history.
     *
     * @param rate how many times as fast as would spend exactly all of it; 14.4 spends a 30 days' budget in 2 days
     * @param window the longer one
     * @param shorter the shorter one; at least a minute
     * @return this builder
     * @throws IllegalArgumentException if one is not such, or the rule has a condition already
     */
    public AlertRuleBuilder burnRate(double rate, Duration window, Duration shorter) {
        if (!(rate > 0 && rate <= 1_000_000)) {
            throw Arguments.invalid("rate", rate, "> 0 and <= 1000000");
        }
        requireWindow("window", window);
        requireWindow("shorter", shorter);
        if (shorter.compareTo(window) > 0) {
            throw Arguments.invalid("shorter", shorter, "<= the window, " + window);
        }
        return condition(new Condition.BurnRate(rate, window, shorter));
    }

    /**
     * Holds while a certificate that the check has seen expires before long: TLS and HTTP checks measure it.
     *
     * @param left in how much time
     * @return this builder
     * @throws IllegalArgumentException if it is not more than zero, or the rule has a condition already
     */
    public AlertRuleBuilder certificateWithin(Duration left) {
        return condition(new Condition.CertificateWithin(Arguments.requirePositive("left", left)));
    }

    /**
     * Holds while the raw results of the check go up and down.
     *
     * @return this builder
     * @throws IllegalArgumentException if the rule has a condition already
     */
    public AlertRuleBuilder flapping() {
        return condition(new Condition.Flapping());
    }

    /**
     * Holds while the last result of the check is too old.
     *
     * @return this builder
     * @throws IllegalArgumentException if the rule has a condition already
     */
    public AlertRuleBuilder stale() {
        return condition(new Condition.Stale());
    }

    /**
     * Sets how long the condition has to hold before anybody is told; 0 if not set.
     *
     * @param duration 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than zero, or longer than a year
     */
    public AlertRuleBuilder lasting(Duration duration) {
        for (AlertSeverity each : AlertSeverity.values()) {
            lasting(each, duration);
        }
        return this;
    }

    /**
     * Sets the same for what is of one severity: that something is DEGRADED may wait longer than that it is DOWN.
     *
     * @param severity how urgent it is
     * @param duration 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than zero, or longer than a year
     */
    public AlertRuleBuilder lasting(AlertSeverity severity, Duration duration) {
        lasting.put(
                Arguments.requireNonNull("severity", severity, "a severity"),
                Arguments.requireNotNegative("lasting", duration));
        return this;
    }

    /**
     * Sets how long the condition has to be over before the alert is; 30 s if not set. What begins again meanwhile is the
     * same alert.
     *
     * @param duration 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than zero, or longer than a year
     */
    public AlertRuleBuilder clearAfter(Duration duration) {
        this.clearAfter = Arguments.requireNotNegative("clearAfter", duration);
        return this;
    }

    /**
     * Sets how urgent it is; critical where a critical check or a group is DOWN, else a warning, if not set.
     *
     * @param severity how urgent
     * @return this builder
     */
    public AlertRuleBuilder severity(AlertSeverity severity) {
        this.severity = Arguments.requireNonNull("severity", severity, "a severity");
        return this;
    }

    /**
     * Adds a label, for routing and search.
     *
     * @param name 1 to 100 letters, digits, {@code . _ -}, beginning with a letter or digit
     * @param value at most 200 characters
     * @return this builder
     * @throws IllegalArgumentException if one is not such
     */
    public AlertRuleBuilder label(String name, String value) {
        labels.put(Arguments.requireName("label", name), Arguments.requireText("value", value, 0, 200));
        return this;
    }

    /**
     * Says where it is written what to do.
     *
     * @param address with http or https
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public AlertRuleBuilder runbook(URI address) {
        links.put("runbook", Links.require("runbook", address));
        return this;
    }

    /**
     * Says where the figures are.
     *
     * @param address with http or https
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public AlertRuleBuilder dashboard(URI address) {
        links.put("dashboard", Links.require("dashboard", address));
        return this;
    }

    /**
     * Adds quiet hours: while the window is open nothing is sent but that an alert is over. What still holds when it
     * closes is sent then.
     *
     * @param window for example a {@code CronWindow} of every night
     * @return this builder
     */
    public AlertRuleBuilder quiet(MaintenanceWindow window) {
        quiet.add(Arguments.requireNonNull("window", window, "a window"));
        return this;
    }

    /**
     * Sets how often it is told again while it lasts and nobody has acknowledged it; 4 h if not set.
     *
     * @param interval at least a minute
     * @return this builder
     * @throws IllegalArgumentException if it is shorter, or longer than a year
     */
    public AlertRuleBuilder remind(Duration interval) {
        this.remind = Arguments.requireBetween("remind", interval, Duration.ofMinutes(1), Duration.ofDays(365));
        return this;
    }

    /**
     * Sets by which channels it is told; by all if not set.
     *
     * @param names names of channels
     * @return this builder
     * @throws IllegalArgumentException if a name is not valid
     */
    public AlertRuleBuilder channels(String... names) {
        for (String each : names) {
            channels.add(Arguments.requireName("channels", each));
        }
        return this;
    }

    /**
     * Sets whose alert it is where several instances look at the same thing; the instance's if not set.
     *
     * @param scope whose
     * @return this builder
     */
    public AlertRuleBuilder scope(AlertScope scope) {
        this.scope = Arguments.requireNonNull("scope", scope, "a scope");
        return this;
    }

    /**
     * Makes the rule.
     *
     * @return a rule
     * @throws IllegalArgumentException if a group was given a condition that only checks have
     */
    public AlertRule build() {
        RuleTarget what = target == null ? new RuleTarget.EachCheck() : target;
        Condition when = condition == null ? new Condition.Status(HealthStatus.DOWN) : condition;
        if (what instanceof RuleTarget.Group && !when.ofGroups()) {
            throw Arguments.invalid("condition", when, "for a group: status, uptimeBelow or burnRate");
        }
        return new AlertRule(this, what, when);
    }

    private AlertRuleBuilder target(RuleTarget what) {
        if (target != null) {
            throw Arguments.invalid("target", what, "one; there is " + target + " already");
        }
        target = what;
        return this;
    }

    private AlertRuleBuilder condition(Condition what) {
        if (condition != null) {
            throw Arguments.invalid("condition", what, "one; there is " + condition + " already");
        }
        condition = what;
        return this;
    }

    private static Duration requireWindow(String argument, Duration window) {
        return Arguments.requireBetween(argument, window, Duration.ofMinutes(1), LONGEST_WINDOW);
    }
}
