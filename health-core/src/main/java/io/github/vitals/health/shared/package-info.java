/**
 * What replicas of an application agree on: records that they share, and which of them may act, by a
 * {@link io.github.vitals.health.shared.Lease}. {@link io.github.vitals.health.shared.SharedStore} is implemented on the
 * database or the Redis that the user has; {@link io.github.vitals.health.shared.RecordStore} alone is enough for one
 * process.
 */
@NullMarked
package io.github.vitals.health.shared;

import org.jspecify.annotations.NullMarked;
