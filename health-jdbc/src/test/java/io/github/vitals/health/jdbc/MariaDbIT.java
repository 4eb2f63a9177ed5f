package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.Results.assertNot;
import static io.github.vitals.health.jdbc.Results.assertUp;
import static io.github.vitals.health.jdbc.Results.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.mariadb.jdbc.MariaDbDataSource;

/** {@link JdbcHealthCheck} of a MariaDB in trouble. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class MariaDbIT {
    private static MariaDbServer server;
    private static MariaDbDataSource admin;

    @BeforeAll
    static void start() throws SQLException {
        server = InstalledMariaDb.start();
        admin = InstalledMariaDb.dataSource(server);
        Sql.execute(
                admin,
                "CREATE DATABASE app",
                "CREATE TABLE app.orders (id INT PRIMARY KEY) ENGINE = InnoDB",
                "CREATE USER app@'%' IDENTIFIED BY 'app-Pa55'",
                "GRANT ALL ON app.* TO app@'%'");
    }

    @AfterEach
    void mend() {
        server.thaw();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static MariaDbDataSource ofTheApplication() throws SQLException {
        return InstalledMariaDb.dataSource(server, "app", "app-Pa55");
    }

    private static HikariDataSource pool() {
        return InstalledMariaDb.pool(server, config -> {
            config.setUsername("app");
            config.setPassword("app-Pa55");
        });
    }

    private static void assertDown(HealthResult result, FailureReason reason, String... words) {
        assertNot(result, HealthStatus.DOWN, reason, words);
    }

    private static HealthResult runQuickly(JdbcHealthCheck check) {
        return check.check(CheckContext.of("db", Duration.ofSeconds(1)));
    }

    @Test
    void upTellsTheProductAndUndoesWhatItsQueryChanges() throws SQLException {
        try (HikariDataSource pool = pool()) {
            HealthResult result = run(JdbcHealthCheck.builder(pool)
                    .query("INSERT INTO app.orders VALUES (1)")
                    .expectReadWrite()
                    .build());
            assertUp(result);
            assertThat(result.details()).containsEntry("product", "MariaDB");
            assertThat(Sql.ask(pool, "SELECT COUNT(*) FROM app.orders")).isEqualTo("0");
        }
    }

    @Test
    void aWrongPasswordIsNamedAndNotShown() throws SQLException {
        String wrong = "wr0ng-Pa55word";
        HealthResult unpooled = run(JdbcHealthCheck.of(InstalledMariaDb.dataSource(server, "app", wrong)));
        assertDown(unpooled, FailureReason.AUTH, "Access denied");
        assertThat(unpooled.message()).doesNotContain(wrong);
        try (HikariDataSource pool = InstalledMariaDb.pool(server, config -> config.setPassword(wrong))) {
            assertDown(run(JdbcHealthCheck.of(pool)), FailureReason.AUTH);
        }
    }

    @Test
    void aDatabaseThatTheUserMayNotEnterIsAMatterOfRights() throws SQLException {
        MariaDbDataSource forbidden = ofTheApplication();
        forbidden.setUrl(server.jdbcUrl() + "mysql");
        assertDown(run(JdbcHealthCheck.of(forbidden)), FailureReason.AUTH);
    }

    @Test
    void frozenItsConnectionTimesOutAndIsGone() throws SQLException {
        try (HikariDataSource pool = pool()) {
            JdbcHealthCheck check = JdbcHealthCheck.of(pool);
            assertUp(run(check));
            String id = Sql.ask(pool, "SELECT CONNECTION_ID()");
            server.freeze();
            assertDown(runQuickly(check), FailureReason.TIMEOUT);
            server.thaw();
            assertThat(Sql.ask(pool, "SELECT CONNECTION_ID()")).isNotEqualTo(id);
        }
    }

    @Test
    void frozenANewConnectionTimesOut() throws SQLException {
        MariaDbDataSource unpooled = ofTheApplication();
        unpooled.setUrl(server.jdbcUrl() + "?connectTimeout=500&socketTimeout=500");
        server.freeze();
        HealthResult result = run(JdbcHealthCheck.of(unpooled));
        assertDown(result, FailureReason.TIMEOUT);
    }

    @Test
    void killedItRefusesAndLosesWhatWasOpen() throws SQLException {
        try (HikariDataSource pool = pool()) {
            JdbcHealthCheck pooled = JdbcHealthCheck.of(pool);
            assertUp(run(pooled));
            server.kill();
            try {
                assertDown(run(pooled), FailureReason.CONNECTION_LOST);
                assertDown(run(JdbcHealthCheck.of(ofTheApplication())), FailureReason.CONNECT_REFUSED);
            } finally {
                server.restart();
            }
            await().until(() -> run(pooled).status() == HealthStatus.UP);
        }
    }

    @Test
    void aConnectionThatTheServerEndedIsLost() throws SQLException {
        try (HikariDataSource pool = pool()) {
            String id = Sql.ask(pool, "SELECT CONNECTION_ID()");
            Sql.execute(admin, "KILL CONNECTION " + id);
            assertDown(run(JdbcHealthCheck.of(pool)), FailureReason.CONNECTION_LOST);
            assertUp(run(JdbcHealthCheck.of(pool)));
        }
    }

    @Test
    void tooManyConnectionsOfAllOrOfTheUserAreTold() throws SQLException {
        Sql.execute(admin, "GRANT USAGE ON *.* TO app@'%' WITH MAX_USER_CONNECTIONS 1");
        try (Connection first = ofTheApplication().getConnection()) {
            assertThat(first.isValid(1)).isTrue();
            assertDown(run(JdbcHealthCheck.of(ofTheApplication())), FailureReason.SATURATED, "max_user_connections");
        } finally {
            Sql.execute(admin, "GRANT USAGE ON *.* TO app@'%' WITH MAX_USER_CONNECTIONS 0");
        }
        fill();
    }

    /** MariaDB allows no less than 10, and keeps one more for those who may do all. */
    private static void fill() throws SQLException {
        String before = Sql.ask(admin, "SELECT @@max_connections");
        Sql.execute(admin, "SET GLOBAL max_connections = 10");
        try (Crowd crowd = new Crowd()) {
            crowd.come(10);
            assertDown(run(JdbcHealthCheck.of(ofTheApplication())), FailureReason.SATURATED, "Too many connections");
        } finally {
            Sql.execute(admin, "SET GLOBAL max_connections = " + before);
        }
    }

    private static final class Crowd implements AutoCloseable {
        private final Deque<Connection> connections = new ArrayDeque<>();

        void come(int number) throws SQLException {
            while (connections.size() < number) {
                connections.add(ofTheApplication().getConnection());
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection each : connections) {
                each.close();
            }
        }
    }

    @Test
    void readOnlyIsToldBeforeAndByTheFirstWrite() throws SQLException {
        Sql.execute(admin, "SET GLOBAL read_only = 1");
        try {
            assertUp(run(JdbcHealthCheck.of(ofTheApplication())));
            assertDown(
                    run(JdbcHealthCheck.builder(ofTheApplication())
                            .expectReadWrite()
                            .build()),
                    FailureReason.READ_ONLY,
                    "read_only is on");
            assertDown(
                    run(JdbcHealthCheck.builder(ofTheApplication())
                            .query("INSERT INTO app.orders VALUES (2)")
                            .build()),
                    FailureReason.READ_ONLY);
        } finally {
            Sql.execute(admin, "SET GLOBAL read_only = 0");
        }
    }

    @Test
    void aQueryThatTakesTooLongIsStopped() throws SQLException {
        HealthResult result = runQuickly(JdbcHealthCheck.builder(ofTheApplication())
                .query("SELECT SLEEP(30)")
                .build());
        assertDown(result, FailureReason.TIMEOUT);
        await().until(() -> Sql.ask(
                        admin, "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP(30)'")
                .equals("0"));
    }

    @Test
    void aQueryThatFailsIsTold() throws SQLException {
        assertDown(
                run(JdbcHealthCheck.builder(ofTheApplication())
                        .query("SELECT * FROM app.no_such_table")
                        .build()),
                FailureReason.EXCEPTION,
                "no_such_table");
    }

    @Test
    void withoutReplicationItIsAPrimaryWithoutReplicas() throws SQLException {
        assertUp(run(ReplicationHealthCheck.of(admin)));
    }
}
