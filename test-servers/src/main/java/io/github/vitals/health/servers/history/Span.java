package io.github.vitals.health.servers.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing changed. Immutable.
 *
 * @param from its beginning
 * @param to its end
 * @param status what was; null where nobody watched
 * @param reason why it was not up
 * @param message what was said of it
 * @param told whether it is told that it became so
 */
record Span(
        Instant from,
        Instant to,
        @Nullable HealthStatus status,
        @Nullable FailureReason reason,
        String message,
        boolean told) {
    Span(Instant from, Instant to, @Nullable HealthStatus status, @Nullable FailureReason reason, String message) {
        this(from, to, status, reason, message, true);
    }

    static Span up(Instant from, Instant to) {
        return new Span(from, to, HealthStatus.UP, null, "");
    }

    static Span unwatched(Instant from, Instant to) {
        return new Span(from, to, null, null, "");
    }

    Span between(Instant first, Instant last) {
        Instant start = from.isBefore(first) ? first : from;
        return new Span(start, to.isAfter(last) ? last : to, status, reason, message, told);
    }

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    Duration lasted() {
        return Duration.between(from, to);
    }
}
