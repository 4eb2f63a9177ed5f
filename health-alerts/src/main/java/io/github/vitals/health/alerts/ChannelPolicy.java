package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;

/**
 * What a channel is told, and how. Immutable.
 *
 * @param atLeast how urgent an alert has to be
 * @param timeout how long an attempt may take
 * @param perMinute how many messages at most; what is over waits
 * @param expiry how long a message that is not accepted is tried again; that an alert is over is tried until accepted
 * @param reminders whether it is told again of what lasts
 */
record ChannelPolicy(AlertSeverity atLeast, Duration timeout, int perMinute, Duration expiry, boolean reminders) {}
