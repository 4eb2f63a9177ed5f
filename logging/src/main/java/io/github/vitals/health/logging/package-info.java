/**
 * Structured JSON logs through Logback.
 *
 * <p>Most applications write no code: their {@code logback.xml} includes the resource
 * {@code io/github/vitals/health/logging/vitals-logback.xml}, which sends one JSON object a line to the console and, once
 * a directory is set, to rolling files. Its head lists the properties that change it.
 *
 * <pre>{@code
 * <configuration>
 *   <property name="vitals.service.name" value="orders"/>
 *   <include resource="io/github/vitals/health/logging/vitals-logback.xml"/>
 * </configuration>
 * }</pre>
 *
 * <p>An application with appenders of its own gives them the
 * {@link io.github.vitals.health.logging.EcsJsonEncoder}, which is what both of those use.
 */
@NullMarked
package io.github.vitals.health.logging;

import org.jspecify.annotations.NullMarked;
