package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;

/**
 * Describes what a channel is told, and how.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>atLeast</td><td>info: everything</td></tr>
 *   <tr><td>timeout</td><td>10 s</td></tr>
 *   <tr><td>perMinute</td><td>30</td></tr>
 *   <tr><td>expiry</td><td>24 h</td></tr>
 *   <tr><td>reminders</td><td>true</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class ChannelPolicyBuilder {
    private AlertSeverity atLeast = AlertSeverity.INFO;
    private Duration timeout = Duration.ofSeconds(10);
    private int perMinute = 30;
    private Duration expiry = Duration.ofHours(24);
    private boolean reminders = true;

    ChannelPolicyBuilder() {}

    /**
     * Sets how urgent an alert has to be; all are told if not set. One that becomes more urgent is told then.
     *
     * @param severity the least
     * @return this builder
     */
    public ChannelPolicyBuilder atLeast(AlertSeverity severity) {
        this.atLeast = Arguments.requireNonNull("severity", severity, "a severity");
        return this;
    }

    /**
     * Sets how long an attempt may take; 10 s if not set.
     *
     * @param timeout 100 ms to 1 min
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public ChannelPolicyBuilder timeout(Duration timeout) {
        this.timeout = Arguments.requireBetween("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        return this;
    }

    /**
     * Sets how many messages a minute are sent at most; 30 if not set. What is over waits, and keeps its order.
     *
     * @param messages 1 to 6,000
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public ChannelPolicyBuilder perMinute(int messages) {
        this.perMinute = Arguments.requireBetween("messages", messages, 1, 6_000);
        return this;
    }

    /**
     * Sets how long a message that nobody takes is tried again; 24 h if not set. That an alert is over is tried until it
     * is taken.
     *
     * @param expiry 1 min to 30 days
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public ChannelPolicyBuilder expiry(Duration expiry) {
        this.expiry = Arguments.requireBetween("expiry", expiry, Duration.ofMinutes(1), Duration.ofDays(30));
        return this;
    }

    /**
     * Sets whether the channel is told again of what lasts; it is if not set.
     *
     * @param wanted false for the beginning and the end alone
     * @return this builder
     */
    public ChannelPolicyBuilder reminders(boolean wanted) {
        this.reminders = wanted;
        return this;
    }

    ChannelPolicy build() {
        return new ChannelPolicy(atLeast, timeout, perMinute, expiry, reminders);
    }
}
