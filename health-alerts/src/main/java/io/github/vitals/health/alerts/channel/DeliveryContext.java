package io.github.vitals.health.alerts.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * What an attempt is told beside its message. Immutable.
 *
 * @param id what tells this message from every other; the same when it is tried again
 * @param attempt the number of the attempt, from 1
 * @param timeout how long it may take
 * @param reference what the far side said to the message that opened the alert, see {@link Receipt#reference()}; empty if
 *     there was none
 */
public record DeliveryContext(String id, int attempt, Duration timeout, Optional<String> reference) {}
