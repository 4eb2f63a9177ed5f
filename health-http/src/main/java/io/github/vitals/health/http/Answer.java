package io.github.vitals.health.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A complete answer, as it is judged.
 *
 * @param status the status code
 * @param headers values by lower-case name
 * @param body the body, as far as it was kept
 * @param latency from the beginning of the run until the headers were there
 * @param secrets what was sent and must not be shown when it comes back
 */
record Answer(int status, Map<String, List<String>> headers, Body body, Duration latency, Secrets secrets) {}
