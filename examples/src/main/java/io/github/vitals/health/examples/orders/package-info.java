/**
 * An order service, the kind of application that embeds Vitals.
 *
 * <p>Read {@link io.github.vitals.health.examples.orders.OrderHealth} first: it is all that the service does to be
 * watched. {@link io.github.vitals.health.examples.orders.OrderService} is the application around it, which takes orders
 * over HTTP, stores them in PostgreSQL, caches them in Redis and has a payment service charge them.
 */
@NullMarked
package io.github.vitals.health.examples.orders;

import org.jspecify.annotations.NullMarked;
