package io.github.vitals.health.jdbc;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link SchemaHealthCheck} of what Flyway did: DOWN if the last word on a migration is that it failed, or
 * if the expected version is not installed.
 *
 * <p>Where a migration that fails is rolled back whole, as in PostgreSQL, Flyway leaves no word of the failure in its
 * table. There only the expected version shows that a migration is missing: set it.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>expectedVersion</td><td>none: any version will do</td></tr>
 *   <tr><td>schema</td><td>the connection's own</td></tr>
 *   <tr><td>table</td><td>{@code flyway_schema_history}</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class FlywaySchemaBuilder {
    private final DataSource dataSource;
    private @Nullable String schema;
    private String table = "flyway_schema_history";
    private @Nullable MigrationVersion expected;

    FlywaySchemaBuilder(DataSource dataSource) {
        this.dataSource = Arguments.requireNonNull("dataSource", dataSource, "a data source");
    }

    /**
     * Sets the version that this application needs. A lower one in the database means that a migration is pending; a
     * higher one is UP, as while a newer release is rolled out.
     *
     * @param version numbers with {@code .} or {@code _} between them, for example {@code 12.1}
     * @return this builder
     * @throws IllegalArgumentException if it is no version
     */
    public FlywaySchemaBuilder expectedVersion(String version) {
        expected = MigrationVersion.require("expectedVersion", version);
        return this;
    }

    /**
     * Sets where the history is.
     *
     * @param schema exactly as the database has it, case included
     * @return this builder
     * @throws IllegalArgumentException if it is no simple name
     */
    public FlywaySchemaBuilder schema(String schema) {
        this.schema = Arguments.requireName("schema", schema);
        return this;
    }

    /**
     * Sets the name of the history.
     *
     * @param table exactly as the database has it, case included
     * @return this builder
     * @throws IllegalArgumentException if it is no simple name
     */
    public FlywaySchemaBuilder table(String table) {
        this.table = Arguments.requireName("table", table);
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing
     */
    public SchemaHealthCheck build() {
        return new SchemaHealthCheck(dataSource, new FlywayHistory(schema, table, expected));
    }
}
