/**
 * Far sides of alerts, on loopback, for tests: {@link io.github.vitals.health.servers.alerting.SlackServer} and
 * {@link io.github.vitals.health.servers.alerting.PagerDutyServer} keep to what these services document of their
 * contracts and limits, {@link io.github.vitals.health.servers.alerting.WebhookReceiver} takes anything. All fail as
 * {@link io.github.vitals.health.servers.alerting.Fault} says. A real Alertmanager is
 * {@link io.github.vitals.health.servers.AlertmanagerServer}.
 */
@NullMarked
package io.github.vitals.health.servers.alerting;

import org.jspecify.annotations.NullMarked;
