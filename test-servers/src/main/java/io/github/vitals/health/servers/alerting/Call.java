package io.github.vitals.health.servers.alerting;

import java.util.Map;
import java.util.Optional;

/**
 * A request of HTTP. Immutable.
 *
 * @param headers by their names in lower case
 */
record Call(String method, String path, Map<String, String> headers, String body) {
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean json() {
        return header("content-type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }
}
