package io.github.vitals.health.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresReplicaIT {
    private PostgresServer primary;
    private PostgresServer replica;

    @BeforeAll
    void start() throws SQLException {
        primary = PostgresServer.embedded();
        execute(primary, "CREATE TABLE numbers (number int)");
        replica = primary.replica();
    }

    @AfterAll
    void stop() {
        replica.close();
        primary.close();
    }

    private static void execute(PostgresServer server, String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static String ask(PostgresServer server, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : "nothing";
        }
    }

    private static boolean has(PostgresServer server, int number) throws SQLException {
        return !ask(server, "SELECT number FROM numbers WHERE number = " + number)
                .equals("nothing");
    }

    @Test
    void itStreamsWhatThePrimaryWrites() throws SQLException {
        execute(primary, "INSERT INTO numbers VALUES (1)");
        await().until(() -> has(replica, 1));
        assertThat(ask(replica, "SELECT pg_is_in_recovery()")).isEqualTo("t");
        assertThatThrownBy(() -> execute(replica, "INSERT INTO numbers VALUES (2)"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void itsReplayCanBePaused() throws SQLException {
        execute(replica, "SELECT pg_wal_replay_pause()");
        await().until(() ->
                ask(replica, "SELECT pg_get_wal_replay_pause_state()").equals("paused"));
        execute(primary, "INSERT INTO numbers VALUES (3)");
        assertThat(has(replica, 3)).isFalse();
        execute(replica, "SELECT pg_wal_replay_resume()");
        await().until(() -> has(replica, 3));
    }

    @Test
    void afterARestartOfEitherItStreamsAgain() throws SQLException {
        replica.kill();
        replica.restart();
        primary.restart();
        execute(primary, "INSERT INTO numbers VALUES (4)");
        await().until(() -> has(replica, 4));
    }
}
