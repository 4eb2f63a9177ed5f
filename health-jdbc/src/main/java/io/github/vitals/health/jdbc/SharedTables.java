package io.github.vitals.health.jdbc;

import io.github.vitals.health.shared.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is read from and written into the tables of records and leases, within one transaction. */
final class SharedTables {
    private static final String RECORDS = "vitals_shared_record";

    private SharedTables() {}

    /** In the order of Java's strings, which is not that of every database. */
    static Map<String, String> read(StoreSession session, String space) throws SQLException {
        TreeMap<String, String> records = new TreeMap<>();
        session.each(
                "SELECT name, text FROM " + RECORDS + " WHERE space = ?",
                row -> records.put(row.getString("name"), row.getString("text")),
                space);
        return Collections.unmodifiableMap(records);
    }

    /** In the order of the keys, so that two that write at once wait for each other in one direction only. */
    static void write(StoreSession session, String space, Map<String, Optional<String>> changes) throws SQLException {
        Map<String, Optional<String>> ordered = new TreeMap<>(changes);
        try (StoreRows changed =
                        session.rows(session.dialect().upsert(RECORDS, List.of("space", "name"), List.of("text")));
                StoreRows deleted = session.rows("DELETE FROM " + RECORDS + " WHERE space = ? AND name = ?")) {
            for (Map.Entry<String, Optional<String>> change : ordered.entrySet()) {
                if (change.getValue().isPresent()) {
                    changed.add(space, change.getKey(), change.getValue().get());
                } else {
                    deleted.add(space, change.getKey());
                }
            }
            changed.send();
            deleted.send();
        }
    }

    static Optional<Lease> lease(StoreSession session, String name, String holder, Duration time) throws SQLException {
        return session
                .list(session.dialect().lease(), row -> row.getLong("token"), name, holder, time.toMillis())
                .stream()
                .findFirst()
                .map(token -> new Lease(name, holder, token));
    }

    /** Whether it is the latest; if so, nobody takes it before the transaction is over. */
    static boolean lock(StoreSession session, Lease lease) throws SQLException {
        return !session.list(
                        "SELECT token FROM vitals_shared_lease WHERE name = ? AND holder = ? AND token = ? FOR UPDATE",
                        row -> row.getLong("token"),
                        lease.name(),
                        lease.holder(),
                        lease.token())
                .isEmpty();
    }

    /** Holder and token stay, for what was begun with the lease to be ended as long as nobody else has taken it. */
    static int release(StoreSession session, Lease lease) throws SQLException {
        return session.update(
                "UPDATE vitals_shared_lease SET expires_at = CURRENT_TIMESTAMP"
                        + " WHERE name = ? AND holder = ? AND token = ? AND expires_at > CURRENT_TIMESTAMP",
                lease.name(),
                lease.holder(),
                lease.token());
    }
}
