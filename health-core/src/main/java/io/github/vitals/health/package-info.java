/**
 * Health checks: the words, and the registry that runs, judges and remembers them.
 *
 * <p>Start at {@link io.github.vitals.health.HealthRegistry}: register checks under names, call
 * {@link io.github.vitals.health.HealthRegistry#check() check()} for an answer that is fresh, or
 * {@link io.github.vitals.health.HealthRegistry#report() report()} for the last known one, which never waits.
 *
 * <p>Write a check by implementing {@link io.github.vitals.health.HealthCheck}, a lambda does; answer with a
 * {@link io.github.vitals.health.HealthResult}. Say how it is run and judged with a
 * {@link io.github.vitals.health.CheckPolicy}. Hear of changes with a {@link io.github.vitals.health.HealthListener}.
 *
 * <p>What comes back is immutable: a {@link io.github.vitals.health.HealthReport} of
 * {@link io.github.vitals.health.CheckState}s, each with a {@link io.github.vitals.health.HealthStatus} and, where that
 * is not UP, a {@link io.github.vitals.health.FailureReason}.
 */
@NullMarked
package io.github.vitals.health;

import org.jspecify.annotations.NullMarked;
