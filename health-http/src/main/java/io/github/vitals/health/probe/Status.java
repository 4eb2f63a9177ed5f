package io.github.vitals.health.probe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statuses of an endpoint, and the words of other products for them. */
enum Status {
    UP,
    DEGRADED,
    MAINTENANCE,
    UNKNOWN,
    DOWN;

    /** By its own name, in upper or lower case. */
    static @Nullable Status named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Status status : values()) {
            if (status.name().equals(upper)) {
                return status;
            }
        }
        return null;
    }

    /** By a word of ours, Actuator's, MicroProfile's, health+json's, .NET's or of a plain text. */
    static @Nullable Status said(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "ok", "pass", "healthy" -> UP;
            case "warn", "restricted" -> DEGRADED;
            case "fail", "unhealthy", "out_of_service" -> DOWN;
            default -> named(word);
        };
    }
}
