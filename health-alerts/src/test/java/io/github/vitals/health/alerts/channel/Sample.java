package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message to be changed bit by bit. */
record Sample(
        AlertNotification.Kind kind,
        AlertSeverity severity,
        String name,
        String message,
        List<String> others,
        Map<String, String> labels,
        Map<String, String> links) {
    static final String KEY = "0123456789abcdef0123456789abcdef";
    static final Instant SINCE = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant UNTIL = SINCE.plusSeconds(300);
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** All that Slack, JSON, headers and terminals may stumble over, and far too long for each of them. */
    static final String HOSTILE =
            ("<!channel> <!here> <@U024BE7LH> \"'\\ \u0000\u0007\u001b[31m \r\n & &amp; 💥👩‍👩‍👧 \uD83D ${key} {{.}} %s é ")
                    .repeat(800);

    static Sample of(AlertNotification.Kind kind) {
        return new Sample(
                kind,
                AlertSeverity.CRITICAL,
                "orders-db",
                "no answer within 2 s",
                List.of("orders", "stock"),
                Map.of("team", "orders", "app.kubernetes.io/name", "shop"),
                Map.of(
                        "runbook", "https://wiki.example/orders-db",
                        "dashboard", "https://grafana.example/d/orders",
                        "status", "https://orders.example/health-page/"));
    }

    static Sample hostile(AlertNotification.Kind kind) {
        String name = HOSTILE.substring(0, 500);
        return new Sample(
                kind,
                AlertSeverity.CRITICAL,
                name,
                HOSTILE,
                Collections.nCopies(20, name),
                Map.of(name, HOSTILE, "severity", "none", "9 lives", name),
                Map.of(
                        "runbook",
                        "https://wiki.example/" + "x".repeat(900),
                        name,
                        "https://wiki.example/?a=1&b=<2>".replace("<", "%3C").replace(">", "%3E")));
    }

    Sample severity(AlertSeverity other) {
        return new Sample(kind, other, name, message, others, labels, links);
    }

    Sample kind(AlertNotification.Kind other) {
        return new Sample(other, severity, name, message, others, labels, links);
    }

    AlertNotification notification() {
        boolean over = kind == AlertNotification.Kind.RESOLVE;
        return new AlertNotification(
                kind,
                KEY,
                new AlertNotification.Origin("shop", "shop-7d4b9-x2x"),
                new AlertNotification.About("down", HealthTransition.Subject.CHECK, name),
                severity,
                new AlertNotification.Facts(
                        over ? HealthStatus.UP : HealthStatus.DOWN,
                        over ? Optional.empty() : Optional.of(FailureReason.TIMEOUT),
                        message,
                        SINCE,
                        over ? Optional.of(UNTIL) : Optional.empty(),
                        Optional.of(SINCE.minusSeconds(10)),
                        Optional.of(Duration.ofMillis(2001)),
                        kind == AlertNotification.Kind.ACKNOWLEDGE ? Optional.of("mia") : Optional.empty()),
                new AlertNotification.Affected(others.isEmpty() ? 0 : 12, others),
                labels,
                links,
                UNTIL);
    }

    static DeliveryContext first() {
        return context(Optional.empty());
    }

    static DeliveryContext after(Receipt opened) {
        return context(Optional.of(opened.reference()));
    }

    static DeliveryContext within(Duration timeout) {
        return new DeliveryContext("delivery-1", 1, timeout, Optional.empty());
    }

    private static DeliveryContext context(Optional<String> reference) {
        return new DeliveryContext("delivery-1", 1, TIMEOUT, reference);
    }
}
