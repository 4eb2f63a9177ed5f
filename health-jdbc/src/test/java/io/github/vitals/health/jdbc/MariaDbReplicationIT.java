package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.Results.assertNot;
import static io.github.vitals.health.jdbc.Results.assertUp;
import static io.github.vitals.health.jdbc.Results.backlog;
import static io.github.vitals.health.jdbc.Results.lag;
import static io.github.vitals.health.jdbc.Results.measured;
import static io.github.vitals.health.jdbc.Results.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB and a second one that replicates from it. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class MariaDbReplicationIT {
    private static MariaDbServer primaryServer;
    private static MariaDbServer replicaServer;
    private static MariaDbDataSource primary;
    private static MariaDbDataSource replica;

    @BeforeAll
    static void start() throws SQLException {
        primaryServer = InstalledMariaDb.start();
        replicaServer = primaryServer.replica();
        primary = InstalledMariaDb.dataSource(primaryServer);
        replica = InstalledMariaDb.dataSource(replicaServer);
        Sql.execute(
                primary,
                "CREATE DATABASE app",
                "CREATE TABLE app.users (mail VARCHAR(50) PRIMARY KEY)",
                "CREATE USER low@'%' IDENTIFIED BY 'l0w-Pa55'");
    }

    @AfterAll
    static void stop() {
        if (replicaServer != null) {
            replicaServer.close();
        }
        if (primaryServer != null) {
            primaryServer.close();
        }
    }

    /** Also proves that each test leaves servers behind that are well. */
    @BeforeEach
    void bothAreWell() {
        await().ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> run(ReplicationHealthCheck.of(replica)).status() == HealthStatus.UP
                        && Sql.ask(primary, "SELECT @@gtid_binlog_pos")
                                .equals(Sql.ask(replica, "SELECT @@gtid_slave_pos")));
    }

    @Nested
    class OfAReplica {
        @Test
        void upTellsWhomItFollows() {
            HealthResult result =
                    run(ReplicationHealthCheck.builder(replica).expectReplica().build());
            assertUp(result);
            assertThat(result.details())
                    .containsEntry("role", "replica")
                    .containsEntry("source", "127.0.0.1:" + primaryServer.port());
            assertThat(lag(result)).isZero();
            assertThat(backlog(result)).isZero();
            assertThat(measured(result, "health.replication.replicas")).isNaN();
        }

        @Test
        void thatAppliesNothingIsStoppedAndNotZeroSecondsBehind() throws SQLException {
            Sql.execute(replica, "STOP SLAVE SQL_THREAD");
            try {
                HealthResult result = run(ReplicationHealthCheck.of(replica));
                assertNot(result, HealthStatus.DOWN, FailureReason.REPLICATION_STOPPED, "its SQL thread does not run");
                assertThat(lag(result)).isNaN();
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .whenStopped(HealthStatus.DEGRADED)
                                .build()),
                        HealthStatus.DEGRADED,
                        FailureReason.REPLICATION_STOPPED);
            } finally {
                Sql.execute(replica, "START SLAVE");
            }
        }

        @Test
        void thatReceivesNothingIsStopped() throws SQLException {
            Sql.execute(replica, "STOP SLAVE IO_THREAD");
            try {
                assertNot(
                        run(ReplicationHealthCheck.of(replica)),
                        HealthStatus.DOWN,
                        FailureReason.REPLICATION_STOPPED,
                        "receives nothing from 127.0.0.1:" + primaryServer.port() + ": its IO thread does not run");
            } finally {
                Sql.execute(replica, "START SLAVE");
            }
        }

        @Test
        void tooFarBehindIsDegradedOrDownByTimeAndByBytes() throws SQLException {
            try (Connection blocking = replica.getConnection();
                    Statement statement = blocking.createStatement()) {
                statement.execute("FLUSH TABLES WITH READ LOCK");
                Sql.execute(primary, "INSERT INTO app.users VALUES ('late@example.com')");
                ReplicationHealthCheck late = ReplicationHealthCheck.builder(replica)
                        .degradedAbove(Duration.ofMillis(1))
                        .build();
                await().until(() -> run(late).status() == HealthStatus.DEGRADED);
                HealthResult result = run(late);
                assertNot(result, HealthStatus.DEGRADED, FailureReason.REPLICATION_LAG, "the replica is", "s behind");
                assertThat(lag(result)).isGreaterThanOrEqualTo(1);
                assertThat(backlog(result)).isGreaterThan(100);
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .downAbove(Duration.ofMillis(1))
                                .build()),
                        HealthStatus.DOWN,
                        FailureReason.REPLICATION_LAG);
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .downAbove(100)
                                .build()),
                        HealthStatus.DOWN,
                        FailureReason.REPLICATION_LAG,
                        "bytes behind (limit: 100)");
            }
        }

        @Test
        void thatIsBrokenNamesTheErrorAndNobodysData() throws SQLException {
            Sql.execute(replica, "SET sql_log_bin = 0", "INSERT INTO app.users VALUES ('anna@example.com')");
            Sql.execute(primary, "INSERT INTO app.users VALUES ('anna@example.com')");
            try {
                ReplicationHealthCheck check = ReplicationHealthCheck.of(replica);
                await().until(() -> run(check).status() == HealthStatus.DOWN);
                HealthResult result = run(check);
                assertNot(
                        result,
                        HealthStatus.DOWN,
                        FailureReason.REPLICATION_STOPPED,
                        "error 1062",
                        "for key 'PRIMARY'",
                        "Query: ***");
                assertThat(result.message()).doesNotContain("anna").doesNotContain("INSERT");
            } finally {
                Sql.execute(replica, "SET sql_log_bin = 0", "DELETE FROM app.users", "START SLAVE");
                await().until(() -> Sql.ask(replica, "SELECT mail FROM app.users WHERE mail LIKE 'anna%'")
                        .startsWith("anna"));
            }
        }

        @Test
        void whosePrimaryIsGoneIsStoppedUntilItReturns() {
            primaryServer.kill();
            ReplicationHealthCheck check = ReplicationHealthCheck.of(replica);
            try {
                await().until(() -> run(check).message().contains("error 2003"));
                HealthResult result = run(check);
                assertNot(
                        result, HealthStatus.DOWN, FailureReason.REPLICATION_STOPPED, "is not connected (Connecting)");
                assertThat(result.message()).doesNotContain(primaryServer.password());
                assertThat(lag(result)).isNaN();
            } finally {
                primaryServer.restart();
            }
            await().until(() -> run(check).status() == HealthStatus.UP);
        }

        @Test
        void whereAPrimaryIsExpectedHasTheWrongRole() {
            assertNot(
                    run(ReplicationHealthCheck.builder(replica).expectPrimary().build()),
                    HealthStatus.DOWN,
                    FailureReason.ROLE);
        }

        @Test
        void namesTheRightThatItsUserLacks() throws SQLException {
            MariaDbDataSource low = InstalledMariaDb.dataSource(replicaServer, "low", "l0w-Pa55");
            assertNot(
                    run(ReplicationHealthCheck.of(low)),
                    HealthStatus.DEGRADED,
                    FailureReason.AUTH,
                    "GRANT REPLICA MONITOR ON *.* TO low@%");
            Sql.execute(replica, "SET sql_log_bin = 0", "GRANT REPLICA MONITOR ON *.* TO low@'%'");
            assertUp(run(ReplicationHealthCheck.of(low)));
            Sql.execute(replica, "SET sql_log_bin = 0", "REVOKE REPLICA MONITOR ON *.* FROM low@'%'");
        }
    }

    @Nested
    class OfAPrimary {
        @Test
        void upCountsItsReplicas() {
            HealthResult result = run(ReplicationHealthCheck.builder(primary)
                    .expectPrimary()
                    .expectReplicas(1)
                    .build());
            assertUp(result);
            assertThat(measured(result, "health.replication.replicas")).isEqualTo(1);
            assertThat(lag(result)).isNaN();
        }

        @Test
        void withFewerReplicasThanExpectedIsIncomplete() throws SQLException {
            ReplicationHealthCheck check =
                    ReplicationHealthCheck.builder(primary).expectReplicas(1).build();
            Sql.execute(replica, "STOP SLAVE");
            try {
                // The primary finds out when it has something to tell the replica.
                await().until(() -> {
                    Sql.execute(primary, "FLUSH BINARY LOGS");
                    return run(check).status() == HealthStatus.DEGRADED;
                });
                assertNot(
                        run(check),
                        HealthStatus.DEGRADED,
                        FailureReason.INCOMPLETE,
                        "0 replicas are connected (expected: at least 1)");
            } finally {
                Sql.execute(replica, "START SLAVE");
            }
        }

        @Test
        void whereAReplicaIsExpectedHasTheWrongRole() {
            assertNot(
                    run(ReplicationHealthCheck.builder(primary).expectReplica().build()),
                    HealthStatus.DOWN,
                    FailureReason.ROLE);
        }
    }

    /** MariaDB knows MySQL's statements too, one of them only by its old name. */
    @Nested
    class AsMySqlIsAsked {
        @Test
        void bothRolesAreRead() throws Exception {
            assertThat(read(replica)).isInstanceOfSatisfying(Replication.Replica.class, told -> {
                assertThat(told.stopped()).isEmpty();
                assertThat(told.source()).endsWith(":" + primaryServer.port());
                assertThat(told.lags()).hasSize(1);
            });
            assertThat(read(primary))
                    .isInstanceOfSatisfying(
                            Replication.Primary.class,
                            told -> assertThat(told.replicas()).isEqualTo(1));
        }

        private Replication read(MariaDbDataSource dataSource) throws Exception {
            try (Connection connection = dataSource.getConnection();
                    Examination examination =
                            Examination.begin(connection, CheckContext.of("db", Duration.ofSeconds(10)))) {
                return BinlogReplication.MYSQL.read(examination, new LagWatch(System::nanoTime));
            }
        }
    }
}
