package io.github.vitals.health.history;

import io.github.vitals.health.HealthTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a store has of one check or group, in the order of time, packed: of many checks it is much. */
final class Kept {
    private final Map<HistoryTier, PackedBuckets> buckets = new EnumMap<>(HistoryTier.class);
    private final List<HealthTransition> transitions = new ArrayList<>();

    List<HistoryBucket> buckets(HistoryTier tier) {
        List<HistoryBucket> all = new ArrayList<>();
        PackedBuckets packed = buckets.get(tier);
        if (packed != null) {
            packed.visit(Long.MIN_VALUE, Long.MAX_VALUE, all::add);
        }
        return all;
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
            long width = bucket.tier().width().toMillis();
            PackedBuckets packed = of(bucket.key())
                    .buckets
                    .computeIfAbsent(bucket.tier(), tier -> new PackedBuckets(width, () -> Integer.MAX_VALUE));
            long start = bucket.bucket().startMillis();
            if (bucket.bucket().widthMillis() == width && (packed.isEmpty() || packed.last() < start)) {
                packed.append(bucket.bucket(), Long.MAX_VALUE);
            }
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
