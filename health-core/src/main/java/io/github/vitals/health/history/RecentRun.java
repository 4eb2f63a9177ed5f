package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a check, as it ended. Immutable.
 *
 * @param at when its result came
 * @param status the raw result's status
 * @param duration how long it took
 * @param reason why it is not UP
 */
public record RecentRun(Instant at, HealthStatus status, Duration duration, Optional<FailureReason> reason) {}
