package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.Uptime;
import java.util.List;

/** How the past is written. An answer is at most {@link Checks#LONGEST} bytes long. */
interface HistoryRendering {
    /** One check or group among all, and where to ask for more of it. */
    record Entry(HistoryKey key, Uptime uptime, String href) {}

    HealthResponse keys(HistoryWindow window, List<Entry> entries);

    /** {@code total} is the sum of the buckets. */
    HealthResponse buckets(HistoryKey key, HistoryWindow window, List<HistoryBucket> buckets, HistoryBucket total);

    HealthResponse uptime(HistoryKey key, HistoryWindow window, Uptime uptime);

    HealthResponse transitions(HistoryKey key, HistoryRange range, List<HealthTransition> transitions);

    HealthResponse incidents(HistoryKey key, HistoryRange range, List<Incident> incidents);
}
