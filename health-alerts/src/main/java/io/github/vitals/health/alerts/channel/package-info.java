/**
 * Ways to those who are to know: {@link io.github.vitals.health.alerts.channel.AlertChannel} is what a channel
 * implements, {@link io.github.vitals.health.alerts.channel.AlertNotification} what it is handed. Channels know nothing
 * of rules, of the outbox, or of one another.
 */
@NullMarked
package io.github.vitals.health.alerts.channel;

import org.jspecify.annotations.NullMarked;
