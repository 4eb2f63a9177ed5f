/**
 * Grafana's dashboards, of which the files in {@code grafana/dashboards} are made. Each has a class of its own; {@link
 * io.github.vitals.ops.grafana.Dashboards} lists and writes them.
 */
@NullMarked
package io.github.vitals.ops.grafana;

import org.jspecify.annotations.NullMarked;
