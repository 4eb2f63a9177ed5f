package io.github.vitals.health.jdbc;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What real Flyway and real Liquibase leave in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SchemaContract {
    /** A database in which nothing was ever done. */
    abstract DataSource fresh() throws SQLException;

    /** Where a failure is rolled back with its migration, Flyway leaves no word of it. */
    abstract String wordOnFailure();

    static HealthResult run(SchemaHealthCheck check) {
        return check.check(CheckContext.of("schema", ofSeconds(5)));
    }

    static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    static void assertSaid(HealthResult result, HealthStatus status, String... facts) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.reason()).as(result.toString()).contains(FailureReason.SCHEMA);
        assertThat(result.message()).contains(facts);
    }

    static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Nested
    class OfFlyway {
        @TempDir
        Path folder;

        private void write(String file, String text) throws IOException {
            Files.writeString(folder.resolve(file), text);
        }

        private Flyway flyway(DataSource dataSource) {
            return Flyway.configure()
                    .dataSource(dataSource)
                    .locations("filesystem:" + folder)
                    .load();
        }

        private void threeMigrations() throws IOException {
            write("V1__orders.sql", "CREATE TABLE orders (id int)");
            write("V1_9__lines.sql", "CREATE TABLE lines (id int)");
            write("V1_10__totals.sql", "CREATE TABLE totals (id int)");
            write("R__view.sql", "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders");
        }

        @Test
        void anEmptyDatabaseWasNeverMigrated() throws Exception {
            assertSaid(
                    run(SchemaHealthCheck.flyway(fresh()).build()),
                    HealthStatus.DOWN,
                    "there is no table flyway_schema_history");
        }

        @Test
        void theExpectedVersionIsInstalledOrPending() throws Exception {
            DataSource dataSource = fresh();
            threeMigrations();
            flyway(dataSource).migrate();
            HealthResult any = run(SchemaHealthCheck.flyway(dataSource).build());
            assertUp(any);
            assertThat(any.details()).containsEntry("version", "1.10");
            assertUp(run(
                    SchemaHealthCheck.flyway(dataSource).expectedVersion("1.9").build()));
            assertUp(run(SchemaHealthCheck.flyway(dataSource)
                    .expectedVersion("1.10.0")
                    .build()));
            assertSaid(
                    run(SchemaHealthCheck.flyway(dataSource)
                            .expectedVersion("1.11")
                            .build()),
                    HealthStatus.DOWN,
                    "a migration is pending: the schema is at version 1.10 (expected: at least 1.11)");
        }

        @Test
        void aMigrationThatFailedIsDownUntilItIsRepaired() throws Exception {
            DataSource dataSource = fresh();
            threeMigrations();
            write("V2__broken.sql", "CREATE TABLE broken AS SELECT * FROM no_such_table;");
            assertThatThrownBy(() -> flyway(dataSource).migrate()).isInstanceOf(FlywayException.class);
            SchemaHealthCheck check =
                    SchemaHealthCheck.flyway(dataSource).expectedVersion("2").build();
            assertSaid(run(check), HealthStatus.DOWN, wordOnFailure());
            flyway(dataSource).repair();
            assertSaid(run(check), HealthStatus.DOWN, "a migration is pending: the schema is at version 1.10");
            write("V2__broken.sql", "CREATE TABLE broken (id int);");
            flyway(dataSource).migrate();
            assertUp(run(check));
        }

        @Test
        void aMigrationThatWasDeletedIsNoFailure() throws Exception {
            DataSource dataSource = fresh();
            threeMigrations();
            flyway(dataSource).migrate();
            Files.delete(folder.resolve("V1_9__lines.sql"));
            flyway(dataSource).repair();
            assertUp(run(
                    SchemaHealthCheck.flyway(dataSource).expectedVersion("1.10").build()));
        }

        /** Undoing is in Flyway's paid editions; this is the row that they write. */
        @Test
        void aMigrationThatWasUndoneIsNotInstalled() throws Exception {
            DataSource dataSource = fresh();
            threeMigrations();
            flyway(dataSource).migrate();
            execute(dataSource, """
                    INSERT INTO "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                        "installed_by", "execution_time", "success")
                    VALUES (99, '1.10', 'totals', 'UNDO_SQL', 'U1_10__totals.sql', 'me', 1, true)
                    """);
            assertSaid(
                    run(SchemaHealthCheck.flyway(dataSource)
                            .expectedVersion("1.10")
                            .build()),
                    HealthStatus.DOWN,
                    "the schema is at version 1.9 (expected: at least 1.10)");
        }

        @Test
        void theTableMayHaveAnotherNameAndSchema() throws Exception {
            DataSource dataSource = fresh();
            threeMigrations();
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("filesystem:" + folder)
                    .schemas("Ledger")
                    .table("History")
                    .load()
                    .migrate();
            assertUp(run(SchemaHealthCheck.flyway(dataSource)
                    .schema("Ledger")
                    .table("History")
                    .expectedVersion("1.10")
                    .build()));
            assertSaid(
                    run(SchemaHealthCheck.flyway(dataSource).schema("Nowhere").build()),
                    HealthStatus.DOWN,
                    "there is no table");
        }
    }

    @Nested
    class OfLiquibase {
        @TempDir
        Path folder;

        private Duration now = Duration.ZERO;

        /** Without the numbers that Liquibase would send home. */
        private void quietly(Scope.ScopedRunner<?> work) throws Exception {
            Scope.child(Map.of("liquibase.analytics.enabled", false), work);
        }

        private Database database(Connection connection) throws Exception {
            return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        }

        private void update(DataSource dataSource) throws Exception {
            Files.writeString(folder.resolve("changes.sql"), """
                    --liquibase formatted sql
                    --changeset vitals:orders
                    CREATE TABLE orders (id int);
                    --changeset vitals:lines
                    CREATE TABLE lines (id int);
                    """);
            quietly(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    new Liquibase("changes.sql", new DirectoryResourceAccessor(folder), database(connection))
                            .update(new Contexts());
                }
            });
        }

        private void lock(DataSource dataSource) throws Exception {
            quietly(() -> {
                Connection connection = dataSource.getConnection();
                LockService service = LockServiceFactory.getInstance().getLockService(database(connection));
                assertThat(service.acquireLock()).isTrue();
                LockServiceFactory.getInstance().resetAll();
                connection.close();
            });
        }

        @Test
        void anEmptyDatabaseWasNeverMigrated() throws Exception {
            assertSaid(
                    run(SchemaHealthCheck.liquibase(fresh()).build()),
                    HealthStatus.DOWN,
                    "there is no table DATABASECHANGELOG");
        }

        @Test
        void theExpectedChangeSetHasRunOrNot() throws Exception {
            DataSource dataSource = fresh();
            update(dataSource);
            HealthResult any = run(SchemaHealthCheck.liquibase(dataSource)
                    .schema("public")
                    .expectedChangeSet("lines")
                    .build());
            assertUp(any);
            assertThat(any.details()).containsEntry("change_sets", 2L).doesNotContainKey("locked_by");
            assertSaid(
                    run(SchemaHealthCheck.liquibase(dataSource)
                            .expectedChangeSet("totals")
                            .build()),
                    HealthStatus.DOWN,
                    "change set totals has not run");
        }

        @Test
        void aLockThatIsHeldForLongIsDegraded() throws Exception {
            DataSource dataSource = fresh();
            update(dataSource);
            SchemaHealthCheck check = SchemaHealthCheck.liquibase(dataSource)
                    .lockedAtMost(ofMinutes(2))
                    .ticker(() -> now.toNanos())
                    .build();
            assertUp(run(check));
            now = now.plus(ofMinutes(10));
            lock(dataSource);
            HealthResult locked = run(check);
            assertUp(locked);
            assertThat(locked.details()).containsKey("locked_by");
            now = now.plus(ofMinutes(2));
            assertSaid(run(check), HealthStatus.DEGRADED, "120 s (limit: 120 s)", "was killed");
            execute(dataSource, "UPDATE DATABASECHANGELOGLOCK SET LOCKEDBY = 'another'");
            assertUp(run(check));
            now = now.plus(ofMinutes(2));
            assertSaid(run(check), HealthStatus.DEGRADED, "held by another since");
            execute(dataSource, "UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKEDBY = NULL, LOCKGRANTED = NULL");
            assertUp(run(check));
        }

        @Test
        void aMissingChangeSetWhileTheLockIsHeldNamesBoth() throws Exception {
            DataSource dataSource = fresh();
            update(dataSource);
            lock(dataSource);
            assertSaid(
                    run(SchemaHealthCheck.liquibase(dataSource)
                            .expectedChangeSet("totals")
                            .build()),
                    HealthStatus.DOWN,
                    "change set totals has not run; the lock for migrations is held by");
        }
    }

    @Test
    void namesThatWouldNeedQuotingAreRefused() throws Exception {
        DataSource dataSource = fresh();
        assertThatThrownBy(() -> SchemaHealthCheck.liquibase(dataSource).schema("a; DROP"))
                .hasMessage("schema: \"a; DROP\" (expected: letters, digits and '_', beginning with no digit)");
        assertThatThrownBy(() -> SchemaHealthCheck.flyway(dataSource).expectedVersion("latest"))
                .hasMessage("expectedVersion: \"latest\" (expected: numbers with '.' or '_' between them)");
        assertThat(SchemaHealthCheck.flyway(dataSource).build().external()).isTrue();
    }
}
