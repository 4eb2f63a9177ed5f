/**
 * Going out: checks of services that are reached over HTTP.
 *
 * <p>{@link io.github.vitals.health.http.HttpHealthCheck} asks one URI and judges the status of the answer.
 */
@NullMarked
package io.github.vitals.health.http;

import org.jspecify.annotations.NullMarked;
