package io.github.vitals.health.jdbc;

import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps history in a database: in a PostgreSQL that several instances share, each under its own name, or in a file with
 * nothing to install (H2).
 *
 * <p>Its tables begin with {@code vitals_history_}. Flyway makes them, and brings them up to date, when the store is
 * first used, not before: a database that is down when the application starts does no harm. Each batch is written in one
 * transaction. No call lasts much longer than its timeout because the database does not answer.
 *
 * <p>Two processes that write under the same instance name overwrite each other's buckets, which is logged once as a
 * warning; nothing else comes of it.
 *
 * <pre>{@code
 * HealthHistory history = HealthHistory.builder(health)
 *         .origin("orders", "orders-7")
 *         .store(JdbcHistoryStore.of(dataSource))
 *         .start();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class JdbcHistoryStore implements HistoryStore {
    private final String run = UUID.randomUUID().toString();
    private final StoreDatabase database;
    private final @Nullable H2File file;
    private final Map<HistoryOrigin, KnownInstance> known = new HashMap<>();
    private volatile boolean closed;

    /** @param file what the database is in, if it is ours; null if others may write to it too */
    JdbcHistoryStore(StoreDatabase database, @Nullable H2File file) {
        this.database = database;
        this.file = file;
    }

    /**
     * A store in a database, with the defaults.
     *
     * @param dataSource of PostgreSQL, best a pool, or of H2; it stays open when the store is closed
     * @return a store that has opened nothing
     * @throws IllegalStateException if Flyway is not on the class path
     */
    public static JdbcHistoryStore of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * A store in a file of this machine, with the defaults. One process has it open at a time.
     *
     * @param file where; {@code .mv.db} is added if it does not end so. It is made, with its folders, if it is not there
     * @return a store that has opened nothing
     * @throws IllegalArgumentException if it is a folder
     * @throws IllegalStateException if H2 or Flyway is not on the class path
     */
    public static JdbcHistoryStore file(Path file) {
        return builder(file).build();
    }

    /**
     * Starts to describe a store in a database.
     *
     * @param dataSource of PostgreSQL, best a pool, or of H2; it stays open when the store is closed
     * @return a new builder
     */
    public static JdbcHistoryStoreBuilder builder(DataSource dataSource) {
        return new JdbcHistoryStoreBuilder(Arguments.requireNonNull("dataSource", dataSource, "a data source"), null);
    }

    /**
     * Starts to describe a store in a file of this machine.
     *
     * @param file where; {@code .mv.db} is added if it does not end so. It is made, with its folders, if it is not there
     * @return a new builder
     * @throws IllegalArgumentException if it is a folder
     * @throws IllegalStateException if H2 is not on the class path
     */
    public static JdbcHistoryStoreBuilder builder(Path file) {
        Arguments.requireNonNull("file", file, "a path");
        Library.H2.require();
        H2File h2 = H2File.of(file);
        return new JdbcHistoryStoreBuilder(h2.dataSource(), h2);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Texts are kept up to 10,000 characters, times to the microsecond, and how long a status lasted to the
     * millisecond. Where the batch has states, those of the origin that are not among them are deleted.
     */
    @Override
    public synchronized void write(HistoryOrigin origin, HistoryBatch batch) throws SQLException {
        KnownInstance writing = known.computeIfAbsent(origin, each -> new KnownInstance(each, run));
        try {
            write(writing, batch);
            if (file != null) {
                file.flush();
            }
        } catch (SQLException | RuntimeException failure) {
            writing.forget();
            throw StoreFailures.withoutSecrets(failure);
        }
    }

    private void write(KnownInstance writing, HistoryBatch batch) throws SQLException {
        try (StoreSession session = begin()) {
            HistoryWriter.write(session, writing, batch);
            session.commit();
            writing.committed();
        }
    }

    @Override
    public synchronized void read(HistoryOrigin origin, Map<HistoryTier, Instant> since, int transitions, Reader reader)
            throws SQLException {
        try (StoreSession session = begin()) {
            Optional<Integer> instance = KnownInstance.find(session, origin);
            if (instance.isPresent()) {
                HistoryReader.read(session, instance.get(), since, transitions, reader);
            }
        } catch (SQLException | RuntimeException failure) {
            throw StoreFailures.withoutSecrets(failure);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Those that wrote within the last day, at most 100, the latest. When an instance was seen and began to write is
     * told by the database's clock.
     */
    @Override
    public synchronized List<InstanceHealth> instances(String service) throws SQLException {
        if (file != null) {
            return List.of();
        }
        try (StoreSession session = begin()) {
            return HistoryReader.instances(session, service);
        } catch (SQLException | RuntimeException failure) {
            throw StoreFailures.withoutSecrets(failure);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>5,000 rows are deleted in a transaction, and no further ones are begun after the timeout: what is left goes with
     * the next calls.
     */
    @Override
    public synchronized void prune(HistoryOrigin origin, Map<HistoryTier, Instant> before, Instant transitionsBefore)
            throws SQLException {
        try {
            Optional<Integer> instance;
            try (StoreSession session = begin()) {
                instance = KnownInstance.find(session, origin);
            }
            if (instance.isPresent()) {
                new HistoryPruning(database, origin).prune(instance.get(), before, transitionsBefore);
            }
        } catch (SQLException | RuntimeException failure) {
            throw StoreFailures.withoutSecrets(failure);
        } finally {
            known.values().forEach(KnownInstance::forget);
        }
    }

    private StoreSession begin() throws SQLException {
        if (closed) {
            throw new SQLException("store: closed (expected: open)");
        }
        return database.begin();
    }

    /** Closes the file, if it is in one. */
    @Override
    public synchronized void close() {
        if (!closed && file != null) {
            file.close();
        }
        closed = true;
    }
}
