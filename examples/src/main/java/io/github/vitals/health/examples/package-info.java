/**
 * The demo: an order service and all that it depends on, on one machine, to be watched while it works and while it is
 * broken.
 *
 * <p>{@link io.github.vitals.health.examples.DemoMain} runs it. What an application does to embed Vitals is in
 * {@link io.github.vitals.health.examples.orders.OrderHealth}.
 */
@NullMarked
package io.github.vitals.health.examples;

import org.jspecify.annotations.NullMarked;
