/**
 * A past that never was, for screens and figures that need one:
 * {@link io.github.vitals.health.servers.history.InventedHistory}.
 */
@NullMarked
package io.github.vitals.health.servers.history;

import org.jspecify.annotations.NullMarked;
