package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.InstanceHealth;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Writes one batch within one transaction. */
final class HistoryWriter {
    private final StoreSession session;
    private final KnownInstance known;
    private final HistoryBatch batch;
    private final int instance;
    private final Map<HistoryKey, Integer> series;

    private HistoryWriter(StoreSession session, KnownInstance known, HistoryBatch batch) throws SQLException {
        this.session = session;
        this.known = known;
        this.batch = batch;
        this.instance = known.claim(session);
        this.series = known.series(session, instance, keys(batch));
    }

    static void write(StoreSession session, KnownInstance known, HistoryBatch batch) throws SQLException {
        HistoryWriter writer = new HistoryWriter(session, known, batch);
        writer.writeBuckets();
        writer.writeTransitions();
        if (!batch.states().isEmpty()) {
            writer.writeStates();
        }
    }

    private static Set<HistoryKey> keys(HistoryBatch batch) {
        Set<HistoryKey> keys = new HashSet<>();
        batch.buckets().forEach(each -> keys.add(HistoryColumns.key(each.key())));
        batch.transitions().forEach(each -> keys.add(key(each.transition())));
        batch.states().forEach(each -> keys.add(HistoryColumns.key(each.key())));
        return keys;
    }

    private static HistoryKey key(HealthTransition transition) {
        return HistoryColumns.key(new HistoryKey(transition.subject(), transition.name()));
    }

    private int row(HistoryKey key) throws SQLException {
        Integer row = series.get(HistoryColumns.key(key));
        if (row == null) {
            throw new SQLException("series: none of " + key + " (expected: it was made)");
        }
        return row;
    }

    private void writeBuckets() throws SQLException {
        try (StoreRows rows = session.rows(session.dialect()
                .upsert("vitals_history_bucket", HistoryReader.BUCKET_KEY, HistoryReader.BUCKET_VALUES))) {
            for (HistoryBatch.Bucket each : lastOfEach(batch.buckets())) {
                add(rows, each);
            }
            rows.send();
        }
    }

    /** No bucket twice, which some drivers would make one statement of that the server refuses. */
    private static Collection<HistoryBatch.Bucket> lastOfEach(List<HistoryBatch.Bucket> buckets) {
        Map<List<Object>, HistoryBatch.Bucket> last = new LinkedHashMap<>();
        buckets.forEach(
                each -> last.put(List.of(each.key(), each.tier(), each.bucket().start()), each));
        return last.values();
    }

    private void add(StoreRows rows, HistoryBatch.Bucket each) throws SQLException {
        HistoryBucket bucket = each.bucket();
        Stream<Object> key = Stream.of(
                instance, (int) each.tier().width().toSeconds(), HistoryColumns.time(bucket.start()), row(each.key()));
        Stream<Object> times = Stream.of(HealthStatus.values())
                .map(status -> (int) bucket.time(status).toMillis());
        Stream<Object> rest = Stream.of(
                bucket.runs(),
                bucket.outages(),
                HistoryColumns.failures(bucket.failures()),
                HistoryColumns.latency(bucket.latency()));
        rows.add(Stream.of(key, times, rest).flatMap(values -> values).toArray());
    }

    private void writeTransitions() throws SQLException {
        try (StoreRows rows = session.rows(session.dialect()
                .insertAbsent(
                        "vitals_history_transition",
                        List.of("series_id", "changed_at", "number"),
                        List.of("from_status", "to_status", "reason", "message", "root_cause", "lasted_ms")))) {
            for (HistoryBatch.Transition each : batch.transitions()) {
                HealthTransition transition = each.transition();
                rows.add(
                        row(key(transition)),
                        HistoryColumns.time(transition.at()),
                        each.number(),
                        transition.from().name(),
                        transition.to().name(),
                        HistoryColumns.reason(transition.reason()),
                        HistoryColumns.text(transition.message()),
                        transition.rootCause().map(HistoryColumns::text).orElse(null),
                        transition.lasted().toMillis());
            }
            rows.send();
        }
    }

    /** Only what differs from what is there: hardly ever anything does. */
    private void writeStates() throws SQLException {
        Map<HistoryKey, InstanceHealth.State> before = known.states(session, instance);
        Map<HistoryKey, InstanceHealth.State> now = new LinkedHashMap<>();
        batch.states().forEach(state -> now.put(HistoryColumns.key(state.key()), state));
        try (StoreRows rows = session.rows(session.dialect()
                .upsert(
                        "vitals_history_state",
                        List.of("series_id"),
                        List.of("since", "status", "reason", "message")))) {
            for (Map.Entry<HistoryKey, InstanceHealth.State> each : now.entrySet()) {
                if (!each.getValue().equals(before.get(each.getKey()))) {
                    add(rows, each.getValue());
                }
            }
            rows.send();
        }
        deleteStates(
                before.keySet().stream().filter(key -> !now.containsKey(key)).toList());
        before.clear();
        before.putAll(now);
    }

    private void add(StoreRows rows, InstanceHealth.State state) throws SQLException {
        rows.add(
                row(state.key()),
                HistoryColumns.time(state.since()),
                state.status().name(),
                HistoryColumns.reason(state.reason()),
                HistoryColumns.text(state.message()));
    }

    private void deleteStates(List<HistoryKey> gone) throws SQLException {
        try (StoreRows rows = session.rows("DELETE FROM vitals_history_state WHERE series_id = ?")) {
            for (HistoryKey key : gone) {
                rows.add(row(key));
            }
            rows.send();
        }
    }
}
