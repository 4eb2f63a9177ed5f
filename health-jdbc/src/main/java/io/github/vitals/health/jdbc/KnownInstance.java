package io.github.vitals.health.jdbc;

import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.InstanceHealth;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of an instance's rows, so that they need not be asked for at every write. It is forgotten when a
 * transaction fails, which may have made some of them.
 */
final class KnownInstance {
    private static final Logger log = LoggerFactory.getLogger(JdbcHistoryStore.class);
    private static final String BY_NAME = " FROM vitals_history_instance WHERE service = ? AND instance = ?";

    private final HistoryOrigin origin;
    private final String run;
    private final Map<HistoryKey, Integer> series = new HashMap<>();
    private @Nullable Map<HistoryKey, InstanceHealth.State> states;
    private boolean written;
    private boolean warned;

    /** @param run tells this process from another one that writes under the same name */
    KnownInstance(HistoryOrigin origin, String run) {
        this.origin = origin;
        this.run = run;
    }

    void forget() {
        series.clear();
        states = null;
    }

    void committed() {
        written = true;
    }

    static Optional<Integer> find(StoreSession session, HistoryOrigin origin) throws SQLException {
        return session
                .list("SELECT id" + BY_NAME, row -> row.getInt("id"), origin.service(), origin.instance())
                .stream()
                .findFirst();
    }

    /** The instance's row, locked: another process of the same name waits until the transaction ends. */
    int claim(StoreSession session) throws SQLException {
        Claimed row = lock(session);
        if (row == null) {
            insert(session);
            row = lock(session);
        }
        if (row == null) {
            throw new SQLException("instance: " + origin + " (expected: its row is there after it was inserted)");
        }
        if (row.run.equals(run)) {
            session.update("UPDATE vitals_history_instance SET seen_at = CURRENT_TIMESTAMP WHERE id = ?", row.id);
        } else {
            takeOver(session, row.id);
        }
        return row.id;
    }

    private @Nullable Claimed lock(StoreSession session) throws SQLException {
        List<Claimed> rows = session.list(
                "SELECT id, run" + BY_NAME + " FOR UPDATE",
                row -> new Claimed(row.getInt("id"), row.getString("run")),
                origin.service(),
                origin.instance());
        return rows.isEmpty() ? null : rows.get(0);
    }

    private void insert(StoreSession session) throws SQLException {
        OffsetDateTime now = HistoryColumns.time(Instant.now());
        String sql = session.dialect()
                .insertAbsent(
                        "vitals_history_instance",
                        List.of("service", "instance"),
                        List.of("run", "started_at", "seen_at"));
        session.update(sql, origin.service(), origin.instance(), "", now, now);
    }

    /** As after every start; but once we have written, there is another process that writes too. */
    private void takeOver(StoreSession session, int id) throws SQLException {
        session.update(
                "UPDATE vitals_history_instance SET run = ?, started_at = CURRENT_TIMESTAMP,"
                        + " seen_at = CURRENT_TIMESTAMP WHERE id = ?",
                run,
                id);
        if (written) {
            forget();
            warn();
        }
    }

    private void warn() {
        if (!warned) {
            warned = true;
            log.atWarn()
                    .addKeyValue("health.history.service", origin.service())
                    .addKeyValue("health.history.instance", origin.instance())
                    .log("another process writes history under the same instance name; each overwrites the other's");
        }
    }

    /** The rows of what is written about; made where they are not there. */
    Map<HistoryKey, Integer> series(StoreSession session, int id, Set<HistoryKey> keys) throws SQLException {
        if (!series.keySet().containsAll(keys)) {
            load(session, id);
        }
        List<HistoryKey> missing =
                keys.stream().filter(key -> !series.containsKey(key)).sorted().toList();
        if (!missing.isEmpty()) {
            try (StoreRows rows = session.rows("INSERT INTO vitals_history_series"
                    + " (instance_id, subject, name, seen_at) VALUES (?, ?, ?, CURRENT_TIMESTAMP)")) {
                for (HistoryKey key : missing) {
                    rows.add(id, key.subject().name(), key.name());
                }
                rows.send();
            }
            load(session, id);
        }
        return series;
    }

    private void load(StoreSession session, int id) throws SQLException {
        series.clear();
        for (Map.Entry<Integer, HistoryKey> each : keys(session, id).entrySet()) {
            series.put(each.getValue(), each.getKey());
        }
    }

    /** The keys of an instance by the numbers of their rows. */
    static Map<Integer, HistoryKey> keys(StoreSession session, int id) throws SQLException {
        Map<Integer, HistoryKey> keys = new HashMap<>();
        session.each(
                "SELECT id, subject, name FROM vitals_history_series WHERE instance_id = ?",
                row -> {
                    int number = row.getInt("id");
                    HistoryColumns.key(row).ifPresent(key -> keys.put(number, key));
                },
                id);
        return keys;
    }

    /** The states as they are written now. */
    Map<HistoryKey, InstanceHealth.State> states(StoreSession session, int id) throws SQLException {
        if (states == null) {
            Map<HistoryKey, InstanceHealth.State> read = new HashMap<>();
            session.each(
                    "SELECT s.subject, s.name, t.status, t.since, t.reason, t.message FROM vitals_history_series s"
                            + " JOIN vitals_history_state t ON t.series_id = s.id WHERE s.instance_id = ?",
                    row -> HistoryColumns.state(row).ifPresent(state -> read.put(state.key(), state)),
                    id);
            states = read;
        }
        return states;
    }

    private record Claimed(int id, String run) {}
}
