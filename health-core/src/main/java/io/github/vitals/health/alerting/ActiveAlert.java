package io.github.vitals.health.alerting;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthTransition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An alert whose condition holds. Immutable.
 *
 * @param key what tells it from all others, the same in every message about it: 32 hexadecimal digits
 * @param rule the name of the rule
 * @param subject whether it is about a check or a group
 * @param name the name of the check or group
 * @param scope the instance that sees it, or {@code *} if it is of the whole service
 * @param severity how urgent it is
 * @param state what becomes of it
 * @param since when its condition began to hold
 * @param reason why, as the check says; empty for groups and conditions that have none
 * @param message what to tell a person, without secrets
 * @param lead the key of the alert in whose message this one is told, which may be its own; empty if none was sent
 * @param affected how many alerts are told in its message, itself included; 0 unless it is a lead
 * @param acknowledged who has acknowledged it, and when
 * @param silencedUntil until when it is silenced
 * @param labels what the rule adds, for example {@code team}
 * @param links where to look, by what is there: {@code runbook}, {@code dashboard}
 */
public record ActiveAlert(
        String key,
        String rule,
        HealthTransition.Subject subject,
        String name,
        String scope,
        AlertSeverity severity,
        State state,
        Instant since,
        Optional<FailureReason> reason,
        String message,
        Optional<String> lead,
        int affected,
        Optional<Acknowledgement> acknowledged,
        Optional<Instant> silencedUntil,
        Map<String, String> labels,
        Map<String, String> links) {
    /**
     * Copies what is given.
     *
     * @param key 32 hexadecimal digits
     * @param rule the name of the rule
     * @param subject whether it is about a check or a group
     * @param name the name of the check or group
     * @param scope the instance that sees it, or {@code *}
     * @param severity how urgent it is
     * @param state what becomes of it
     * @param since when its condition began to hold
     * @param reason why, as the check says
     * @param message what to tell a person
     * @param lead the key of the alert in whose message this one is told
     * @param affected how many alerts are told in its message
     * @param acknowledged who has acknowledged it, and when
     * @param silencedUntil until when it is silenced
     * @param labels what the rule adds
     * @param links where to look
     */
    public ActiveAlert {
        labels = Map.copyOf(labels);
        links = Map.copyOf(links);
    }

    /** What becomes of an alert. */
    public enum State {
        /** It waits for others of the same outage, for at most the grouping window. */
        GATHERING,
        /** It was handed to the channels. */
        FIRING,
        /** The same, and somebody has said that they look after it: nothing is repeated. */
        ACKNOWLEDGED,
        /** Nothing was sent, because somebody asked for silence, or it is a quiet hour. */
        SILENCED,
        /** Nothing was sent, because another alert is about its root cause. */
        SUPPRESSED
    }

    /**
     * That somebody looks after it.
     *
     * @param by who
     * @param at when
     */
    public record Acknowledgement(String by, Instant at) {}
}
