/**
 * Checks of Redis through Lettuce.
 *
 * <p>Start at {@link io.github.vitals.health.redis.RedisHealthCheck}, which sends PING over a connection of its own or
 * over one of the application's.
 */
@NullMarked
package io.github.vitals.health.redis;

import org.jspecify.annotations.NullMarked;
