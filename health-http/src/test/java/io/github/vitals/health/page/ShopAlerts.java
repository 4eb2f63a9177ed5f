package io.github.vitals.health.page;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.ActiveAlert.State;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The alerts of a {@link Shop}: one that somebody has to look at, and one of each other kind. */
final class ShopAlerts {
    private static final String PAYMENTS = RecordedAlerts.key("payments-api");
    private static final String SEARCH = RecordedAlerts.key("search-index");

    private ShopAlerts() {}

    static RecordedAlerts at(Instant now) {
        Instant began = now.minus(Duration.ofMinutes(37));
        RecordedAlerts alerts = new RecordedAlerts(now)
                .with(alert("payments-api", "down", AlertSeverity.CRITICAL, State.FIRING, began, PAYMENTS, 2))
                .with(alert("refunds", "down", AlertSeverity.CRITICAL, State.SUPPRESSED, began, PAYMENTS, 0))
                .with(alert("search-index", "slow", AlertSeverity.WARNING, State.ACKNOWLEDGED, began, SEARCH, 1))
                .with(alert("readiness", "slo", AlertSeverity.WARNING, State.GATHERING, now.minusSeconds(12), "", 0))
                .with(alert("nightly-export", "stale", AlertSeverity.INFO, State.SILENCED, began, "", 0));
        alerts.silences.add(new AlertSilence(
                "s-7f21",
                new AlertSilence.Target(Optional.of("nightly-export"), Optional.empty(), Optional.empty()),
                now.plus(Duration.ofHours(3)),
                "ada",
                "deployed today, runs at night"));
        alerts.channels.add(new AlertChannelHealth(
                "ops-slack", "slack", 0, Optional.empty(), Optional.of(now.minusSeconds(1_080)), Optional.empty()));
        alerts.channels.add(new AlertChannelHealth(
                "on-call", "pagerduty", 0, Optional.empty(), Optional.of(began.plusSeconds(31)), Optional.empty()));
        alerts.channels.add(new AlertChannelHealth(
                "office",
                "mail",
                3,
                Optional.of(began.plusSeconds(30)),
                Optional.empty(),
                Optional.of("connection refused: smtp.internal:587")));
        deliveries(alerts, now, began);
        return alerts;
    }

    private static void deliveries(RecordedAlerts alerts, Instant now, Instant began) {
        alerts.deliveries.add(delivery(now.minusSeconds(40), "office", "trigger", PAYMENTS, "payments-api", 7));
        alerts.deliveries.add(delivery(now.minusSeconds(1_080), "ops-slack", "acknowledge", SEARCH, "search-index", 1));
        alerts.deliveries.add(delivery(began.plusSeconds(31), "on-call", "trigger", PAYMENTS, "payments-api", 1));
        alerts.deliveries.add(delivery(began.plusSeconds(30), "ops-slack", "trigger", PAYMENTS, "payments-api", 1));
        alerts.deliveries.add(delivery(began.minusSeconds(7_200), "ops-slack", "resolve", "0".repeat(32), "dns", 1));
    }

    private static AlertDelivery delivery(
            Instant at, String channel, String kind, String key, String subject, int attempt) {
        boolean accepted = !channel.equals("office");
        return new AlertDelivery(
                at,
                channel,
                kind,
                key,
                subject,
                accepted ? Outcome.ACCEPTED : Outcome.FAILED,
                channel.equals("on-call")
                        ? "202 Event processed"
                        : accepted ? "200 ok" : "connection refused: smtp.internal:587",
                Duration.ofMillis(accepted ? 140 : 12),
                attempt);
    }

    private static ActiveAlert alert(
            String name, String rule, AlertSeverity severity, State state, Instant since, String lead, int affected) {
        boolean group = name.equals("readiness");
        return new ActiveAlert(
                RecordedAlerts.key(name),
                rule,
                group ? Subject.GROUP : Subject.CHECK,
                name,
                name.equals("search-index") ? "shop-1" : "*",
                severity,
                state,
                since,
                reason(name),
                message(name),
                Optional.of(lead).filter(key -> !key.isEmpty()),
                affected,
                state == State.ACKNOWLEDGED
                        ? Optional.of(new ActiveAlert.Acknowledgement("grace", since.plusSeconds(1_140)))
                        : Optional.empty(),
                state == State.SILENCED ? Optional.of(since.plus(Duration.ofMinutes(217))) : Optional.empty(),
                group ? Map.of() : Map.of("team", name.equals("search-index") ? "search" : "money"),
                group
                        ? Map.of()
                        : Map.of(
                                "runbook", "https://wiki.example/runbooks/" + name,
                                "dashboard", "https://grafana.example/d/" + name));
    }

    private static Optional<FailureReason> reason(String name) {
        return switch (name) {
            case "payments-api" -> Optional.of(FailureReason.STATUS);
            case "refunds" -> Optional.of(FailureReason.DEPENDENCY);
            case "search-index" -> Optional.of(FailureReason.SLOW);
            case "nightly-export" -> Optional.of(FailureReason.STALE);
            default -> Optional.empty();
        };
    }

    private static String message(String name) {
        return switch (name) {
            case "payments-api" -> "status 503 (expected: 200)";
            case "refunds" -> "payments-api is down";
            case "search-index" -> "p95 1.4 s over the last 10 min (expected: at most 1 s)";
            case "nightly-export" -> "has not run since it was deployed";
            default -> "99.2 % up over the last 30 days (expected: 99.9 %)";
        };
    }
}
