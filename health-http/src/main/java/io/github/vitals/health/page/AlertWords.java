package io.github.vitals.health.page;

import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSeverity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Alerts as people read them. */
final class AlertWords {
    private static final List<AlertSeverity> MOST_URGENT_FIRST =
            List.of(AlertSeverity.CRITICAL, AlertSeverity.WARNING, AlertSeverity.INFO);

    private static final List<ActiveAlert.State> QUIET =
            List.of(ActiveAlert.State.ACKNOWLEDGED, ActiveAlert.State.SILENCED, ActiveAlert.State.SUPPRESSED);

    private AlertWords() {}

    static String severity(AlertSeverity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case WARNING -> "Warning";
            case INFO -> "Info";
        };
    }

    static String state(ActiveAlert.State state) {
        return switch (state) {
            case GATHERING -> "Gathering";
            case FIRING -> "Firing";
            case ACKNOWLEDGED -> "Acknowledged";
            case SILENCED -> "Silenced";
            case SUPPRESSED -> "Suppressed";
        };
    }

    static String outcome(AlertDelivery.Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> "Accepted";
            case FAILED -> "Failed";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Expired";
        };
    }

    /** Whether nobody has said yet that he looks after it, and nothing keeps it quiet. */
    static boolean isOpen(ActiveAlert alert) {
        return !QUIET.contains(alert.state());
    }

    /** Such as {@code 1 critical, 2 warning; 1 acknowledged}. */
    static String counts(List<ActiveAlert> alerts) {
        List<String> urgent = new ArrayList<>();
        for (AlertSeverity severity : MOST_URGENT_FIRST) {
            count(urgent, alerts, alert -> alert.severity() == severity, severity.label());
        }
        List<String> quiet = new ArrayList<>();
        for (ActiveAlert.State state : QUIET) {
            count(quiet, alerts, alert -> alert.state() == state, quiet(state));
        }
        return String.join(", ", urgent) + (quiet.isEmpty() ? "" : "; " + String.join(", ", quiet));
    }

    /** As part of a sentence. */
    static String quiet(ActiveAlert.State state) {
        return state(state).toLowerCase(Locale.ROOT);
    }

    private static void count(List<String> to, List<ActiveAlert> alerts, Predicate<ActiveAlert> of, String words) {
        long count = alerts.stream().filter(of).count();
        if (count > 0) {
            to.add(Words.grouped(count) + " " + words);
        }
    }

    /** What it is about. */
    static String subject(ActiveAlert alert) {
        return alert.subject() == HealthTransition.Subject.GROUP ? "Group " + alert.name() : alert.name();
    }
}
