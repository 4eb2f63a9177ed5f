/**
 * Health as Micrometer meters, and Micrometer meters as health.
 *
 * <p>Bind {@link io.github.vitals.health.metrics.HealthMetrics} to a registry of meters once; meters then follow the
 * checks as they come and go. Reading a meter never runs a check.
 *
 * <p>The other way round, {@link io.github.vitals.health.metrics.SloCheck} judges an objective by the counters and timers
 * that the application has.
 */
@NullMarked
package io.github.vitals.health.metrics;

import org.jspecify.annotations.NullMarked;
