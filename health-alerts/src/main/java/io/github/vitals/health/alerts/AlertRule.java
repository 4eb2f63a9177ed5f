package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.MaintenanceWindow;
import io.github.vitals.health.alerting.AlertSeverity;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is to be told, of what, and how urgent it is.
 *
 * <pre>{@code
 * AlertRule down = AlertRule.builder("orders-db-down")
 *         .check("orders-db")
 *         .status(HealthStatus.DOWN)
 *         .lasting(Duration.ofMinutes(1))
 *         .severity(AlertSeverity.CRITICAL)
 *         .runbook(URI.create("https://wiki.example/orders-db"))
 *         .build();
 * }</pre>
 *
 * <p>How long a rule's condition has to hold, and how long it has to be over, is apart from how a check's status is judged:
 * the one says when a person is disturbed, the other when traffic goes elsewhere.
 *
 * <p>Immutable.
 */
public final class AlertRule {
    private final String name;
    final RuleTarget target;
    final Condition condition;
    private final Map<AlertSeverity, Duration> lasting;
    final Duration clearAfter;
    private final @Nullable AlertSeverity severity;
    final Map<String, String> labels;
    final Map<String, String> links;
    final List<MaintenanceWindow> quiet;
    final Duration remind;
    final Set<String> channels;
    final AlertScope scope;

    AlertRule(AlertRuleBuilder built, RuleTarget target, Condition condition) {
        this.name = built.name;
        this.target = target;
        this.condition = condition;
        this.lasting = new EnumMap<>(built.lasting);
        this.clearAfter = built.clearAfter;
        this.severity = built.severity;
        this.labels = Map.copyOf(built.labels);
        this.links = new TreeMap<>(built.links);
        this.quiet = List.copyOf(built.quiet);
        this.remind = built.remind;
        this.channels = Set.copyOf(built.channels);
        this.scope = built.scope;
    }

    /**
     * Starts to describe a rule.
     *
     * @param name unique; 1 to 100 letters, digits, {@code . _ -}, beginning with a letter or digit. It is part of what
     *     tells alerts apart: a rule under another name has other alerts
     * @return a new builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static AlertRuleBuilder builder(String name) {
        return new AlertRuleBuilder(Arguments.requireName("name", name));
    }

    /**
     * The rules that hold where none are given: {@code unhealthy} for every critical check that is DOWN, critical, and
     * for every check that is DEGRADED, or DOWN and not critical, for 5 min, a warning; {@code stale} for every check without a recent result, a warning.
     *
     * @return two rules
     */
    public static List<AlertRule> defaults() {
        return DefaultRules.ALL;
    }

    /**
     * The name of the rule.
     *
     * @return never empty
     */
    public String name() {
        return name;
    }

    /**
     * Where to look.
     *
     * @param what {@code runbook} or {@code dashboard}
     * @return empty if the rule does not say
     */
    public Optional<URI> link(String what) {
        return Optional.ofNullable(links.get(what)).map(URI::create);
    }

    Duration lasting(AlertSeverity severity) {
        return lasting.getOrDefault(severity, Duration.ZERO);
    }

    /** How urgent it is that something has this status. */
    AlertSeverity severity(HealthStatus status) {
        if (severity != null) {
            return severity;
        }
        return status == HealthStatus.DOWN ? AlertSeverity.CRITICAL : AlertSeverity.WARNING;
    }

    /** Whether it tells of what is DOWN and of what is less. */
    boolean graded() {
        return severity == null
                && condition instanceof Condition.Status status
                && status.reached() != HealthStatus.DOWN;
    }

    /** How urgent it is where that does not depend on a status. */
    AlertSeverity severityOfItself() {
        return severity == null ? AlertSeverity.WARNING : severity;
    }

    @Override
    public String toString() {
        return name + ": " + target + " " + condition;
    }
}
