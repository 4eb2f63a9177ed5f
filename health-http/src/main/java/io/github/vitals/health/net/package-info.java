/**
 * Going out, below HTTP: checks of ports, certificates and name servers, and of the own connection to all of them.
 *
 * <p>{@link io.github.vitals.health.net.TcpHealthCheck} connects, and may send and expect something.
 * {@link io.github.vitals.health.net.TlsHealthCheck} shakes hands and looks at the certificates.
 * {@link io.github.vitals.health.net.DnsHealthCheck} asks a name server and looks at its answer.
 * {@link io.github.vitals.health.net.ConnectivityHealthCheck} tells whether this process reaches anything at all, for
 * the others to depend on.
 */
@NullMarked
package io.github.vitals.health.net;

import org.jspecify.annotations.NullMarked;
