/**
 * What has been: transitions, time buckets, latencies and uptime of every check and group, in memory and, with a
 * {@link io.github.vitals.health.history.HistoryStore}, beyond the end of the process.
 *
 * <p>Begin with {@link io.github.vitals.health.history.HealthHistory}: it listens to a registry and is asked for
 * {@linkplain io.github.vitals.health.history.HistoryBucket buckets},
 * {@linkplain io.github.vitals.health.history.Uptime uptime} and
 * {@linkplain io.github.vitals.health.history.Incident incidents}. Reading never runs a check and never waits for a
 * store.
 */
@NullMarked
package io.github.vitals.health.history;

import org.jspecify.annotations.NullMarked;
