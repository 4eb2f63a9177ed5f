package io.github.vitals.health.alerting;

import java.time.Duration;
import java.util.List;

/**
 * What there is of alerts, and what operators may do about it. Reading it sends nothing and waits for nothing.
 * Implementations are thread-safe.
 */
public interface AlertBoard {
    /**
     * The alerts whose condition holds.
     *
     * @return the most urgent first, then by how long they have held
     */
    List<ActiveAlert> active();

    /**
     * The silences that have not ended.
     *
     * @return in the order of their ends
     */
    List<AlertSilence> silences();

    /**
     * The latest attempts to hand over messages.
     *
     * @return at most 100, the newest first
     */
    List<AlertDelivery> deliveries();

    /**
     * How well the channels work.
     *
     * @return in the order in which they were given
     */
    List<AlertChannelHealth> channels();

    /**
     * Says that somebody looks after an alert, and after all that are told in the same message: there are no reminders
     * until it is resolved. The channels are told. Acknowledging again changes who does.
     *
     * @param key the key of an active alert
     * @param by who; 1 to 100 characters
     * @throws IllegalArgumentException if there is no such alert, or nobody is named
     */
    void acknowledge(String key, String by);

    /**
     * Asks for silence about something: no new alerts, no reminders. What is open is still resolved; what still holds at
     * the end is sent then.
     *
     * @param target about what
     * @param duration how long; more than zero, at most 30 days
     * @param by who asks; 1 to 100 characters
     * @param reason why; at most 500 characters, possibly empty
     * @return the silence, to be ended before its time if wanted
     * @throws IllegalArgumentException if the duration or a text is not such
     */
    AlertSilence silence(AlertSilence.Target target, Duration duration, String by, String reason);

    /**
     * Ends a silence before its time.
     *
     * @param id of the silence
     * @return whether there was one
     */
    boolean endSilence(String id);

    /**
     * Sends a message that says it is a test through a channel, once, past the outbox, and waits for what the far side
     * answers, at most for the timeout of the channel.
     *
     * @param channel the name of the channel
     * @return the answer
     * @throws IllegalArgumentException if there is no such channel
     */
    AlertTestAnswer test(String channel);
}
