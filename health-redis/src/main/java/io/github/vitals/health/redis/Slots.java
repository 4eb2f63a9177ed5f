package io.github.vitals.health.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.OptionalLong;

/**
 * What a node says of the cluster's slots.
 *
 * @param uncovered assigned to nobody, or to a node that the cluster holds for failed
 * @param doubtful on a node that this one does not reach
 */
record Slots(long uncovered, long doubtful) {
    static Slots of(Facts facts) {
        OptionalLong assigned = facts.number("cluster_slots_assigned");
        if (assigned.isEmpty()) {
            return new Slots(0, 0);
        }
        long nobody = SlotHash.SLOT_COUNT - assigned.getAsLong();
        return new Slots(
                nobody + facts.number("cluster_slots_fail").orElse(0),
                facts.number("cluster_slots_pfail").orElse(0));
    }
}
