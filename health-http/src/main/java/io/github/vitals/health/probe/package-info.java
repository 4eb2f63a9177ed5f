/**
 * The command line: asks a health endpoint once, or until it answers as expected, and says so in its exit code. For
 * {@code HEALTHCHECK} of Docker, exec probes and init containers of Kubernetes, and deployment gates.
 *
 * <p>{@link io.github.vitals.health.probe.HealthProbe} is the program. It needs the JDK and nothing else, and is packed
 * into a jar of its own, {@code health-http-…-cli.jar}. A JVM is started for each probe, so what runs before the answer
 * is kept to few classes: no lambdas, streams or regular expressions.
 */
@NullMarked
package io.github.vitals.health.probe;

import org.jspecify.annotations.NullMarked;
