package io.github.vitals.health.alerts;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of a check or group at the moment a rule looks at it. */
record Finding(
        HealthStatus status,
        Optional<FailureReason> reason,
        String message,
        Optional<String> rootCause,
        Optional<Instant> lastGood,
        Optional<Duration> latency) {

    static Finding of(CheckState state) {
        return new Finding(
                state.status(),
                state.reason(),
                state.message(),
                state.rootCause(),
                state.lastSuccess(),
                state.duration());
    }

    static Finding of(HealthReport report) {
        return new Finding(
                report.status(),
                Optional.empty(),
                report.message(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What was told of a change; the rest is as it was known before. */
    Finding after(HealthTransition transition) {
        return new Finding(
                transition.to(), transition.reason(), transition.message(), transition.rootCause(), lastGood, latency);
    }

    Finding saying(String text) {
        return new Finding(status, reason, text, rootCause, lastGood, latency);
    }

    Fields fields() {
        return Fields.empty()
                .put("status", status)
                .put("reason", reason)
                .put("message", message)
                .put("rootCause", rootCause)
                .put("lastGood", lastGood)
                .put("latency", latency);
    }

    static Finding of(Fields fields) {
        return new Finding(
                fields.required("status", HealthStatus.class),
                fields.constant("reason", FailureReason.class),
                fields.text("message").orElse(""),
                fields.text("rootCause"),
                fields.instant("lastGood"),
                fields.duration("latency"));
    }
}
