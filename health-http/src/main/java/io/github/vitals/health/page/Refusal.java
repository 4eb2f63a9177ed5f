package io.github.vitals.health.page;

import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.nio.charset.StandardCharsets;

/** The answers to requests that get no other. */
final class Refusal {
    private Refusal() {}

    /** Who sent no credentials is told that some are wanted (RFC 9110, section 15.5.2). */
    static HealthResponse forbidden(HealthRequest request) {
        return request.header("Authorization").isEmpty()
                ? text(401, "unauthorized").withHeader("WWW-Authenticate", "Bearer")
                : text(403, "forbidden");
    }

    static HealthResponse method() {
        return text(405, "method not allowed").withHeader("Allow", "GET, HEAD");
    }

    static HealthResponse unknown(String what) {
        return text(404, "unknown " + what);
    }

    static HealthResponse invalid(String error) {
        return text(400, error);
    }

    static boolean isReading(HealthRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private static HealthResponse text(int code, String text) {
        return HealthResponse.of(code, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
