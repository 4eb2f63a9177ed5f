package io.github.vitals.health.jdbc;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Has Flyway make the tables, with a history of its own beside the application's: neither sees the other's scripts.
 * Several processes may do so at once; Flyway's lock has one of them do it.
 */
final class HistoryMigration {
    private static final String TABLE = "vitals_schema_history";

    /** How often Flyway tries to get its lock, once a second; the next use of the store tries again. */
    private static final int LOCK_TRIES = 5;

    private HistoryMigration() {}

    static void run(DataSource dataSource, HistoryDialect dialect, @Nullable String schema) {
        if (dialect == HistoryDialect.POSTGRESQL) {
            Library.FLYWAY_POSTGRESQL.require();
        }
        FluentConfiguration flyway = Flyway.configure(HistoryMigration.class.getClassLoader())
                .dataSource(dataSource)
                .table(TABLE)
                .resourceProvider(new Scripts(dialect))
                .javaMigrationClassProvider(List::of)
                .skipDefaultCallbacks(true)
                .placeholderReplacement(false)
                // The application's tables are in the same schema, as a rule.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .lockRetryCount(LOCK_TRIES);
        if (schema != null) {
            flyway.schemas(schema).createSchemas(true);
        }
        flyway.load().migrate();
    }

    /** Finds the scripts by their names: looking through the class path is slow, and fails where it is no folder or jar. */
    private record Scripts(HistoryDialect dialect) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return all().filter(script -> script.getRelativePath().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all().filter(script -> script.getFilename().startsWith(prefix))
                    .filter(script -> Stream.of(suffixes).anyMatch(script.getFilename()::endsWith))
                    .toList();
        }

        private Stream<LoadableResource> all() {
            return dialect.migrations().stream().map(HistoryScript::new);
        }
    }
}
