package io.github.vitals.health.jdbc;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.RecordLimits;
import io.github.vitals.health.shared.SharedStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Shares records and leases in a PostgreSQL that all the processes reach, or in an H2.
 *
 * <p>Its tables are {@code vitals_shared_record} and {@code vitals_shared_lease}. Flyway makes them, and brings them up
 * to date, when the store is first used, not before; they may stand beside those of a {@link JdbcHistoryStore}. Each
 * write is one transaction, which is on the disk of the database when the call returns, as far as that is set up to do so
 * ({@code synchronous_commit}, {@code fsync}). A write with a lease locks the lease's row until the end of the
 * transaction, so nobody else takes the lease while it goes on.
 *
 * <p>No call lasts much longer than its timeout because the database does not answer: so long for a connection, and then
 * as long for the first statement without an answer. PostgreSQL itself ends what is not finished by then, also where it
 * is this process that stands still within a transaction, so that it holds up no other.
 *
 * <pre>{@code
 * HealthAlerts alerts = HealthAlerts.builder(health)
 *         .origin("orders", "orders-7")
 *         .shared(JdbcSharedStore.of(dataSource))
 *         .start();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class JdbcSharedStore implements SharedStore {
    private static final String ALREADY_THERE = "23505";

    private final StoreDatabase database;
    private volatile boolean closed;

    JdbcSharedStore(StoreDatabase database) {
        this.database = database;
    }

    /**
     * A store in a database, with the defaults.
     *
     * @param dataSource of PostgreSQL, best a pool, or of H2; it stays open when the store is closed
     * @return a store that has opened nothing
     * @throws IllegalStateException if Flyway is not on the class path
     */
    public static JdbcSharedStore of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Starts to describe a store in a database.
     *
     * @param dataSource of PostgreSQL, best a pool, or of H2; it stays open when the store is closed
     * @return a new builder
     */
    public static JdbcSharedStoreBuilder builder(DataSource dataSource) {
        return new JdbcSharedStoreBuilder(Arguments.requireNonNull("dataSource", dataSource, "a data source"));
    }

    @Override
    public Map<String, String> read(String space) throws SQLException {
        String name = RecordLimits.name("space", space);
        return inTransaction(session -> SharedTables.read(session, name));
    }

    @Override
    public void write(String space, Map<String, Optional<String>> changes) throws SQLException {
        String name = RecordLimits.name("space", space);
        Map<String, Optional<String>> writable = RecordLimits.changes(changes);
        inTransaction(session -> {
            SharedTables.write(session, name, writable);
            return true;
        });
    }

    @Override
    public void write(Lease lease, String space, Map<String, Optional<String>> changes)
            throws SQLException, LeaseLostException {
        Arguments.requireNonNull("lease", lease, "a lease");
        String name = RecordLimits.name("space", space);
        Map<String, Optional<String>> writable = RecordLimits.changes(changes);
        boolean latest = inTransaction(session -> {
            boolean held = SharedTables.lock(session, lease);
            if (held) {
                SharedTables.write(session, name, writable);
            }
            return held;
        });
        if (!latest) {
            throw new LeaseLostException(lease);
        }
    }

    @Override
    public Optional<Lease> lease(String name, String holder, Duration time) throws SQLException {
        String what = RecordLimits.name("name", name);
        String who = RecordLimits.name("holder", holder);
        RecordLimits.time(time);
        try {
            return inTransaction(session -> SharedTables.lease(session, what, who, time));
        } catch (SQLException failure) {
            if (ALREADY_THERE.equals(failure.getSQLState())) {
                // Another was the first to take it, at the same moment.
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public void release(Lease lease) throws SQLException {
        Arguments.requireNonNull("lease", lease, "a lease");
        inTransaction(session -> SharedTables.release(session, lease));
    }

    private interface Work<T> {
        T of(StoreSession session) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        if (closed) {
            throw new SQLException("store: closed (expected: open)");
        }
        try (StoreSession session = database.begin()) {
            T result = work.of(session);
            session.commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            throw StoreFailures.withoutSecrets(failure);
        }
    }

    /** Closes nothing: the data source is the caller's. No call is answered after that. */
    @Override
    public void close() {
        closed = true;
    }
}
