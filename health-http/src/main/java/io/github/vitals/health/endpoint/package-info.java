/**
 * Coming in: from a request to a response, as a pure function that any HTTP server can carry.
 *
 * <p>{@link io.github.vitals.health.endpoint.HealthEndpoint} is the entry point: it turns a
 * {@link io.github.vitals.health.endpoint.HealthRequest} into a {@link io.github.vitals.health.endpoint.HealthResponse}
 * from what a registry already knows, and runs no check. Use it to mount the endpoint in a server of your own; where
 * there is none, {@link io.github.vitals.health.server.HealthServer} is one.
 *
 * <h2>The JSON shape</h2>
 *
 * <p>It is that of MicroProfile Health, with more fields, so that clients of that shape read it. Theirs knows the
 * statuses {@code UP} and {@code DOWN} only, and a client that reads them into an enum fails on any other. So
 * {@code status} is one of these two, and agrees with the status code ({@code UP} with 200, {@code DOWN} with 503);
 * {@code health}, beside it everywhere, is the exact one of the five {@linkplain io.github.vitals.health.HealthStatus
 * statuses}.
 *
 * <p>Outside callers get {@code {"status":"UP","health":"UP","checks":[]}}: {@code checks} is always there because
 * MicroProfile's schema wants it, and is empty for them. Callers who are allowed details get this:
 *
 * <pre>{@code
 * {
 *   "status": "UP",
 *   "health": "DEGRADED",
 *   "group": "readiness",
 *   "since": "2026-01-01T12:00:00Z",
 *   "at": "2026-01-01T12:00:30Z",
 *   "checks": [
 *     {
 *       "name": "cache",
 *       "status": "DOWN",
 *       "health": "DOWN",
 *       "critical": false,
 *       "reason": "timeout",
 *       "message": "no answer within 2 s",
 *       "since": "2026-01-01T12:00:00Z",
 *       "checkedAt": "2026-01-01T12:00:30Z",
 *       "durationSeconds": 2.001,
 *       "lastSuccess": "2026-01-01T11:59:50Z",
 *       "streak": "1 of 2 successes",
 *       "result": {"health": "UP"},
 *       "data": {"role": "master"}
 *     }
 *   ]
 * }
 * }</pre>
 *
 * <p>{@code result} is the last raw result, which the thresholds may not have followed yet, and {@code data} its
 * details. Fields without a value are left out. An answer is at most 1 MiB long: if the checks need more, first
 * {@code data} is left out of those that do not fit ({@code "dataOmitted":true}), then whole checks
 * ({@code "checksOmitted":12}).
 */
@NullMarked
package io.github.vitals.health.endpoint;

import org.jspecify.annotations.NullMarked;
