package io.github.vitals.health.history;

import io.github.vitals.health.HealthTransition;
import java.util.List;

/**
 * What is handed to a {@link HistoryStore} at once. Immutable.
 *
 * @param buckets buckets of checks and groups, each key's in the order of time; one that was written before is whole again
 *     in it, and replaces what was written
 * @param transitions what has changed, in the order in which it did
 * @param states the last known states of all checks and groups, for those who look from other instances, in place of what
 *     was written before; empty if nothing about them has changed
 */
public record HistoryBatch(List<Bucket> buckets, List<Transition> transitions, List<InstanceHealth.State> states) {
    /**
     * A batch.
     *
     * @param buckets are copied
     * @param transitions are copied
     * @param states are copied
     */
    public HistoryBatch {
        buckets = List.copyOf(buckets);
        transitions = List.copyOf(transitions);
        states = List.copyOf(states);
    }

    /**
     * One bucket.
     *
     * @param key whose it is
     * @param tier of which tier it is
     * @param bucket what was in it
     */
    public record Bucket(HistoryKey key, HistoryTier tier, HistoryBucket bucket) {}

    /**
     * One transition.
     *
     * @param number counts up with every transition of an origin, without gaps where none was lost; together with the
     *     time of the transition it tells whether one was written before
     * @param transition what changed
     */
    public record Transition(long number, HealthTransition transition) {}

    /**
     * Whether there is nothing to write.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return buckets.isEmpty() && transitions.isEmpty() && states.isEmpty();
    }
}
