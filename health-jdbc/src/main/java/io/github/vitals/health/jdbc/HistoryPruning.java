package io.github.vitals.health.jdbc;

import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryTier;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Deletes what is too old, so many rows in each transaction that nobody waits for their locks, until the time for it is
 * over; what is left then goes the next time.
 */
final class HistoryPruning {
    private static final int ROWS = 5_000;

    private static final String GONE = "SELECT id FROM vitals_history_instance WHERE service = ? AND seen_at < ?";

    private final StoreDatabase database;
    private final HistoryOrigin origin;
    private final long begun = System.nanoTime();

    HistoryPruning(StoreDatabase database, HistoryOrigin origin) {
        this.database = database;
        this.origin = origin;
    }

    void prune(int instance, Map<HistoryTier, Instant> before, Instant transitionsBefore) throws SQLException {
        for (Map.Entry<HistoryTier, Instant> each : before.entrySet()) {
            pruneBuckets(instance, (int) each.getKey().width().toSeconds(), HistoryColumns.time(each.getValue()));
        }
        pruneTransitions(instance, HistoryColumns.time(transitionsBefore));
        if (before.size() == HistoryTier.values().length) {
            Instant oldest = Collections.min(Stream.concat(before.values().stream(), Stream.of(transitionsBefore))
                    .toList());
            pruneSeries(instance, HistoryColumns.time(oldest));
            pruneInstances(HistoryColumns.time(oldest));
        }
    }

    private void pruneBuckets(int instance, int tier, OffsetDateTime before) throws SQLException {
        delete(
                "vitals_history_bucket",
                "instance_id = ? AND tier_seconds = ? AND start_at < ?",
                instance,
                tier,
                before);
        // Whoever was last seen before that has nothing younger.
        delete(
                "vitals_history_bucket",
                "tier_seconds = ? AND instance_id IN (" + GONE + ")",
                tier,
                origin.service(),
                before);
    }

    private void pruneTransitions(int instance, OffsetDateTime before) throws SQLException {
        String series = "series_id IN (SELECT id FROM vitals_history_series WHERE instance_id ";
        delete("vitals_history_transition", series + "= ?) AND changed_at < ?", instance, before);
        delete("vitals_history_transition", series + "IN (" + GONE + "))", origin.service(), before);
    }

    /** Checks and groups that have had no state for so long. */
    private void pruneSeries(int instance, OffsetDateTime before) throws SQLException {
        try (StoreSession session = database.begin()) {
            session.update(
                    "UPDATE vitals_history_series SET seen_at = CURRENT_TIMESTAMP WHERE instance_id = ?"
                            + " AND id IN (SELECT series_id FROM vitals_history_state)",
                    instance);
            session.update("DELETE FROM vitals_history_series WHERE instance_id = ? AND seen_at < ?", instance, before);
            session.commit();
        }
    }

    /** Instances that nothing else is left of. */
    private void pruneInstances(OffsetDateTime before) throws SQLException {
        String service = origin.service();
        delete(
                "vitals_history_state",
                "series_id IN (SELECT id FROM vitals_history_series WHERE instance_id IN (" + GONE + "))",
                service,
                before);
        delete("vitals_history_series", "instance_id IN (" + GONE + ")", service, before);
        delete(
                "vitals_history_instance",
                "service = ? AND seen_at < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM vitals_history_series s WHERE s.instance_id ="
                        + " vitals_history_instance.id)",
                service,
                before);
    }

    private void delete(String table, String condition, Object... parameters) throws SQLException {
        int deleted = ROWS;
        while (deleted == ROWS && System.nanoTime() - begun < database.timeout().toNanos()) {
            try (StoreSession session = database.begin()) {
                deleted = session.update(session.dialect().deleteSome(table, condition, ROWS), parameters);
                session.commit();
            }
        }
    }
}
