package io.github.vitals.health.jdbc;

import java.time.Duration;
import javax.sql.DataSource;

/**
 * Describes a {@link JdbcSharedStore}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>timeout</td><td>2 s</td></tr>
 *   <tr><td>schema</td><td>the connection's own</td></tr>
 *   <tr><td>migrate</td><td>true</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class JdbcSharedStoreBuilder {
    private final StoreOptions options;

    JdbcSharedStoreBuilder(DataSource dataSource) {
        this.options = new StoreOptions(dataSource, Duration.ofSeconds(2));
    }

    /**
     * Sets how long is waited for a connection, and then for the answer to each statement; 2 s if not set, since a
     * database that does not answer may be the very thing that is to be told of.
     *
     * @param timeout at least a second, at most ten minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public JdbcSharedStoreBuilder timeout(Duration timeout) {
        options.timeout(timeout);
        return this;
    }

    /**
     * Sets the schema that the tables are in; the connection's own if not set.
     *
     * @param schema exactly as the database has it, case included; made if it is not there
     * @return this builder
     * @throws IllegalArgumentException if it is no simple name
     */
    public JdbcSharedStoreBuilder schema(String schema) {
        options.schema(schema);
        return this;
    }

    /**
     * Sets whether the tables are made and brought up to date by the store; true if not set. If not, Flyway is not
     * needed, and somebody else has to run the scripts in {@code io/github/vitals/health/jdbc/shared} before.
     *
     * @param migrate whether
     * @return this builder
     */
    public JdbcSharedStoreBuilder migrate(boolean migrate) {
        options.migrate(migrate);
        return this;
    }

    /**
     * Makes the store.
     *
     * @return a store that has opened nothing
     * @throws IllegalStateException if Flyway is needed and not on the class path
     */
    public JdbcSharedStore build() {
        return new JdbcSharedStore(options.database(StoreTables.SHARED));
    }
}
