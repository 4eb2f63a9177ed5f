package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One message about an alert, as a channel gets it. It has no secrets, and its texts are bounded as those of a check's
 * result are. Immutable.
 *
 * @param kind what it says
 * @param key what tells the alert from all others: a hash of service, scope, subject and rule, the same in every message
 *     about it, today and after every restart; 32 hexadecimal digits
 * @param origin who says it
 * @param about what it is about
 * @param severity how urgent it is
 * @param facts what is known
 * @param affected what else is told by this message
 * @param labels what the rule adds, by name
 * @param links where to look, by what is there: {@code runbook}, {@code dashboard}, {@code status}; absolute addresses
 * @param at when this was to be told
 */
public record AlertNotification(
        Kind kind,
        String key,
        Origin origin,
        About about,
        AlertSeverity severity,
        Facts facts,
        Affected affected,
        Map<String, String> labels,
        Map<String, String> links,
        Instant at) {
    /**
     * Copies what is given.
     *
     * @param kind what it says
     * @param key 32 hexadecimal digits
     * @param origin who says it
     * @param about what it is about
     * @param severity how urgent it is
     * @param facts what is known
     * @param affected what else is told by this message
     * @param labels what the rule adds
     * @param links where to look
     * @param at when this was to be told
     */
    public AlertNotification {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        links = Collections.unmodifiableMap(new TreeMap<>(links));
    }

    /** What a message says. */
    public enum Kind {
        /** Something is wrong. */
        TRIGGER,
        /** What is wrong has become more urgent, or concerns more. */
        UPDATE,
        /** It is still wrong. */
        REMINDER,
        /** Somebody looks after it. */
        ACKNOWLEDGE,
        /** It is over. */
        RESOLVE,
        /** It is still open: for far sides that forget, see {@link AlertChannel#refresh()}. */
        REFRESH,
        /** Nothing is wrong: somebody tries whether messages arrive. */
        TEST;

        private final String label = name().toLowerCase(Locale.ROOT);

        /**
         * The kind as every surface writes it.
         *
         * @return the lower-case name
         */
        public String label() {
            return label;
        }
    }

    /**
     * Who says it.
     *
     * @param service the application
     * @param scope the instance that sees it, or {@code *} if it is of the whole service
     */
    public record Origin(String service, String scope) {}

    /**
     * What it is about.
     *
     * @param rule the name of the rule
     * @param subject whether it is a check or a group
     * @param name the name of the check or group
     */
    public record About(String rule, HealthTransition.Subject subject, String name) {}

    /**
     * What is known.
     *
     * @param status the judged status
     * @param reason why it is not UP; empty for groups, and for rules about something else
     * @param message what to tell a person; possibly empty
     * @param since when it began
     * @param until when it ended; only where it is resolved
     * @param lastGood when a run was last UP; empty for groups, and if none was
     * @param latency how long the last run took; empty for groups
     * @param acknowledgedBy who looks after it
     */
    public record Facts(
            HealthStatus status,
            Optional<FailureReason> reason,
            String message,
            Instant since,
            Optional<Instant> until,
            Optional<Instant> lastGood,
            Optional<Duration> latency,
            Optional<String> acknowledgedBy) {}

    /**
     * What else is told by the same message: other alerts of the same outage.
     *
     * @param count how many, the one it is about not included
     * @param names the names of the first 20 of them
     */
    public record Affected(int count, List<String> names) {
        /**
         * Copies what is given.
         *
         * @param count how many
         * @param names the names of some of them
         */
        public Affected {
            names = List.copyOf(names);
        }
    }

    /**
     * Everything in one line.
     *
     * @return for example {@code orders-db is DOWN (timeout): no answer within 2 s, and 12 others}, or {@code orders-db is
     *     over after 5 min: …}
     */
    public String summary() {
        return Summary.of(this);
    }
}
