package io.github.vitals.health.endpoint;

import java.util.List;

/** The answers to requests that cannot be answered: what is wrong, and what there is instead. */
final class Problem {
    static final String JSON = "application/json; charset=utf-8";

    /** Longer lists help nobody. */
    private static final int MOST = 100;

    private Problem() {}

    static HealthResponse unknown(String what, List<String> expected) {
        return problem(404, "unknown " + what, expected);
    }

    static HealthResponse method(List<String> expected) {
        return problem(405, "method not allowed", expected).withHeader("Allow", String.join(", ", expected));
    }

    /** Who sent no credentials is told that some are wanted (RFC 9110, section 15.5.2). */
    static HealthResponse forbidden(boolean anonymous) {
        return anonymous
                ? problem(401, "unauthorized", List.of()).withHeader("WWW-Authenticate", "Bearer")
                : problem(403, "forbidden", List.of());
    }

    static HealthResponse otherSite() {
        return problem(403, "a request from another site", List.of());
    }

    static HealthResponse mediaType() {
        return problem(415, "unsupported type of body", List.of("application/json"));
    }

    static HealthResponse invalid(String error) {
        return problem(400, error, List.of());
    }

    /** So much of it is under way that there is no room for more. */
    static HealthResponse busy(String error) {
        return problem(503, error, List.of()).withHeader("Retry-After", "10");
    }

    /** Something of ours has failed; what is for the log. */
    static HealthResponse internal() {
        return problem(500, "internal error", List.of());
    }

    static HealthResponse format(List<String> expected) {
        return problem(400, "unknown format", expected);
    }

    static HealthResponse notAcceptable(List<String> expected) {
        return problem(406, "not acceptable", expected).withHeader("Vary", "Accept");
    }

    private static HealthResponse problem(int code, String error, List<String> expected) {
        String text = Json.object(json -> {
            json.field("error", error);
            if (!expected.isEmpty()) {
                json.strings("expected", expected.stream().limit(MOST).toList());
            }
        });
        return HealthResponse.of(code, JSON, Utf8.encode(text + "\n"));
    }
}
