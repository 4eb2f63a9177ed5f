/**
 * Health as Micrometer meters. Bind {@link io.github.vitals.health.metrics.HealthMetrics} to a registry of meters once;
 * meters then follow the checks as they come and go. Reading a meter never runs a check.
 */
@NullMarked
package io.github.vitals.health.metrics;

import org.jspecify.annotations.NullMarked;
