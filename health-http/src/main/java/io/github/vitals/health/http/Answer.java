package io.github.vitals.health.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A complete answer, as it is judged.
 *
 * @param status the status code
 * @param headers values by lower-case name
 * @param body the decoded body up to the cap; empty unless something wants to judge it
 * @param cut whether the body is longer than that
 * @param latency from the beginning of the run until the headers were there
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one judgement and never kept or compared.
record Answer(int status, Map<String, List<String>> headers, byte[] body, boolean cut, Duration latency) {}
