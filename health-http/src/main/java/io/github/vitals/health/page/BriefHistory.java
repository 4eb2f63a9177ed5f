package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.LatencySketch;
import io.github.vitals.health.history.StoreHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Buckets without latencies, for the many bars of a screen: what is over is asked for once and remembered, for the 1,000
 * bars that were wanted last, about 8 kB each.
 */
final class BriefHistory {
    private static final int MOST = 1_000;

    /** A result may be counted that much after its time. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Past past;
    private final Map<Bar, Known> bars = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bar, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Bar(HistoryKey key, Duration step) {}

    /** What was known at a time, and whether what a store had was among it. */
    private record Known(Instant at, boolean loaded, List<HistoryBucket> buckets) {}

    BriefHistory(Past past) {
        this.past = past;
    }

    /** As {@link Past#buckets}, without latencies. */
    List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
        Bar bar = new Bar(key, window.step());
        Instant now = past.now();
        boolean loaded = past.store().map(StoreHealth::loaded).orElse(true);
        List<HistoryBucket> buckets = new ArrayList<>(over(bar, window, now, loaded));
        Instant from = buckets.isEmpty()
                ? window.from()
                : buckets.get(buckets.size() - 1).end();
        if (from.isBefore(window.to())) {
            past.buckets(key, new HistoryWindow(from, window.to(), window.step()))
                    .forEach(bucket -> buckets.add(withoutLatency(bucket)));
        }
        synchronized (bars) {
            bars.put(bar, new Known(now, loaded, List.copyOf(buckets)));
        }
        return buckets;
    }

    /** The beginning of the window, as far as it is known and will not change. */
    private List<HistoryBucket> over(Bar bar, HistoryWindow window, Instant now, boolean loaded) {
        Known known;
        synchronized (bars) {
            known = bars.get(bar);
        }
        if (known == null || known.loaded != loaded || now.isBefore(known.at)) {
            return List.of();
        }
        Instant sure = known.at.minus(LATE);
        List<HistoryBucket> over = known.buckets.stream()
                .filter(bucket -> !bucket.start().isBefore(window.from())
                        && !bucket.end().isAfter(window.to())
                        && !bucket.end().isAfter(sure))
                .toList();
        boolean fromTheBeginning = !over.isEmpty() && over.get(0).start().equals(window.from());
        return fromTheBeginning ? over : List.of();
    }

    private static HistoryBucket withoutLatency(HistoryBucket bucket) {
        return HistoryBucket.of(
                bucket.start(),
                bucket.width(),
                times(List.of(bucket)),
                bucket.runs(),
                bucket.outages(),
                bucket.failures(),
                LatencySketch.EMPTY);
    }

    static Map<HealthStatus, Duration> times(List<HistoryBucket> buckets) {
        Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
        for (HealthStatus status : HealthStatus.values()) {
            long millis = 0;
            for (HistoryBucket bucket : buckets) {
                millis += bucket.time(status).toMillis();
            }
            if (millis > 0) {
                times.put(status, Duration.ofMillis(millis));
            }
        }
        return times;
    }
}
