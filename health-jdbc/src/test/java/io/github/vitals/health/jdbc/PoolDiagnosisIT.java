package io.github.vitals.health.jdbc;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

/** Whose fault it is that a pool gives no connection: its borrowers', its own, or the database's. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class PoolDiagnosisIT {
    private static final Duration TIMEOUT = ofSeconds(1);

    /** A busy machine may be late; a borrowing that nobody bounds takes the pool's 30 s. */
    private static final Duration GRACE = ofSeconds(5);

    private static final String ANSWERS = "the database answers over the dedicated connection";
    private static final String SILENT = "the database does not answer";
    private static final String FULL = "2 of 2 connections in use";

    private static PostgresServer server;

    private final List<Connection> borrowed = new ArrayList<>();
    private HikariDataSource pool;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterEach
    void mend() {
        server.thaw();
        if (pool != null) {
            pool.close();
        }
        await().until(() -> dedicatedThreads() == 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static long dedicatedThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-jdbc-dedicated"))
                .count();
    }

    private void open(int size) {
        pool = Pools.of(server, config -> {
            config.setMaximumPoolSize(size);
            config.setMinimumIdle(0);
            config.setConnectionTimeout(30_000);
        });
    }

    private void borrow(int number) throws SQLException {
        for (int i = 0; i < number; i++) {
            borrowed.add(pool.getConnection());
        }
    }

    private static PGSimpleDataSource dedicated(Consumer<PGSimpleDataSource> changes) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setConnectTimeout(1);
        dataSource.setSocketTimeout(1);
        dataSource.setApplicationName("dedicated");
        changes.accept(dataSource);
        return dataSource;
    }

    private JdbcHealthCheck check() {
        return JdbcHealthCheck.builder(pool).dedicated(dedicated(changes -> {})).build();
    }

    private static HealthResult runInTime(JdbcHealthCheck check) {
        long begun = System.nanoTime();
        HealthResult result = check.check(CheckContext.of("db", TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.plus(GRACE));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        return result;
    }

    private static void assertDown(HealthResult result, FailureReason reason, String... facts) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result.toString()).contains(reason);
        assertThat(result.message()).contains(facts);
    }

    private static void warmUp() {
        // The driver's classes, whose loading takes longer than an answer.
        assertThat(JdbcHealthCheck.of(dedicated(changes -> {}))
                        .check(CheckContext.of("db", ofSeconds(10)))
                        .status())
                .isEqualTo(HealthStatus.UP);
    }

    @Nested
    class WithADedicatedConnection {
        @Test
        void healthyBorrowersExhaustThePool() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            HealthResult result = runInTime(check());
            assertDown(result, FailureReason.POOL_EXHAUSTED, FULL, ANSWERS);
            assertThat(result.measurements()).extracting(Measurement::name).contains("health.jdbc.dedicated");
            borrowed.get(0).close();
            assertThat(runInTime(check()).status()).isEqualTo(HealthStatus.UP);
        }

        @Test
        void anExhaustedPoolIsDegradedIfAsked() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            HealthResult result = runInTime(JdbcHealthCheck.builder(pool)
                    .dedicated(dedicated(changes -> {}))
                    .whenExhausted(HealthStatus.DEGRADED)
                    .build());
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.reason()).contains(FailureReason.POOL_EXHAUSTED);
        }

        @Test
        void borrowersThatHangWithTheDatabaseAreTheDatabasesFault() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            server.freeze();
            assertDown(runInTime(check()), FailureReason.TIMEOUT, SILENT, FULL);
        }

        @Test
        void aPostmasterThatHangsLetsNobodyIn() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            server.freezePostmaster();
            assertDown(runInTime(check()), FailureReason.TIMEOUT, SILENT, FULL);
        }

        @Test
        void aKilledDatabaseRefusesWhileItsBorrowersHoldThePool() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            server.kill();
            try {
                assertDown(runInTime(check()), FailureReason.CONNECT_REFUSED, SILENT, FULL);
            } finally {
                server.restart();
            }
            for (Connection connection : borrowed) {
                connection.close();
            }
            await().until(() -> check().check(CheckContext.of("db", TIMEOUT)).status() == HealthStatus.UP);
        }

        @Test
        void aPoolThatCannotGrowIsNotExhausted() throws SQLException {
            warmUp();
            open(8);
            borrow(1);
            server.freeze();
            assertDown(runInTime(check()), FailureReason.TIMEOUT, SILENT, "1 of 8 connections in use");
        }

        @Test
        void wrongCredentialsAreNamedAndNotShown() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            HealthResult result = runInTime(JdbcHealthCheck.builder(pool)
                    .dedicated(dedicated(changes -> changes.setPassword("wr0ng-Pa55word")))
                    .build());
            assertDown(result, FailureReason.AUTH, "the database lets nobody in", FULL);
            assertThat(result.message()).doesNotContain("wr0ng-Pa55word");
        }

        @Test
        void aDatabaseWithoutAConnectionLeftSaysSo() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            try (Statement statement = borrowed.get(0).createStatement()) {
                statement.execute("CREATE ROLE crowded LOGIN PASSWORD 'crowd-Pa55' CONNECTION LIMIT 0");
            }
            assertDown(
                    runInTime(JdbcHealthCheck.builder(pool)
                            .dedicated(dedicated(changes -> {
                                changes.setUser("crowded");
                                changes.setPassword("crowd-Pa55");
                            }))
                            .build()),
                    FailureReason.SATURATED,
                    "the database lets nobody in",
                    FULL);
        }

        @Test
        void anotherPoolOfWhichNothingIsKnownIsExhaustedIfTheDatabaseAnswers() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            assertDown(
                    runInTime(JdbcHealthCheck.builder(Pools.hidden(pool))
                            .dedicated(dedicated(changes -> {}))
                            .build()),
                    FailureReason.POOL_EXHAUSTED,
                    ANSWERS);
        }

        @Test
        void whileItHangsItIsNotAskedAgainAndNothingIsLeftAfterwards() throws SQLException {
            warmUp();
            open(2);
            borrow(2);
            JdbcHealthCheck check = JdbcHealthCheck.builder(pool)
                    .dedicated(dedicated(changes -> changes.setSocketTimeout(0)))
                    .build();
            server.freeze();
            for (int run = 0; run < 3; run++) {
                assertDown(runInTime(check), FailureReason.TIMEOUT, SILENT, FULL);
                assertThat(dedicatedThreads()).isEqualTo(1);
            }
            server.thaw();
            await().until(() -> dedicatedThreads() == 0);
            assertDown(runInTime(check), FailureReason.POOL_EXHAUSTED, ANSWERS);
            await().until(() -> connections("application_name = 'dedicated'") == 0);
        }

        private long connections(String condition) throws SQLException {
            try (Connection admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                    Statement statement = admin.createStatement();
                    var answer = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE " + condition)) {
                answer.next();
                return answer.getLong(1);
            }
        }
    }

    @Nested
    class WithoutOne {
        @Test
        void allConnectionsInUseIsAllThatIsKnown() throws SQLException {
            open(2);
            borrow(2);
            HealthResult result = runInTime(JdbcHealthCheck.of(pool));
            assertDown(result, FailureReason.POOL_EXHAUSTED, FULL, "whether the database answers is not known");
        }

        @Test
        void aPoolThatCannotGrowIsNotExhausted() throws SQLException {
            open(8);
            borrow(1);
            server.freeze();
            assertDown(runInTime(JdbcHealthCheck.of(pool)), FailureReason.CONNECT_TIMEOUT, "1 of 8 connections in use");
        }

        @Test
        void aPoolOfWhichNothingIsKnownIsNotCalledExhausted() throws SQLException {
            pool = Pools.of(server);
            borrow(2);
            assertDown(runInTime(JdbcHealthCheck.of(Pools.hidden(pool))), FailureReason.TIMEOUT, "request timed out");
        }
    }
}
