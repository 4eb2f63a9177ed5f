/**
 * Going out: checks of services that are reached over HTTP.
 *
 * <p>{@link io.github.vitals.health.http.HttpHealthCheck} asks one URI and judges the answer: by its status, and by each
 * {@link io.github.vitals.health.http.HttpExpectation} that it is given. Where the service has a health endpoint, {@link
 * io.github.vitals.health.http.HealthEndpointHealthCheck} takes over what the service says of itself.
 */
@NullMarked
package io.github.vitals.health.http;

import org.jspecify.annotations.NullMarked;
