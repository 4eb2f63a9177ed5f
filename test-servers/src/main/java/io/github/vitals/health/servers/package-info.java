/**
 * Real servers for tests, the demo and benchmarks, which can be frozen, killed and restarted.
 *
 * <p>{@link io.github.vitals.health.servers.PostgresServer} and {@link io.github.vitals.health.servers.RedisServer}
 * are child processes of this JVM, or containers where {@code -Dit.servers=docker} asks for them or a Docker engine
 * answers ({@code auto}, the default; {@code embedded} never looks for one). Their {@code embedded} methods give child
 * processes whatever the property says. {@link io.github.vitals.health.servers.Chromium} is a browser; what it can do is
 * in the package {@code browser}.
 */
@NullMarked
package io.github.vitals.health.servers;

import org.jspecify.annotations.NullMarked;
