package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.HealthTransition;
import java.time.Duration;

/** A message in one line. */
final class Summary {
    private Summary() {}

    static String of(AlertNotification notification) {
        AlertNotification.Facts facts = notification.facts();
        AlertNotification.About about = notification.about();
        String subject = about.subject() == HealthTransition.Subject.GROUP ? "group " + about.name() : about.name();
        String others = others(notification.affected().count());
        return switch (notification.kind()) {
            case TEST -> "Test: " + facts.message();
            case RESOLVE ->
                subject + " is well again"
                        + facts.until()
                                .map(until -> " after " + length(Duration.between(facts.since(), until)))
                                .orElse("")
                        + others;
            case ACKNOWLEDGE ->
                subject + " is looked after by " + facts.acknowledgedBy().orElse("somebody");
            case REMINDER ->
                subject + " is still " + state(facts) + " after "
                        + length(Duration.between(facts.since(), notification.at())) + others;
            case TRIGGER, UPDATE, REFRESH -> subject + " is " + state(facts) + others;
        };
    }

    private static String state(AlertNotification.Facts facts) {
        String message = facts.message();
        return facts.status()
                + facts.reason().map(reason -> " (" + reason.label() + ")").orElse("")
                + (message.isEmpty() ? "" : ": " + message);
    }

    private static String others(int count) {
        return count == 0 ? "" : count == 1 ? ", and 1 other" : ", and " + count + " others";
    }

    /** The two largest units, for example {@code 2 h 5 min}. */
    static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = seconds / 60;
        if (minutes < 24 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        long hours = minutes / 60;
        return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
    }
}
