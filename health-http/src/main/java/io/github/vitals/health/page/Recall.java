package io.github.vitals.health.page;

import io.github.vitals.health.history.HealthHistory;
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
import java.util.function.Supplier;

/** What a history remembers. A check that is added or removed meanwhile has none. */
final class Recall implements Past {
    private final HealthHistory history;

    Recall(HealthHistory history) {
        this.history = history;
    }

    private static <T> T orElse(T otherwise, Supplier<T> asked) {
        try {
            return asked.get();
        } catch (IllegalArgumentException noSuchKey) {
            return otherwise;
        }
    }

    @Override
    public Instant now() {
        return history.now();
    }

    @Override
    public List<HistoryKey> keys() {
        return history.keys();
    }

    @Override
    public List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
        return orElse(List.of(), () -> history.buckets(key, window));
    }

    @Override
    public Optional<Uptime> uptime(HistoryKey key, HistoryWindow window) {
        return orElse(Optional.empty(), () -> Optional.of(history.uptime(key, window)));
    }

    @Override
    public List<Incident> incidents(HistoryKey key, Instant from, Instant to) {
        return orElse(List.of(), () -> history.incidents(key, from, to));
    }

    @Override
    public List<RecentRun> recent(String check) {
        return orElse(List.of(), () -> history.recent(check));
    }

    @Override
    public double target() {
        return history.target();
    }

    @Override
    public Optional<HistoryOrigin> origin() {
        return Optional.of(history.origin());
    }

    @Override
    public Optional<StoreHealth> store() {
        return history.store();
    }

    @Override
    public List<InstanceHealth> instances() {
        return history.instances();
    }
}
