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

    static HealthResponse method() {
        return problem(405, "method not allowed", List.of("GET", "HEAD")).withHeader("Allow", "GET, HEAD");
    }

    static HealthResponse format(List<String> expected) {
        return problem(400, "unknown format", expected);
    }

    static HealthResponse notAcceptable(List<String> expected) {
        return problem(406, "not acceptable", expected);
    }

    private static HealthResponse problem(int code, String error, List<String> expected) {
        String text = Json.object(json -> {
            json.field("error", error);
            if (!expected.isEmpty()) {
                json.strings("expected", expected.stream().limit(MOST).toList());
            }
        });
        return HealthResponse.of(code, JSON, Json.encode(text + "\n"));
    }
}
