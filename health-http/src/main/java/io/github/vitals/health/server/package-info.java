/**
 * The page, the health endpoint and {@code /metrics} on the JDK's own HTTP server.
 *
 * <p>{@link io.github.vitals.health.server.HealthServer} is the entry point. An application that has a server of its own
 * mounts a {@link io.github.vitals.health.endpoint.HealthEndpoint} there instead, in a servlet container with
 * {@link io.github.vitals.health.server.HealthServlet}. {@link io.github.vitals.health.server.MdcSpanContext} has the meters that
 * it shows point to traces.
 */
@NullMarked
package io.github.vitals.health.server;

import org.jspecify.annotations.NullMarked;
