package io.github.vitals.health.history;

import io.github.vitals.health.HealthTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a store has of one check or group, in the order of time. */
final class Kept {
    private final Map<HistoryTier, List<HistoryBucket>> buckets = new EnumMap<>(HistoryTier.class);
    private final List<HealthTransition> transitions = new ArrayList<>();

    List<HistoryBucket> buckets(HistoryTier tier) {
        return buckets.getOrDefault(tier, List.of());
    }

    List<HealthTransition> transitions() {
        return transitions;
    }

    /** Collects what a store reads back; of transitions not those that claim to be yet to come, as clocks are set back. */
    static final class All implements HistoryStore.Reader {
        private final Map<HistoryKey, Kept> kept = new TreeMap<>();
        private final long now;
        private long lastNumber;

        All(long now) {
            this.now = now;
        }

        @Override
        public void bucket(HistoryBatch.Bucket bucket) {
            of(bucket.key())
                    .buckets
                    .computeIfAbsent(bucket.tier(), tier -> new ArrayList<>())
                    .add(bucket.bucket());
        }

        @Override
        public void transition(long number, HealthTransition transition) {
            lastNumber = Math.max(lastNumber, number);
            if (transition.at().toEpochMilli() <= now) {
                of(new HistoryKey(transition.subject(), transition.name()))
                        .transitions
                        .add(transition);
            }
        }

        private Kept of(HistoryKey key) {
            return kept.computeIfAbsent(key, it -> new Kept());
        }

        Map<HistoryKey, Kept> byKey() {
            return kept;
        }

        long lastNumber() {
            return lastNumber;
        }
    }
}
