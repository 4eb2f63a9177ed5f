package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link SchemaHealthCheck} of what Liquibase did: DOWN if the expected change set has not run, DEGRADED if
 * the lock is held for too long, as by a migration that was killed: no other can run before it is released.
 *
 * <p>How long it is held is counted from the first run that sees it: the database tells the time of whoever took the
 * lock, in a time zone that it does not tell.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>expectedChangeSet</td><td>none: any will do</td></tr>
 *   <tr><td>lockedAtMost</td><td>5 min</td></tr>
 *   <tr><td>schema</td><td>the connection's own</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class LiquibaseSchemaBuilder {
    private final DataSource dataSource;
    private @Nullable String schema;
    private @Nullable String expected;
    private Duration lockedAtMost = Duration.ofMinutes(5);
    private LongSupplier ticker = System::nanoTime;

    LiquibaseSchemaBuilder(DataSource dataSource) {
        this.dataSource = Arguments.requireNonNull("dataSource", dataSource, "a data source");
    }

    /**
     * Sets the change set that this application needs, best the last one of its change log.
     *
     * @param id of the change set, whoever its author is
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public LiquibaseSchemaBuilder expectedChangeSet(String id) {
        expected = Arguments.requireText("expectedChangeSet", id, "the id of a change set");
        return this;
    }

    /**
     * Sets how long one holder may be seen to hold the lock.
     *
     * @param limit more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public LiquibaseSchemaBuilder lockedAtMost(Duration limit) {
        lockedAtMost = Arguments.requirePositive("lockedAtMost", limit);
        return this;
    }

    /**
     * Sets where Liquibase's tables are.
     *
     * @param schema a name that needs no quoting
     * @return this builder
     * @throws IllegalArgumentException if it is no simple name
     */
    public LiquibaseSchemaBuilder schema(String schema) {
        this.schema = Arguments.requireName("schema", schema);
        return this;
    }

    /** Nanoseconds of a clock that never jumps. */
    LiquibaseSchemaBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing
     */
    public SchemaHealthCheck build() {
        String where = schema == null ? "" : schema + ".";
        return new SchemaHealthCheck(
                dataSource, new LiquibaseHistory(where, expected, new LockWatch(lockedAtMost, ticker)));
    }
}
