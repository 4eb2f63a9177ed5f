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
 * Has Flyway make the tables of a store, with a history of its own beside the application's: neither sees the other's
 * scripts. Several processes may do so at once; Flyway's lock has one of them do it.
 */
final class StoreMigration {
    /** How often Flyway tries to get its lock, once a second; the next use of the store tries again. */
    private static final int LOCK_TRIES = 5;

    private StoreMigration() {}

    static void run(StoreTables tables, DataSource dataSource, StoreDialect dialect, @Nullable String schema) {
        if (dialect == StoreDialect.POSTGRESQL) {
            Library.FLYWAY_POSTGRESQL.require();
        }
        FluentConfiguration flyway = Flyway.configure(StoreMigration.class.getClassLoader())
                .dataSource(dataSource)
                .table(tables.schemaHistory())
                .resourceProvider(new Scripts(tables.scripts(dialect)))
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
        // Flyway's own lock comes too late for a schema history that does not exist yet: two that make it at once see
        // each
        // other's half. Within a process they wait; between processes, the one that fails tries again with its next
        // use.
        synchronized (tables) {
            flyway.load().migrate();
        }
    }

    /** Finds the scripts by their names: looking through the class path is slow, and fails where it is no folder or jar. */
    private record Scripts(List<StoreScript> all) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return all.stream()
                    .filter(script -> script.getRelativePath().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.stream()
                    .filter(script -> script.getFilename().startsWith(prefix))
                    .filter(script -> Stream.of(suffixes).anyMatch(script.getFilename()::endsWith))
                    .map(LoadableResource.class::cast)
                    .toList();
        }
    }
}
