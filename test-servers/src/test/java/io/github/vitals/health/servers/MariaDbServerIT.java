package io.github.vitals.health.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class MariaDbServerIT {
    private MariaDbServer server;

    @BeforeAll
    void start() {
        String missing = "mariadbd is not installed (Debian: apt-get install mariadb-server)";
        if (!MariaDbServer.installed() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(MariaDbServer.installed(), missing);
        server = MariaDbServer.start();
    }

    @AfterEach
    void mend() {
        server.thaw();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Connection connect(MariaDbServer server, String user, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "1000");
        login.setProperty("socketTimeout", "1000");
        return DriverManager.getConnection(server.jdbcUrl(), login);
    }

    private static Connection connect(MariaDbServer server) throws SQLException {
        return connect(server, server.user(), server.password());
    }

    private static void execute(MariaDbServer server, String... statements) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String ask(MariaDbServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : "nothing";
        }
    }

    @Test
    void itLetsItsUserInAndNobodyElse() throws SQLException {
        assertThat(ask(server, "SELECT VERSION()")).contains("MariaDB");
        assertThatThrownBy(() -> connect(server, server.user(), "wrong").close())
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo("28000"));
        for (String user : new String[] {"root", ""}) {
            assertThatThrownBy(() -> connect(server, user, "").close()).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void frozenItHangsAndThawedItGoesOn() throws SQLException {
        try (Connection connection = connect(server)) {
            server.freeze();
            assertThatThrownBy(() -> connect(server).close()).isInstanceOf(SQLException.class);
            assertThat(connection.isValid(1)).isFalse();
        }
        server.thaw();
        connect(server).close();
    }

    @Test
    void killedAndRestartedItHasPortAndDataAgain() throws SQLException {
        int port = server.port();
        execute(server, "CREATE DATABASE kept", "CREATE TABLE kept.survivor AS SELECT 42 AS number");
        server.kill();
        assertThatThrownBy(() -> connect(server).close()).isInstanceOf(SQLException.class);
        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(ask(server, "SELECT number FROM kept.survivor")).isEqualTo("42");
    }

    @Test
    void aReplicaHasWhatThePrimaryHad() throws SQLException {
        execute(server, "CREATE DATABASE shared", "CREATE TABLE shared.letter AS SELECT 'a' AS text");
        try (MariaDbServer replica = server.replica("--read-only")) {
            await().ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> ask(replica, "SELECT text FROM shared.letter").equals("a"));
            assertThat(ask(replica, "SELECT @@read_only")).isEqualTo("1");
        }
    }

    @Test
    void closedItLeavesNoProcess() {
        MariaDbServer other = MariaDbServer.start();
        other.freeze();
        other.close();
        other.close();
        assertThat(ProcessHandle.of(other.pid())).isEmpty();
    }
}
