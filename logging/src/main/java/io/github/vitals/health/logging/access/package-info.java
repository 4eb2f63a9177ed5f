/**
 * One event for each request that was answered: {@link io.github.vitals.health.logging.access.AccessLogFilter} for the
 * JDK's HTTP server, {@link io.github.vitals.health.logging.access.AccessLogServletFilter} for servlets.
 */
@NullMarked
package io.github.vitals.health.logging.access;

import org.jspecify.annotations.NullMarked;
