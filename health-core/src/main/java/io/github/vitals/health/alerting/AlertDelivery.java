package io.github.vitals.health.alerting;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to hand a message to a channel. Immutable.
 *
 * @param at when it ended
 * @param channel the name of the channel
 * @param kind what the message said: trigger, update, reminder, acknowledge, resolve, refresh or test
 * @param key the key of the alert
 * @param subject what it is about, for example {@code orders-db}
 * @param outcome what came of it
 * @param answer what the far side said, without secrets; possibly empty
 * @param took how long the attempt took
 * @param attempt the number of the attempt, from 1
 */
public record AlertDelivery(
        Instant at,
        String channel,
        String kind,
        String key,
        String subject,
        Outcome outcome,
        String answer,
        Duration took,
        int attempt) {

    /** What came of an attempt. */
    public enum Outcome {
        /** The far side has taken it. */
        ACCEPTED,
        /** It did not, or did not answer; it is tried again. */
        FAILED,
        /** The far side will not take it as it is; it is tried again, seldom. */
        REJECTED,
        /** It was too old to be tried again. */
        EXPIRED
    }
}
