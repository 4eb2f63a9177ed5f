package io.github.vitals.health.jdbc;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link JdbcHistoryStore}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>timeout</td><td>5 s</td></tr>
 *   <tr><td>schema</td><td>the connection's own</td></tr>
 *   <tr><td>migrate</td><td>true</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class JdbcHistoryStoreBuilder {
    private final StoreOptions options;
    private final @Nullable H2File file;

    JdbcHistoryStoreBuilder(DataSource dataSource, @Nullable H2File file) {
        this.options = new StoreOptions(dataSource, Duration.ofSeconds(5));
        this.file = file;
    }

    /**
     * Sets how long is waited for a connection, and then for the answer to each statement; 5 s if not set.
     *
     * @param timeout at least a second, at most ten minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public JdbcHistoryStoreBuilder timeout(Duration timeout) {
        options.timeout(timeout);
        return this;
    }

    /**
     * Sets the schema that the tables are in; the connection's own if not set. With one of its own, an application's
     * migrations that expect an empty schema when they run for the first time find it so.
     *
     * @param schema exactly as the database has it, case included; made if it is not there
     * @return this builder
     * @throws IllegalArgumentException if it is no simple name
     */
    public JdbcHistoryStoreBuilder schema(String schema) {
        options.schema(schema);
        return this;
    }

    /**
     * Sets whether the tables are made and brought up to date by the store; true if not set. If not, Flyway is not
     * needed, and somebody else has to run the scripts in {@code io/github/vitals/health/jdbc/history} before.
     *
     * @param migrate whether
     * @return this builder
     */
    public JdbcHistoryStoreBuilder migrate(boolean migrate) {
        options.migrate(migrate);
        return this;
    }

    /**
     * Makes the store.
     *
     * @return a store that has opened nothing
     * @throws IllegalStateException if Flyway is needed and not on the class path
     */
    public JdbcHistoryStore build() {
        return new JdbcHistoryStore(options.database(StoreTables.HISTORY), file);
    }
}
