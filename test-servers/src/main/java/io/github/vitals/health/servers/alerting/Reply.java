package io.github.vitals.health.servers.alerting;

import java.util.Map;

/** An answer of HTTP. Immutable. */
record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static Reply text(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "text/html"), body);
    }
}
