/**
 * The machine, the container and the JVM.
 *
 * <p>{@link io.github.vitals.health.system.SystemMetrics} shows them as meters, in one call;
 * {@link io.github.vitals.health.system.SystemChecks} judges what may run out. On Linux the figures are read
 * from {@code /proc} and {@code /sys}; on other systems OSHI tells them, which is to be added as a dependency there.
 */
@NullMarked
package io.github.vitals.health.system;

import org.jspecify.annotations.NullMarked;
