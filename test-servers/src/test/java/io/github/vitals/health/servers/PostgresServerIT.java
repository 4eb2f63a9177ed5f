package io.github.vitals.health.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class PostgresServerIT {
    private static Connection connect(PostgresServer server, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", password);
        login.setProperty("socketTimeout", "1");
        login.setProperty("loginTimeout", "1");
        return DriverManager.getConnection(server.jdbcUrl(), login);
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return connect(server, server.password());
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WhileItRuns {
        private PostgresServer server;

        @BeforeAll
        void start() {
            server = PostgresServer.start();
        }

        @AfterEach
        void mend() {
            server.thaw();
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Test
        void itAnswersQueries() throws SQLException {
            try (Connection connection = connect(server)) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }

        @Test
        void itRefusesAWrongPassword() {
            assertThatThrownBy(() -> connect(server, "wrong").close())
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("28P01"));
        }

        @Test
        void frozenItHangsOnEveryConnectionAndThawedItGoesOn() throws SQLException {
            try (Connection connection = connect(server)) {
                server.freeze();
                assertThatThrownBy(() -> connect(server).close()).isInstanceOf(SQLException.class);
                assertThat(connection.isValid(1)).isFalse();
            }
            server.thaw();
            try (Connection connection = connect(server)) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }

        @Test
        void withTheFrozenPostmasterOpenConnectionsWorkAndNewOnesHang() throws SQLException {
            try (Connection connection = connect(server)) {
                server.freezePostmaster();
                assertThat(connection.isValid(1)).isTrue();
                assertThatThrownBy(() -> connect(server).close()).isInstanceOf(SQLException.class);
            }
        }

        @Test
        void killedAndRestartedItHasPortAndDataAgain() throws SQLException {
            int port = server.port();
            long pid = server.pid();
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE survivor AS SELECT 42 AS number");
                server.kill();
                assertThat(connection.isValid(1)).isFalse();
            }
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery("SELECT number FROM survivor").next())
                        .isTrue();
            }
        }

        @Test
        void runningItCanBeRestarted() throws SQLException {
            long pid = server.pid();
            server.freeze();
            server.restart();
            assertThat(server.pid()).isNotEqualTo(pid);
            connect(server).close();
        }

        @Test
        void aTakenPortIsAClearError() {
            assertThatThrownBy(() -> PostgresServer.embedded(server.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("port: " + server.port() + " (expected: free)");
        }
    }

    @Nested
    class Closed {
        @Test
        void leavesNoProcessAndNoFolderAlthoughItWasFrozen() throws Exception {
            PostgresServer server = PostgresServer.embedded();
            List<ProcessHandle> family =
                    ProcessHandle.of(server.pid()).orElseThrow().descendants().toList();
            assertThat(family).isNotEmpty();
            assertThat(folders()).isNotEmpty();
            server.freeze();
            server.close();
            server.close();
            assertThat(ProcessHandle.of(server.pid())).isEmpty();
            assertThat(family).noneMatch(ProcessHandle::isAlive);
            assertThat(folders()).isEmpty();
        }

        @Test
        void leavesNoSharedMemoryAlthoughItWasKilled() throws Exception {
            PostgresServer server = PostgresServer.embedded();
            Path own = folders().get(0);
            String segment = Files.readAllLines(own.resolve("data/postmaster.pid"))
                    .get(6)
                    .strip()
                    .split(" +")[1];
            assertThat(segments()).contains(" " + segment + " ");
            server.kill();
            server.close();
            assertThat(segments()).doesNotContain(" " + segment + " ");
            assertThat(folders()).isEmpty();
        }

        private String segments() {
            return Processes.run(List.of("ipcs", "-m")).output();
        }

        private List<Path> folders() throws Exception {
            try (Stream<Path> all = Files.list(Home.servers())) {
                String own = "postgres-" + ProcessHandle.current().pid() + "-";
                return all.filter(path -> path.getFileName().toString().startsWith(own))
                        .toList();
            }
        }
    }
}
