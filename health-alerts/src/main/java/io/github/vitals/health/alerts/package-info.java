/**
 * Alerts about the checks and groups of a registry.
 *
 * <p>Begin with {@link io.github.vitals.health.alerts.HealthAlerts}: it listens to a registry, judges
 * {@linkplain io.github.vitals.health.alerts.AlertRule rules}, makes one message of one outage, keeps what is to be sent
 * until a {@linkplain io.github.vitals.health.alerts.channel.AlertChannel channel} has taken it, and shows all of it as
 * an {@link io.github.vitals.health.alerting.AlertBoard}.
 */
@NullMarked
package io.github.vitals.health.alerts;

import org.jspecify.annotations.NullMarked;
