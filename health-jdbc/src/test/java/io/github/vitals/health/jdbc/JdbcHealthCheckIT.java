package io.github.vitals.health.jdbc;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class JdbcHealthCheckIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterEach
    void mend() {
        server.thaw();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HealthResult run(JdbcHealthCheck check) {
        return run(check, ofSeconds(5));
    }

    private static HealthResult run(JdbcHealthCheck check, Duration timeout) {
        return check.check(CheckContext.of("db", timeout));
    }

    private static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    private static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    private static PGSimpleDataSource unpooled() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setConnectTimeout(1);
        dataSource.setSocketTimeout(1);
        return dataSource;
    }

    private static long ask(String query) throws SQLException {
        try (Connection admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = admin.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static long connections(String condition) throws SQLException {
        return ask("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                + " AND pid <> pg_backend_pid() AND " + condition);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement own = admin.createStatement()) {
            own.execute(statement);
        }
    }

    @Nested
    class Up {
        @Test
        void tellsProductVersionAndTimes() {
            try (HikariDataSource pool = Pools.of(server)) {
                HealthResult result = run(JdbcHealthCheck.of(pool));
                assertUp(result);
                assertThat(result.details()).containsEntry("product", "PostgreSQL");
                assertThat(result.details().get("version").toString()).startsWith("18");
                for (String name : new String[] {"borrow", "validate"}) {
                    Duration took = Duration.parse(result.details().get(name).toString());
                    assertThat(took).isPositive().isLessThan(ofSeconds(5));
                }
            }
        }

        @Test
        void fiftyChecksNeedNoMoreThanOneConnectionBesideTheIdleOne() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> {
                config.setMaximumPoolSize(10);
                config.addDataSourceProperty("ApplicationName", "pooled");
            })) {
                JdbcHealthCheck check = JdbcHealthCheck.of(pool);
                for (int run = 0; run < 50; run++) {
                    assertUp(run(check));
                }
                assertThat(connections("application_name = 'pooled'")).isBetween(1L, 2L);
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            }
        }

        @Test
        void fiftyUnpooledChecksLeaveNoConnection() throws SQLException {
            PGSimpleDataSource dataSource = unpooled();
            dataSource.setApplicationName("unpooled");
            JdbcHealthCheck check = JdbcHealthCheck.of(dataSource);
            for (int run = 0; run < 50; run++) {
                assertUp(run(check));
            }
            await().until(() -> connections("application_name = 'unpooled'") == 0);
        }

        @Test
        void leavesNoTransactionOpenWhereThePoolDoesNotCommitByItself() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> config.setAutoCommit(false))) {
                assertUp(run(JdbcHealthCheck.of(pool)));
                assertUp(run(JdbcHealthCheck.builder(pool).query("SELECT 1").build()));
                assertThat(connections("state LIKE 'idle in transaction%'")).isZero();
            }
        }

        @Test
        void undoesWhatItsQueryChanges() throws SQLException {
            execute("CREATE TABLE IF NOT EXISTS touched (at int)");
            try (HikariDataSource pool = Pools.of(server)) {
                assertUp(run(JdbcHealthCheck.builder(pool)
                        .query("INSERT INTO touched VALUES (1)")
                        .build()));
                assertThat(ask("SELECT count(*) FROM touched")).isZero();
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit()).isTrue();
                }
            }
        }

        @Test
        void putsTheNetworkTimeoutBack() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> config.setMaximumPoolSize(1))) {
                int before = networkTimeout(pool);
                assertUp(run(JdbcHealthCheck.of(pool)));
                assertThat(networkTimeout(pool)).isEqualTo(before);
            }
        }

        private int networkTimeout(HikariDataSource pool) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                return connection.getNetworkTimeout();
            }
        }

        @Test
        void pooledItStaysUpWhileOnlyThePostmasterIsFrozen() {
            try (HikariDataSource pool = Pools.of(server)) {
                assertUp(run(JdbcHealthCheck.of(pool)));
                server.freezePostmaster();
                assertUp(run(JdbcHealthCheck.of(pool)));
            }
        }
    }

    @Nested
    class Down {
        @Test
        void whenThePasswordIsWrong() {
            String wrong = "wr0ng-Pa55word";
            try (HikariDataSource pool = Pools.of(server, config -> config.setPassword(wrong))) {
                HealthResult result = run(JdbcHealthCheck.of(pool));
                assertDown(result, FailureReason.AUTH);
                assertThat(result.message()).doesNotContain(wrong);
            }
            PGSimpleDataSource dataSource = unpooled();
            dataSource.setPassword(wrong);
            assertDown(run(JdbcHealthCheck.of(dataSource)), FailureReason.AUTH);
        }

        @Test
        void whenTheHostHasNoAddress() {
            PGSimpleDataSource dataSource = unpooled();
            dataSource.setUrl("jdbc:postgresql://no-such-host.invalid/postgres");
            assertDown(run(JdbcHealthCheck.of(dataSource)), FailureReason.DNS);
        }

        @Test
        void whenEveryConnectionOfThePoolIsInUse() throws SQLException {
            try (HikariDataSource pool = Pools.of(server);
                    Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                assertThat(first).isNotEqualTo(second);
                assertDown(run(JdbcHealthCheck.of(pool)), FailureReason.POOL_EXHAUSTED);
            }
        }

        @Test
        void whenTheServerHasNoConnectionLeft() throws SQLException {
            execute("CREATE ROLE crowd LOGIN PASSWORD 'crowd-Pa55' CONNECTION LIMIT 0");
            try {
                PGSimpleDataSource dataSource = unpooled();
                dataSource.setUser("crowd");
                dataSource.setPassword("crowd-Pa55");
                assertDown(run(JdbcHealthCheck.of(dataSource)), FailureReason.SATURATED);
            } finally {
                execute("DROP ROLE crowd");
            }
        }

        @Test
        void unpooledWhenThePostmasterIsFrozen() {
            server.freezePostmaster();
            assertDown(run(JdbcHealthCheck.of(unpooled())), FailureReason.TIMEOUT);
        }

        @Test
        void whenThePoolCannotOpenAnyConnectionInTime() {
            server.freeze();
            try (HikariDataSource pool = Pools.of(server)) {
                assertDown(run(JdbcHealthCheck.of(pool)), FailureReason.CONNECT_TIMEOUT);
                server.thaw();
            }
        }

        @Test
        void atOnceWhenThePoolIsClosed() {
            HikariDataSource pool = Pools.of(server);
            pool.close();
            long before = System.nanoTime();
            HealthResult result = run(JdbcHealthCheck.of(pool));
            assertDown(result, FailureReason.CLOSED);
            assertThat(result.message()).contains("closed");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
        }

        @Test
        void whenTheQueryFailsAndTheConnectionStaysGood() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> config.setMaximumPoolSize(1))) {
                long backend = backend(pool);
                HealthResult result = run(JdbcHealthCheck.builder(pool)
                        .query("SELECT * FROM no_such_table")
                        .build());
                assertDown(result, FailureReason.EXCEPTION);
                assertThat(result.message()).contains("no_such_table");
                assertThat(backend(pool)).isEqualTo(backend);
            }
        }

        @Test
        void whenTheQueryTakesTooLongWhichTheDatabaseThenStops() {
            try (HikariDataSource pool = Pools.of(server)) {
                long before = System.nanoTime();
                assertDown(
                        run(
                                JdbcHealthCheck.builder(pool)
                                        .query("SELECT pg_sleep(30)")
                                        .build(),
                                ofSeconds(1)),
                        FailureReason.TIMEOUT);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(3));
                await().atMost(ofSeconds(5))
                        .until(() -> connections("state = 'active' AND query LIKE '%pg_sleep%'") == 0);
            }
        }

        @Test
        void whenTheQueryWritesAndTheDatabaseTakesNoWrites() {
            try (HikariDataSource pool =
                    Pools.of(server, config -> config.setConnectionInitSql("SET default_transaction_read_only = on"))) {
                assertDown(
                        run(JdbcHealthCheck.builder(pool)
                                .query("CREATE TABLE refused (at int)")
                                .build()),
                        FailureReason.READ_ONLY);
            }
        }
    }

    @Nested
    class WithConnectionsThatThePoolTrusts {
        @Test
        void aBackendThatDiedAMomentAgoIsNotUp() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> config.setMaximumPoolSize(1))) {
                JdbcHealthCheck check = JdbcHealthCheck.of(pool);
                long backend = backend(pool);
                assertUp(run(check));
                terminate(backend);
                assertDown(run(check), FailureReason.CONNECTION_LOST);
            }
        }

        @Test
        void aDeadConnectionIsNotHandedOnToTheNextBorrower() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> config.setMaximumPoolSize(1))) {
                terminate(backend(pool));
                assertDown(run(JdbcHealthCheck.of(pool)), FailureReason.CONNECTION_LOST);
                try (Connection next = pool.getConnection()) {
                    assertThat(next.isValid(1)).isTrue();
                }
            }
        }

        @Test
        void aFrozenBackendIsATimeoutAndItsConnectionIsGone() throws SQLException {
            try (HikariDataSource pool = Pools.of(server, config -> config.setMaximumPoolSize(1))) {
                JdbcHealthCheck check = JdbcHealthCheck.of(pool);
                long backend = backend(pool);
                assertUp(run(check));
                server.freeze();
                assertDown(run(check, ofSeconds(1)), FailureReason.TIMEOUT);
                server.thaw();
                assertThat(backend(pool)).isNotEqualTo(backend);
            }
        }

        private void terminate(long backend) throws SQLException {
            assertThat(ask("SELECT pg_terminate_backend(" + backend + ", 5000)::int"))
                    .isEqualTo(1);
        }
    }

    private static long backend(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    @Test
    void thePolicyTimeoutEndsABorrowThatThePoolWouldWaitLongFor() throws SQLException {
        try (HikariDataSource pool = Pools.of(server, config -> config.setConnectionTimeout(30_000));
                Connection first = pool.getConnection();
                Connection second = pool.getConnection();
                HealthRegistry health = HealthRegistry.builder()
                        .check(
                                "db",
                                JdbcHealthCheck.of(pool),
                                policy -> policy.timeout(ofSeconds(1))
                                        .failureThreshold(1)
                                        .maxAge(Duration.ofNanos(1)))
                        .build()) {
            assertThat(first).isNotEqualTo(second);
            CheckState state = health.check("db");
            assertThat(state.reason()).contains(FailureReason.POOL_EXHAUSTED);
            await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0);
        }
    }

    @Test
    void aRunWithoutTimeLeftDoesNotAsk() {
        try (HikariDataSource pool = Pools.of(server)) {
            assertDown(run(JdbcHealthCheck.of(pool), Duration.ofNanos(1)), FailureReason.TIMEOUT);
        }
    }

    @Test
    void aQueryThatSaysNothingIsRefused() {
        assertThatThrownBy(() -> JdbcHealthCheck.builder(unpooled()).query(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("query: \" \" (expected: a statement)");
    }
}
