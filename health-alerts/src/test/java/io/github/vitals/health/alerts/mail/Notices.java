package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages about a database that is down, and of what becomes of it. */
final class Notices {
    static final String KEY = "0123456789abcdef0123456789abcdef";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Notices() {}

    static AlertNotification trigger() {
        return of(AlertNotification.Kind.TRIGGER, "no answer within 2 s");
    }

    static AlertNotification of(AlertNotification.Kind kind, String message) {
        return of(
                kind,
                message,
                "orders-db",
                Map.of("team", "orders"),
                Map.of("runbook", "https://wiki.example/db?a=1&b=2"));
    }

    static AlertNotification of(
            AlertNotification.Kind kind,
            String message,
            String name,
            Map<String, String> labels,
            Map<String, String> links) {
        boolean resolved = kind == AlertNotification.Kind.RESOLVE;
        return new AlertNotification(
                kind,
                KEY,
                new AlertNotification.Origin("orders", "orders-1"),
                new AlertNotification.About("down", HealthTransition.Subject.CHECK, name),
                AlertSeverity.CRITICAL,
                new AlertNotification.Facts(
                        resolved ? HealthStatus.UP : HealthStatus.DOWN,
                        resolved ? Optional.empty() : Optional.of(FailureReason.TIMEOUT),
                        message,
                        NOW.minusSeconds(300),
                        resolved ? Optional.of(NOW) : Optional.empty(),
                        Optional.of(NOW.minusSeconds(400)),
                        Optional.of(Duration.ofMillis(2_003)),
                        Optional.empty()),
                new AlertNotification.Affected(3, List.of("cache", "search")),
                labels,
                links,
                NOW);
    }

    static DeliveryContext context(String id, String reference) {
        return new DeliveryContext(
                id, 1, Duration.ofSeconds(20), Optional.of(reference).filter(text -> !text.isEmpty()));
    }

    static DeliveryContext within(Duration timeout) {
        return new DeliveryContext("d1", 1, timeout, Optional.empty());
    }
}
