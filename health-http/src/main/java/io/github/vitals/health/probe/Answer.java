package io.github.vitals.health.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request.
 *
 * @param code the status code, 0 if there was no answer
 * @param health the header {@code Health-Status}
 * @param body empty if there is none, and if it is too long
 * @param failure why there was no answer
 * @param took from the request to the end of the answer
 */
record Answer(
        int code,
        @Nullable String health,
        String body,
        @Nullable String failure,
        Duration took) {
    static Answer none(String failure, Duration took) {
        return new Answer(0, null, "", failure, took);
    }
}
