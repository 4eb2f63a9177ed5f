/**
 * For tests of a health set-up, and of checks.
 *
 * <p>To test what your registry makes of what happens: build it with a
 * {@link io.github.vitals.health.testkit.ManualScheduler} and {@link io.github.vitals.health.testkit.ScriptedCheck}s, let
 * time pass, and ask with {@link io.github.vitals.health.testkit.HealthAssertions}; a
 * {@link io.github.vitals.health.testkit.RecordedTransitions} remembers what listeners are told.
 *
 * <p>To test a check: inherit {@link io.github.vitals.health.testkit.HealthCheckContract}, say how to make the check and
 * how to break what it asks, and every promise that a check makes to its registry is tested against the real thing. For a
 * store that replicas share there are {@link io.github.vitals.health.testkit.SharedStoreContract} and {@link
 * io.github.vitals.health.testkit.SharedStoreFaultsContract} alike.
 */
@NullMarked
package io.github.vitals.health.testkit;

import org.jspecify.annotations.NullMarked;
