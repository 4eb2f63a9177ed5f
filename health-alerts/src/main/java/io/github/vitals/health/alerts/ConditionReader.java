package io.github.vitals.health.alerts;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.alerts.Reading.Verdict;
import io.github.vitals.health.history.ErrorBudget;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Uptime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Tells whether a rule's condition holds. */
final class ConditionReader {
    private static final String EXPIRY = "health.tls.certificate.expiry";

    /** How many runs a percentile needs before it says anything. */
    private static final int FEWEST_RUNS = 5;

    private final @Nullable HealthHistory history;

    ConditionReader(@Nullable HealthHistory history) {
        this.history = history;
    }

    /** {@code state} is that of the check; null for a group, or where only the finding is at hand. */
    Reading read(AlertRule rule, Finding finding, @Nullable CheckState state, HistoryKey key, Instant now) {
        Condition condition = rule.condition;
        if (condition instanceof Condition.Status status) {
            return reading(status(status.reached(), finding, state), rule, finding);
        }
        if (condition instanceof Condition.Stale) {
            return stale(rule, finding, state);
        }
        if (condition instanceof Condition.Flapping) {
            boolean flapping = state != null && state.flapping();
            return itself(flapping, rule, finding, "flapping: results go up and down");
        }
        if (condition instanceof Condition.CertificateWithin certificate) {
            return certificate(certificate.left(), rule, finding, state, now);
        }
        return history == null ? open(rule, finding) : past(history, rule, finding, key, now);
    }

    /** {@code failed} of the last so many results were DOWN. */
    Reading failures(AlertRule rule, Condition.Failures condition, int failed, Finding finding) {
        boolean holds = failed >= condition.count();
        if (holds && finding.status() == HealthStatus.MAINTENANCE) {
            return open(rule, finding);
        }
        Finding told = holds && finding.message().isEmpty()
                ? finding.saying(failed + " of the last " + condition.ofLast() + " results were DOWN")
                : finding;
        return new Reading(holds ? Verdict.HOLDS : Verdict.OVER, rule.severity(HealthStatus.DOWN), told);
    }

    private static Verdict status(HealthStatus reached, Finding finding, @Nullable CheckState state) {
        return switch (finding.status()) {
            case UP -> Verdict.OVER;
            case MAINTENANCE -> recovered(state) ? Verdict.OVER : Verdict.OPEN;
            case UNKNOWN ->
                reached == HealthStatus.UNKNOWN && finding.reason().isPresent() ? Verdict.HOLDS : Verdict.OPEN;
            case DEGRADED -> reached == HealthStatus.DEGRADED ? Verdict.HOLDS : Verdict.OVER;
            case DOWN -> Verdict.HOLDS;
        };
    }

    /** Runs go on during maintenance: what has passed often enough is well, and its end is not to wait. */
    private static boolean recovered(@Nullable CheckState state) {
        return state != null
                && !state.paused()
                && state.successStreak() >= state.policy().successThreshold();
    }

    private Reading stale(AlertRule rule, Finding finding, @Nullable CheckState state) {
        boolean unknown = finding.status() == HealthStatus.UNKNOWN || finding.status() == HealthStatus.MAINTENANCE;
        boolean stale = state != null && state.stale();
        Verdict verdict = stale ? Verdict.HOLDS : unknown ? Verdict.OPEN : Verdict.OVER;
        return new Reading(verdict, rule.severityOfItself(), finding);
    }

    private Reading certificate(
            Duration left, AlertRule rule, Finding finding, @Nullable CheckState state, Instant now) {
        OptionalDouble first = state == null
                ? OptionalDouble.empty()
                : state.measurements().stream()
                        .filter(measurement -> measurement.name().equals(EXPIRY))
                        .mapToDouble(Measurement::value)
                        .min();
        if (first.isEmpty()) {
            return open(rule, finding);
        }
        Instant expiry = Instant.ofEpochSecond((long) first.getAsDouble());
        boolean soon = now.plus(left).isAfter(expiry);
        return itself(soon, rule, finding, "certificate expires on " + expiry);
    }

