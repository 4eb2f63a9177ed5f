package io.github.vitals.health.alerting;

import java.time.Duration;

/**
 * What came of a test message. Immutable.
 *
 * @param channel the name of the channel
 * @param accepted whether the far side has taken it
 * @param answer what the far side said, or why it could not be asked, without secrets
 * @param took how long it took
 */
public record AlertTestAnswer(String channel, boolean accepted, String answer, Duration took) {}
