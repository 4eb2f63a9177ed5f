package io.github.vitals.health.jdbc;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What can be set of any store in a database. */
final class StoreOptions {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private Duration timeout;
    private @Nullable String schema;
    private boolean migrate = true;

    StoreOptions(DataSource dataSource, Duration timeout) {
        this.dataSource = dataSource;
        this.timeout = timeout;
    }

    void timeout(Duration timeout) {
        Arguments.requireNonNull("timeout", timeout, "a duration");
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw Arguments.invalid("timeout", timeout, SHORTEST + " to " + LONGEST);
        }
        this.timeout = timeout;
    }

    void schema(String schema) {
        this.schema = Arguments.requireName("schema", schema);
    }

    void migrate(boolean migrate) {
        this.migrate = migrate;
    }

    StoreDatabase database(StoreTables tables) {
        if (migrate) {
            Library.FLYWAY.require();
        }
        return new StoreDatabase(tables, dataSource, timeout, schema, migrate);
    }
}