    private static Reading past(HealthHistory history, AlertRule rule, Finding finding, HistoryKey key, Instant now) {
        if (!history.keys().contains(key)) {
            return open(rule, finding);
        }
        if (rule.condition instanceof Condition.Latency latency) {
            HistoryWindow window = HistoryWindow.last(latency.window(), now);
            return latency(latency, HealthHistory.total(history.buckets(key, window)), rule, finding);
        }
        if (rule.condition instanceof Condition.UptimeBelow below) {
            OptionalDouble ratio = uptime(history, key, below.window(), now).ratio();
            return ratio.isEmpty()
                    ? open(rule, finding)
                    : itself(
                            ratio.getAsDouble() < below.share(),
                            rule,
                            finding,
                            String.format(
                                    Locale.ROOT,
                                    "uptime %.3f %% of the last %s, less than %.3f %%",
                                    100 * ratio.getAsDouble(),
                                    below.window(),
                                    100 * below.share()));
        }
        return burnRate((Condition.BurnRate) rule.condition, history, rule, finding, key, now);
    }

    private static Reading latency(Condition.Latency latency, HistoryBucket bucket, AlertRule rule, Finding finding) {
        Optional<Duration> measured = bucket.latency().percentile(100 * latency.percentile());
        if (measured.isEmpty() || bucket.latency().count() < FEWEST_RUNS) {
            return open(rule, finding);
        }
        return itself(
                measured.get().compareTo(latency.limit()) > 0,
                rule,
                finding,
                String.format(
                        Locale.ROOT,
                        "p%s of the last %s is %d ms, more than %d ms",
                        new BigDecimal(100 * latency.percentile(), new MathContext(6))
                                .stripTrailingZeros()
                                .toPlainString(),
                        latency.window(),
                        measured.get().toMillis(),
                        latency.limit().toMillis()));
    }

    private static Reading burnRate(
            Condition.BurnRate burn,
            HealthHistory history,
            AlertRule rule,
            Finding finding,
            HistoryKey key,
            Instant now) {
        OptionalDouble longer = rate(history, key, burn.window(), now);
        OptionalDouble shorter = rate(history, key, burn.shorter(), now);
        if (longer.isEmpty() || shorter.isEmpty()) {
            return open(rule, finding);
        }
        return itself(
                longer.getAsDouble() >= burn.rate() && shorter.getAsDouble() >= burn.rate(),
                rule,
                finding,
                String.format(
                        Locale.ROOT,
                        "the error budget is spent %.1f times as fast as it lasts, over %s and %s",
                        longer.getAsDouble(),
                        burn.window(),
                        burn.shorter()));
    }

    private static OptionalDouble rate(HealthHistory history, HistoryKey key, Duration window, Instant now) {
        Optional<ErrorBudget> budget = uptime(history, key, window, now).errorBudget(history.target());
        return budget.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(budget.get().burnRate());
    }

    private static Uptime uptime(HealthHistory history, HistoryKey key, Duration window, Instant now) {
        return history.uptime(key, HistoryWindow.last(window, now));
    }

    private static Reading reading(Verdict verdict, AlertRule rule, Finding finding) {
        return new Reading(verdict, rule.severity(finding.status()), finding);
    }

    /** A condition that says by itself what there is to tell. */
    private static Reading itself(boolean holds, AlertRule rule, Finding finding, String message) {
        if (holds && finding.status() == HealthStatus.MAINTENANCE) {
            return open(rule, finding);
        }
        return new Reading(holds ? Verdict.HOLDS : Verdict.OVER, rule.severityOfItself(), finding.saying(message));
    }

    private static Reading open(AlertRule rule, Finding finding) {
        return new Reading(Verdict.OPEN, rule.severityOfItself(), finding);
    }
}
