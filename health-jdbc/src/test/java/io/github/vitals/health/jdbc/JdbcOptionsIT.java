package io.github.vitals.health.jdbc;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What a user may ask for beyond an answer, and that nothing of it stays behind. */
class JdbcOptionsIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HealthResult run(JdbcHealthCheck check) {
        return check.check(CheckContext.of("db", ofSeconds(5)));
    }

    private static void assertSaid(HealthResult result, HealthStatus status, FailureReason reason) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    private static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    private static HikariDataSource one() {
        return Pools.of(server, config -> config.setMaximumPoolSize(1));
    }

    private static JdbcDataSource h2(String options) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:options;DB_CLOSE_DELAY=-1" + options);
        return h2;
    }

    @Test
    void aDatabaseThatTakesWritesIsUp() {
        try (HikariDataSource pool = one()) {
            assertUp(run(JdbcHealthCheck.builder(pool).expectReadWrite().build()));
        }
        assertUp(run(JdbcHealthCheck.builder(h2("")).expectReadWrite().build()));
    }

    @Test
    void oneThatIsReadOnlyByDefaultIsNot() throws SQLException {
        administer("ALTER SYSTEM SET default_transaction_read_only = on");
        try (HikariDataSource pool = one()) {
            assertUp(run(JdbcHealthCheck.of(pool)));
            HealthResult result =
                    run(JdbcHealthCheck.builder(pool).expectReadWrite().build());
            assertSaid(result, HealthStatus.DOWN, FailureReason.READ_ONLY);
            assertThat(result.message()).isEqualTo("the database takes no writes: transaction_read_only is on");
        } finally {
            administer("ALTER SYSTEM RESET default_transaction_read_only");
        }
    }

    private static void administer(String statement) throws SQLException {
        try (Connection admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement own = admin.createStatement()) {
            own.execute("SET default_transaction_read_only = off");
            own.execute(statement);
            own.execute("SELECT pg_reload_conf()");
        }
        // A new session has the new value once the postmaster has read it.
        await().until(() -> {
            try (Connection fresh = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                    Statement own = fresh.createStatement();
                    ResultSet answer = own.executeQuery("SHOW default_transaction_read_only")) {
                answer.next();
                return answer.getString(1).equals(statement.contains("RESET") ? "off" : "on");
            }
        });
    }

    @Test
    void aPoolWhoseConnectionsAreReadOnlySaysSo() {
        try (HikariDataSource pool = Pools.of(server, config -> config.setReadOnly(true))) {
            HealthResult result =
                    run(JdbcHealthCheck.builder(pool).expectReadWrite().build());
            assertSaid(result, HealthStatus.DOWN, FailureReason.READ_ONLY);
            assertThat(result.message()).contains("on our side");
        }
    }

    @Test
    void tooSlowIsDegradedAndSaysWhatTookLong() {
        try (HikariDataSource pool = one()) {
            HealthResult result = run(JdbcHealthCheck.builder(pool)
                    .query("SELECT pg_sleep(0.3)")
                    .slow(ofMillis(200))
                    .build());
            assertSaid(result, HealthStatus.DEGRADED, FailureReason.SLOW);
            assertThat(result.message()).contains("(limit: 200 ms)", "to get a connection", "to answer");
            assertUp(run(JdbcHealthCheck.builder(pool).slow(ofSeconds(4)).build()));
        }
    }

    @Test
    void measuresHowLongItTook() {
        HealthResult result = run(JdbcHealthCheck.of(h2("")));
        assertUp(result);
        assertThat(result.measurements())
                .extracting(Measurement::name)
                .containsExactly("health.jdbc.validate", "health.jdbc.borrow");
        assertThat(result.details()).containsEntry("product", "H2");
    }

    @Test
    void aServerWhoseConnectionsAreAllTakenIsSaturated() throws SQLException {
        List<Connection> crowd = new ArrayList<>();
        try (HikariDataSource pool = Pools.of(server, config -> config.setMinimumIdle(0))) {
            SQLException full = null;
            while (full == null) {
                full = takeOne(crowd);
            }
            assertThat(full.getSQLState()).isEqualTo("53300");
            assertSaid(run(JdbcHealthCheck.of(pool)), HealthStatus.DOWN, FailureReason.SATURATED);
        } finally {
            for (Connection connection : crowd) {
                connection.close();
            }
        }
    }

    private static @Nullable SQLException takeOne(List<Connection> crowd) {
        try {
            crowd.add(DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password()));
            return null;
        } catch (SQLException full) {
            return full;
        }
    }

    /** All that a connection remembers, on both sides. */
    private record State(
            boolean autoCommit,
            boolean readOnly,
            int isolation,
            int networkTimeout,
            String schema,
            String catalog,
            String settings) {
        static State of(Connection connection) throws SQLException {
            boolean autoCommit = connection.getAutoCommit();
            String settings;
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(
                            "SELECT current_setting('search_path') || current_setting('statement_timeout')")) {
                answer.next();
                settings = answer.getString(1);
            }
            if (!autoCommit) {
                connection.rollback();
            }
            return new State(
                    autoCommit,
                    connection.isReadOnly(),
                    connection.getTransactionIsolation(),
                    connection.getNetworkTimeout(),
                    connection.getSchema(),
                    connection.getCatalog(),
                    settings);
        }
    }

    @Test
    void aConnectionIsGivenBackAsItWasWhateverTheOptions() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection own = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
                own.setAutoCommit(autoCommit);
                own.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                own.setNetworkTimeout(Runnable::run, 7_000);
                State before = State.of(own);
                for (String query : List.of(
                        "SET search_path TO pg_catalog",
                        "SET statement_timeout TO 77",
                        "SELECT * FROM no_such_table",
                        "SELECT 1")) {
                    run(JdbcHealthCheck.builder(Pools.lasting(own))
                            .expectReadWrite()
                            .slow(Duration.ofNanos(1))
                            .query(query)
                            .build());
                    assertThat(inTransaction(own)).as(query).isFalse();
                    assertThat(State.of(own)).as(query).isEqualTo(before);
                }
            }
        }
    }

    private static boolean inTransaction(Connection own) throws SQLException {
        int backend = own.unwrap(PGConnection.class).getBackendPID();
        try (Connection admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = admin.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT xact_start IS NOT NULL FROM pg_stat_activity WHERE pid = " + backend)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        JdbcHealthCheckBuilder builder = JdbcHealthCheck.builder(h2(""));
        assertThatThrownBy(() -> builder.whenExhausted(HealthStatus.UP))
                .hasMessage("whenExhausted: UP (expected: DEGRADED or DOWN)");
        assertThatThrownBy(() -> builder.slow(Duration.ZERO)).hasMessage("limit: PT0S (expected: > 0)");
    }
}
