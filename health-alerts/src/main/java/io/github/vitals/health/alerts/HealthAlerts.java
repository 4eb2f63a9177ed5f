package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.time.Duration;
import java.util.List;

/**
 * Tells people what is wrong with the checks and groups of a registry.
 *
 * <p>Thread-safe.
 */
public final class HealthAlerts implements AlertBoard, AutoCloseable {
    private HealthAlerts() {}

    /**
     * Starts to describe alerts.
     *
     * @param health the registry to listen to
     * @return a new builder
     */
    public static HealthAlertsBuilder builder(HealthRegistry health) {
        return new HealthAlertsBuilder(health);
    }

    static HealthAlerts start(HealthAlertsBuilder built) {
        return new HealthAlerts();
    }

    @Override
    public List<ActiveAlert> active() {
        return List.of();
    }

    @Override
    public List<AlertSilence> silences() {
        return List.of();
    }

    @Override
    public List<AlertDelivery> deliveries() {
        return List.of();
    }

    @Override
    public List<AlertChannelHealth> channels() {
        return List.of();
    }

    @Override
    public void acknowledge(String key, String by) {}

    @Override
    public AlertSilence silence(AlertSilence.Target target, Duration duration, String by, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean endSilence(String id) {
        return false;
    }

    @Override
    public AlertTestAnswer test(String channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
