package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which status code each status answers with, and which of MicroProfile's two statuses that amounts to. What is said of
 * one status, or of one status in one group, leaves the others as they are.
 */
final class StatusCodes {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    private final Map<HealthStatus, Integer> codes = new EnumMap<>(Map.of(
            HealthStatus.UP, 200,
            HealthStatus.MAINTENANCE, 200,
            HealthStatus.DEGRADED, 200,
            HealthStatus.UNKNOWN, 503,
            HealthStatus.DOWN, 503));

    private final Map<HealthGroup, Map<HealthStatus, Integer>> ofGroups = new HashMap<>();

    StatusCodes() {}

    StatusCodes(StatusCodes other) {
        codes.putAll(other.codes);
        other.ofGroups.forEach((group, theirs) -> ofGroups.put(group, new EnumMap<>(theirs)));
    }

    void put(HealthStatus status, int code) {
        codes.put(status, valid(status, code));
    }

    void put(HealthGroup group, HealthStatus status, int code) {
        Objects.requireNonNull(group, "group: null (expected: a group)");
        int valid = valid(status, code);
        ofGroups.computeIfAbsent(group, first -> new EnumMap<>(HealthStatus.class))
                .put(status, valid);
    }

    private static int valid(HealthStatus status, int code) {
        Objects.requireNonNull(status, "status: null (expected: a status)");
        if (code < 200 || code > 599 || WITHOUT_BODY.contains(code)) {
            throw new IllegalArgumentException(
                    "code of " + status + ": " + code + " (expected: 200 to 599, and one that may have a body)");
        }
        return code;
    }

    /** The groups of which something else was said than of all. */
    Set<HealthGroup> groups() {
        return ofGroups.keySet();
    }

    /** Those of one group. */
    StatusCodes of(HealthGroup group) {
        StatusCodes own = new StatusCodes();
        own.codes.putAll(codes);
        own.codes.putAll(ofGroups.getOrDefault(group, Map.of()));
        return own;
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
