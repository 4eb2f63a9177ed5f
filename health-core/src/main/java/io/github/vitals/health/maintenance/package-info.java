/**
 * Maintenance windows that repeat. {@link io.github.vitals.health.maintenance.CronWindow} opens at the times a cron
 * expression names; give it to a policy. It needs {@code com.cronutils:cron-utils}, which is an optional dependency.
 */
@NullMarked
package io.github.vitals.health.maintenance;

import org.jspecify.annotations.NullMarked;
