/**
 * The page that people open: status, history, trend and fleet, rendered on the server, complete without JavaScript and
 * better with it.
 *
 * <p>{@link io.github.vitals.health.page.HealthPage} is the entry point. A server asks it first and the
 * {@linkplain io.github.vitals.health.endpoint.HealthEndpoint endpoint} for what is not the page's. It reads what a
 * registry and its history know already: opening the page runs no check.
 */
@NullMarked
package io.github.vitals.health.page;

import org.jspecify.annotations.NullMarked;
