package io.github.vitals.health.page;

import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.RecentRun;
import io.github.vitals.health.history.StoreHealth;
import io.github.vitals.health.history.Uptime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the page asks a history for. Of what there is no history, all answers are empty. */
interface Past {
    /** No history at all. */
    Past NONE = new Past() {};

    /** Whether there is one. */
    default boolean kept() {
        return this != NONE;
    }

    default Instant now() {
        return Instant.now();
    }

    default List<HistoryKey> keys() {
        return List.of();
    }

    default List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
        return List.of();
    }

    /** The same without latencies, which costs much less. */
    default List<HistoryBucket> brief(HistoryKey key, HistoryWindow window) {
        return buckets(key, window);
    }

    default Optional<Uptime> uptime(HistoryKey key, HistoryWindow window) {
        return Optional.empty();
    }

    default List<Incident> incidents(HistoryKey key, Instant from, Instant to) {
        return List.of();
    }

    default List<RecentRun> recent(String check) {
        return List.of();
    }

    default double target() {
        return 0.999;
    }

    default Optional<HistoryOrigin> origin() {
        return Optional.empty();
    }

    default Optional<StoreHealth> store() {
        return Optional.empty();
    }

    default List<InstanceHealth> instances() {
        return List.of();
    }
}
