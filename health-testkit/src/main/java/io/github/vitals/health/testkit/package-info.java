/**
 * For tests of checks: inherit {@link io.github.vitals.health.testkit.HealthCheckContract}, say how to make the check
 * and how to break what it asks, and every promise that a check makes to its registry is tested against the real thing.
 */
@NullMarked
package io.github.vitals.health.testkit;

import org.jspecify.annotations.NullMarked;
