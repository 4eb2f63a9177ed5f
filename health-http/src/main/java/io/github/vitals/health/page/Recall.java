package io.github.vitals.health.page;

import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.LatencySketch;
import io.github.vitals.health.history.RecentRun;
import io.github.vitals.health.history.StoreHealth;
import io.github.vitals.health.history.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a history remembers. A check that is added or removed meanwhile has none. */
final class Recall implements Past {
    private final HealthHistory history;
    private final BriefHistory brief;

    Recall(HealthHistory history) {
        this.history = history;
        this.brief = new BriefHistory(this);
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
        List<HistoryBucket> buckets = brief(key, window);
        Instant end = window.to().isAfter(now()) ? now() : window.to();
        if (buckets.isEmpty() || !window.from().isBefore(end)) {
            return Optional.empty();
        }
        HistoryBucket total = HistoryBucket.of(
                window.from(),
                longer(Duration.between(window.from(), end), buckets),
                BriefHistory.times(buckets),
                0,
                buckets.stream().mapToInt(HistoryBucket::outages).sum(),
                Map.of(),
                LatencySketch.EMPTY);
        return Optional.of(total.uptime());
    }

    /** What is known may be so new that it was not yet when the time was read. */
    private static Duration longer(Duration width, List<HistoryBucket> buckets) {
        Duration known = buckets.stream().map(HistoryBucket::known).reduce(Duration.ZERO, Duration::plus);
        return known.compareTo(width) > 0 ? known : width;
    }

    @Override
    public List<HistoryBucket> brief(HistoryKey key, HistoryWindow window) {
        return brief.buckets(key, window);
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
