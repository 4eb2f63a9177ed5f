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
import io.github.vitals.health.servers.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

/** A primary and a replica that streams from it. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class PostgresReplicationIT {
    private static final Duration ONE_MILLI = Duration.ofMillis(1);

    private static PostgresServer primaryServer;
    private static PostgresServer replicaServer;
    private static PGSimpleDataSource primary;
    private static PGSimpleDataSource replica;

    @BeforeAll
    static void start() throws SQLException {
        primaryServer = PostgresServer.embedded();
        primary = dataSource(primaryServer);
        Sql.execute(primary, "CREATE TABLE numbers (number int)", "CREATE ROLE low LOGIN PASSWORD 'l0w-Pa55'");
        replicaServer = primaryServer.replica();
        replica = dataSource(replicaServer);
        Sql.execute(replica, "ALTER SYSTEM SET wal_receiver_timeout = '1s'", "SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        if (replicaServer != null) {
            replicaServer.close();
        }
        primaryServer.close();
    }

    private static PGSimpleDataSource dataSource(PostgresServer server) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setSocketTimeout(5);
        return dataSource;
    }

    private static PGSimpleDataSource withoutRights(PostgresServer server) {
        PGSimpleDataSource dataSource = dataSource(server);
        dataSource.setUser("low");
        dataSource.setPassword("l0w-Pa55");
        return dataSource;
    }

    /**
     * Also proves that each test leaves servers behind that are well. A replica that was restarted has the time of no
     * commit before it replays one.
     */
    @BeforeEach
    void bothAreWellAndNothingIsOnItsWay() throws SQLException {
        write();
        await().ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> Sql.ask(
                                primary,
                                "SELECT count(*) FROM pg_stat_replication"
                                        + " WHERE state = 'streaming' AND replay_lsn = pg_current_wal_lsn()")
                        .equals("1"));
    }

    private static void pauseReplay() throws SQLException {
        Sql.execute(replica, "SELECT pg_wal_replay_pause()");
        await().until(() ->
                Sql.ask(replica, "SELECT pg_get_wal_replay_pause_state()").equals("paused"));
    }

    private static void delayReplay(String delay) throws SQLException {
        Sql.execute(replica, "ALTER SYSTEM SET recovery_min_apply_delay = '" + delay + "'", "SELECT pg_reload_conf()");
    }

    private static void write() throws SQLException {
        Sql.execute(primary, "INSERT INTO numbers SELECT generate_series(1, 1000)");
    }

    private static void awaitReceived() {
        await().until(() -> Sql.ask(replica, "SELECT pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn() + 50000")
                .equals("t"));
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
            assertThat(measured(result, "health.replication.replicas")).isNaN();
        }

        @Test
        void thatHasAllIsNotBehindHoweverLongAgoThePrimaryCommitted() throws SQLException {
            write();
            await().until(() -> Sql.ask(
                            replica,
                            "SELECT now() - pg_last_xact_replay_timestamp() > interval '300 ms'"
                                    + " AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()")
                    .equals("t"));
            HealthResult result = run(ReplicationHealthCheck.builder(replica)
                    .degradedAbove(ONE_MILLI)
                    .build());
            assertUp(result);
            assertThat(lag(result)).isZero();
            assertThat(backlog(result)).isZero();
        }

        @Test
        void pausedIsStoppedAndHowFarItFallsBehindIsMeasured() throws SQLException {
            pauseReplay();
            try {
                write();
                awaitReceived();
                HealthResult result = run(ReplicationHealthCheck.of(replica));
                assertNot(result, HealthStatus.DOWN, FailureReason.REPLICATION_STOPPED, "paused");
                assertThat(backlog(result)).isGreaterThan(50_000);
                double first = lag(result);
                assertThat(first).isPositive();
                await().until(() -> lag(run(ReplicationHealthCheck.of(replica))) > first);
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .whenStopped(HealthStatus.DEGRADED)
                                .build()),
                        HealthStatus.DEGRADED,
                        FailureReason.REPLICATION_STOPPED);
            } finally {
                Sql.execute(replica, "SELECT pg_wal_replay_resume()");
            }
        }

        @Test
        void tooFarBehindIsDegradedOrDownByTimeAndByBytes() throws SQLException {
            delayReplay("1h");
            try {
                // What is delayed is the commit: the rest of the first transaction is replayed at once.
                write();
                write();
                awaitReceived();
                assertUp(run(ReplicationHealthCheck.of(replica)));
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .degradedAbove(ONE_MILLI)
                                .build()),
                        HealthStatus.DEGRADED,
                        FailureReason.REPLICATION_LAG,
                        "s behind (limit: 0.0 s)");
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .degradedAbove(ONE_MILLI)
                                .downAbove(ONE_MILLI)
                                .build()),
                        HealthStatus.DOWN,
                        FailureReason.REPLICATION_LAG);
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .degradedAbove(1000)
                                .build()),
                        HealthStatus.DEGRADED,
                        FailureReason.REPLICATION_LAG,
                        "bytes behind (limit: 1000)");
                assertNot(
                        run(ReplicationHealthCheck.builder(replica)
                                .downAbove(1000)
                                .build()),
                        HealthStatus.DOWN,
                        FailureReason.REPLICATION_LAG);
            } finally {
                delayReplay("0");
            }
        }

        @Test
        void whosePrimaryWasKilledIsStoppedAndItsLagIsNotKnown() {
            primaryServer.kill();
            try {
                ReplicationHealthCheck check = ReplicationHealthCheck.of(replica);
                await().until(() -> run(check).status() == HealthStatus.DOWN);
                HealthResult result = run(check);
                assertNot(result, HealthStatus.DOWN, FailureReason.REPLICATION_STOPPED, "not connected to its primary");
                assertThat(lag(result)).isNaN();
                assertThat(result.details()).doesNotContainKeys("lag", "backlog");
            } finally {
                primaryServer.restart();
            }
        }

        @Test
        void whosePrimaryIsFrozenIsStoppedOnceTheReceiverGivesUp() {
            primaryServer.freeze();
            try {
                ReplicationHealthCheck check = ReplicationHealthCheck.of(replica);
                await().until(() -> run(check).reason().equals(Optional.of(FailureReason.REPLICATION_STOPPED)));
            } finally {
                primaryServer.thaw();
            }
        }

        @Test
        void whereAPrimaryIsExpectedHasTheWrongRole() {
            assertNot(
                    run(ReplicationHealthCheck.builder(replica).expectPrimary().build()),
                    HealthStatus.DOWN,
                    FailureReason.ROLE,
                    "the server is a replica (expected: a primary)");
        }

        @Test
        void namesTheRightThatItsUserLacksAndMeasuresAllTheSame() {
            HealthResult result = run(ReplicationHealthCheck.of(withoutRights(replicaServer)));
            assertNot(result, HealthStatus.DEGRADED, FailureReason.AUTH, "GRANT pg_read_all_stats TO low");
            assertThat(lag(result)).isNotNaN();
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
            assertThat(result.details()).containsEntry("role", "primary").containsEntry("replicas", 1);
            assertThat(measured(result, "health.replication.replicas")).isEqualTo(1);
            assertThat(lag(result)).isZero();
        }

        @Test
        void withFewerReplicasThanExpectedIsIncomplete() {
            assertNot(
                    run(ReplicationHealthCheck.builder(primary)
                            .expectReplicas(2)
                            .build()),
                    HealthStatus.DEGRADED,
                    FailureReason.INCOMPLETE,
                    "1 replica is connected (expected: at least 2)");
        }

        @Test
        void seesAReplicaGo() {
            replicaServer.kill();
            try {
                ReplicationHealthCheck check = ReplicationHealthCheck.builder(primary)
                        .expectReplicas(1)
                        .build();
                await().until(() -> run(check).status() == HealthStatus.DEGRADED);
                HealthResult result = run(check);
                assertNot(result, HealthStatus.DEGRADED, FailureReason.INCOMPLETE, "0 replicas are connected");
                assertThat(measured(result, "health.replication.replicas")).isZero();
                assertThat(lag(result)).isNaN();
            } finally {
                replicaServer.restart();
            }
        }

        @Test
        void namesTheReplicaThatIsBehind() throws SQLException {
            pauseReplay();
            try {
                write();
                HealthResult result = run(
                        ReplicationHealthCheck.builder(primary).downAbove(1000).build());
                assertNot(result, HealthStatus.DOWN, FailureReason.REPLICATION_LAG, "walreceiver at 127.0.0.1");
                assertThat(backlog(result)).isGreaterThan(50_000);
            } finally {
                Sql.execute(replica, "SELECT pg_wal_replay_resume()");
            }
        }

        @Test
        void thatKeepsItsLogForNobodyIsDegraded() throws SQLException {
            Sql.execute(primary, "SELECT pg_create_physical_replication_slot('forgotten', true)");
            try {
                write();
                assertUp(run(ReplicationHealthCheck.of(primary)));
                HealthResult result = run(ReplicationHealthCheck.builder(primary)
                        .slotRetainsAtMost(1000)
                        .build());
                assertNot(
                        result,
                        HealthStatus.DEGRADED,
                        FailureReason.REPLICATION_STOPPED,
                        "replication slot forgotten is inactive and retains",
                        "(limit: 1000)");
                assertThat(result.details()).containsEntry("slots", 1);
            } finally {
                Sql.execute(primary, "SELECT pg_drop_replication_slot('forgotten')");
            }
        }

        @Test
        void whereAReplicaIsExpectedHasTheWrongRole() {
            assertNot(
                    run(ReplicationHealthCheck.builder(primary).expectReplica().build()),
                    HealthStatus.DOWN,
                    FailureReason.ROLE,
                    "the server is a primary (expected: a replica)");
        }

        @Test
        void namesTheRightThatItsUserLacksAndCountsAllTheSame() {
            HealthResult result = run(ReplicationHealthCheck.of(withoutRights(primaryServer)));
            assertNot(result, HealthStatus.DEGRADED, FailureReason.AUTH, "GRANT pg_read_all_stats TO low");
            assertThat(measured(result, "health.replication.replicas")).isEqualTo(1);
        }
    }

    @Test
    void aServerThatCannotBeAskedIsDownForItsOwnReason() {
        PGSimpleDataSource wrong = dataSource(primaryServer);
        wrong.setPassword("wr0ng-Pa55");
        assertNot(run(ReplicationHealthCheck.of(wrong)), HealthStatus.DOWN, FailureReason.AUTH);
        PGSimpleDataSource impatient = dataSource(replicaServer);
        impatient.setSocketTimeout(1);
        replicaServer.freeze();
        try {
            HealthResult result =
                    ReplicationHealthCheck.of(impatient).check(CheckContext.of("replication", Duration.ofSeconds(1)));
            assertNot(result, HealthStatus.DOWN, FailureReason.TIMEOUT);
        } finally {
            replicaServer.thaw();
        }
    }
}
