/**
 * Every line of a request carries its trace and request id: from the caller's headers into the MDC, across threads, and
 * out again with each request that is made.
 *
 * <ul>
 *   <li>Coming in: {@link io.github.vitals.health.logging.correlation.CorrelationFilter} for the JDK's HTTP server,
 *       {@link io.github.vitals.health.logging.correlation.CorrelationServletFilter} for servlets; a
 *       {@link io.github.vitals.health.logging.correlation.CorrelationPolicy} tells them whom to believe.
 *   <li>Across threads and going out: {@link io.github.vitals.health.logging.correlation.Correlation}.
 *   <li>What is in the header, as the W3C has it: {@link io.github.vitals.health.logging.correlation.TraceContext}.
 *   <li>For encoders: {@link io.github.vitals.health.logging.correlation.CurrentTrace}, which knows the ids of
 *       OpenTelemetry and Micrometer Tracing too.
 * </ul>
 */
@NullMarked
package io.github.vitals.health.logging.correlation;

import org.jspecify.annotations.NullMarked;
