/**
 * Structured JSON logs through Logback.
 *
 * <p>Most applications write no code: their {@code logback.xml} includes the resource
 * {@code io/github/vitals/health/logging/vitals-logback.xml}, which sends one JSON object a line to the console and to
 * rolling files in {@code logs}. Its head lists the properties that change it. Those without a {@code logback.xml} call
 * {@link io.github.vitals.health.logging.VitalsLogging}.
 *
 * <pre>{@code
 * <configuration>
 *   <property name="vitals.service.name" value="orders"/>
 *   <include resource="io/github/vitals/health/logging/vitals-logback.xml"/>
 * </configuration>
 * }</pre>
 *
 * <p>An application with appenders of its own gives them the {@link io.github.vitals.health.logging.LogEncoder}, which is
 * what both of those use. {@link io.github.vitals.health.logging.LogMetrics} and
 * {@link io.github.vitals.health.logging.LoggingHealthCheck} tell how the log does.
 *
 * <p>The rooms beside this one: {@code mask} takes secrets out of texts, {@code correlation} brings the ids of trace and
 * request into every line, {@code access} tells of each request, {@code suppress} holds floods back, {@code file} writes without holding up the application,
 * {@code archive} keeps closed files and deletes them on time, {@code levels} changes levels for a while, and
 * {@code audit} writes what must not be changed later.
 */
@NullMarked
package io.github.vitals.health.logging;

import org.jspecify.annotations.NullMarked;
