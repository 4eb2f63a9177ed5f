package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which status code each status answers with, and which of MicroProfile's two statuses that amounts to. */
final class StatusCodes {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    private final Map<HealthStatus, Integer> codes = new EnumMap<>(Map.of(
            HealthStatus.UP, 200,
            HealthStatus.MAINTENANCE, 200,
            HealthStatus.DEGRADED, 200,
            HealthStatus.UNKNOWN, 503,
            HealthStatus.DOWN, 503));

    StatusCodes() {}

    StatusCodes(StatusCodes other) {
        codes.putAll(other.codes);
    }

    void put(HealthStatus status, int code) {
        Objects.requireNonNull(status, "status: null (expected: a status)");
        if (code < 200 || code > 599 || WITHOUT_BODY.contains(code)) {
            throw new IllegalArgumentException(
                    "code of " + status + ": " + code + " (expected: 200 to 599, and one that may have a body)");
        }
        codes.put(status, code);
    }

    int of(HealthStatus status) {
        return codes.getOrDefault(status, 503);
    }

    /** Whether a prober takes it for well; Kubernetes does so below 400. */
    boolean passes(HealthStatus status) {
        return of(status) < 400;
    }

    String binary(HealthStatus status) {
        return passes(status) ? "UP" : "DOWN";
    }
}
