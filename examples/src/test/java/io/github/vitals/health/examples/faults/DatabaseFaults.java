package io.github.vitals.health.examples.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.jdbc.JdbcHealthCheck;
import io.github.vitals.health.jdbc.ReplicationHealthCheck;
import io.github.vitals.health.servers.FaultProxy;
import io.github.vitals.health.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** What befalls a PostgreSQL behind a pool of two connections. */
final class DatabaseFaults {
    private static final int POOL = 2;
    /** The pool gives up after half of it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LATE = Duration.ofSeconds(3);

    private final PostgresServer server;

    DatabaseFaults(PostgresServer server) {
        this.server = server;
    }

    List<Fault> all() {
        return Stream.of(
                        Fault.down(
                                "database: server frozen",
                                FailureReason.CONNECT_TIMEOUT,
                                at -> at.check(JdbcHealthCheck.of(pool(at)))
                                        .breaks(server::freeze)
                                        .mends(server::thaw)),
                        Fault.unnoticed(
                                "database: postmaster frozen, pool alive",
                                at -> at.check(JdbcHealthCheck.of(pool(at)))
                                        .breaks(server::freezePostmaster)
                                        .mends(server::thaw)),
                        Fault.down(
                                "database: killed, then restarted",
                                FailureReason.CONNECT_REFUSED,
                                at -> at.check(JdbcHealthCheck.of(pool(at, server.port())))
                                        .breaks(server::kill)
                                        .mends(server::restart)),
                        Fault.down("database: refused", FailureReason.CONNECT_REFUSED, at -> {
                            FaultProxy way = at.before(server.port());
                            at.check(JdbcHealthCheck.of(pool(at, way.port())))
                                    .breaks(() -> {
                                        way.refuse();
                                        way.reset();
                                    })
                                    .mends(way::heal);
                        }),
                        Fault.down("database: black hole", FailureReason.CONNECT_TIMEOUT, at -> {
                            FaultProxy way = at.before(server.port());
                            at.check(JdbcHealthCheck.of(pool(at, way.port())))
                                    .breaks(way::blackHole)
                                    .mends(way::heal);
                        }),
                        Fault.degraded("database: 500 ms latency", FailureReason.SLOW, this::latency),
                        Fault.down("database: reset in mid-answer", FailureReason.CONNECTION_LOST, at -> {
                            FaultProxy way = at.before(server.port());
                            at.check(JdbcHealthCheck.of(pool(at, way.port())))
                                    .breaks(() -> way.cutAfter(1))
                                    .mends(way::heal);
                        }),
                        Fault.down("database: pool exhausted", FailureReason.POOL_EXHAUSTED, this::exhausted),
                        Fault.down("database: pool closed", FailureReason.CLOSED, at -> {
                            HikariDataSource pool = pool(at);
                            at.check(JdbcHealthCheck.of(pool)).breaks(pool::close);
                        }),
                        Fault.down("database: too many connections", FailureReason.SATURATED, at -> {
                            run(server, "create role crowded login password 'crowded' connection limit 0");
                            FaultProxy way = at.before(server.port());
                            HikariConfig config = config(way.port());
                            config.setUsername("crowded");
                            config.setPassword("crowded");
                            at.check(JdbcHealthCheck.of(at.open(new HikariDataSource(config))));
                        }),
                        Fault.down("database: wrong password", FailureReason.AUTH, at -> {
                            FaultProxy way = at.before(server.port());
                            at.check(JdbcHealthCheck.of(at.open(new HikariDataSource(wrong(way.port())))));
                        }),
                        Fault.down(
                                "database: read-only",
                                FailureReason.READ_ONLY,
                                at -> at.check(JdbcHealthCheck.builder(pool(at))
                                                .expectReadWrite()
                                                .build())
                                        .breaks(() -> readOnly("on"))
                                        .mends(() -> readOnly("off"))),
                        Fault.degraded("database: replica lags", FailureReason.REPLICATION_LAG, this::lag))
                .map(fault -> fault.within(fault.reason() == FailureReason.SLOW ? LATE : TIMEOUT))
                .toList();
    }

    private void latency(Situation at) throws SQLException {
        FaultProxy way = at.before(server.port());
        HikariConfig patient = config(way.port());
        patient.setConnectionTimeout(2500);
        patient.setValidationTimeout(2000);
        at.check(JdbcHealthCheck.builder(at.open(new HikariDataSource(patient)))
                        .slow(Duration.ofMillis(200))
                        .build())
                .breaks(() -> way.latency(Duration.ofMillis(250)))
                .mends(way::heal);
    }

    private void exhausted(Situation at) {
        FaultProxy way = at.before(server.port());
        HikariDataSource pool = pool(at, way.port());
        List<Connection> taken = new ArrayList<>();
        at.check(JdbcHealthCheck.of(pool))
                .breaks(() -> {
                    for (int i = 0; i < POOL; i++) {
                        taken.add(pool.getConnection());
                    }
                })
                .mends(() -> {
                    for (Connection connection : taken) {
                        connection.close();
                    }
                });
    }

    /** The replica delays every commit by an hour, until it is told not to. */
    private void lag(Situation at) throws SQLException {
        PostgresServer replica = at.open(server.replica());
        FaultProxy way = at.before(replica.port());
        at.check(ReplicationHealthCheck.builder(pool(at, way.port()))
                        .degradedAbove(Duration.ofMillis(100))
                        .build())
                .breaks(() -> {
                    run(replica, "alter system set recovery_min_apply_delay = '1h'", "select pg_reload_conf()");
                    for (int i = 0; i < 3; i++) {
                        run(server, "create table if not exists lag (n int)", "insert into lag values (1)");
                    }
                })
                .mends(() -> run(replica, "alter system reset recovery_min_apply_delay", "select pg_reload_conf()"));
    }

    private void readOnly(String value) throws SQLException {
        run(
                server,
                "set transaction_read_only = off",
                "alter system set default_transaction_read_only = " + value,
                "select pg_reload_conf()");
    }

    private static void run(PostgresServer server, String... statements) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setUser(server.user());
        source.setPassword(server.password());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private HikariDataSource pool(Situation at) {
        FaultProxy way = at.before(server.port());
        return pool(at, way.port());
    }

    private HikariDataSource pool(Situation at, int port) {
        return at.open(new HikariDataSource(config(port)));
    }

    private HikariConfig config(int port) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl().replace(":" + server.port() + "/", ":" + port + "/"));
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(POOL);
        config.setInitializationFailTimeout(-1);
        // Below the timeout of the check, as its guide asks for.
        config.setConnectionTimeout(500);
        config.setValidationTimeout(250);
        return config;
    }

    private HikariConfig wrong(int port) {
        HikariConfig config = config(port);
        config.setUsername("no-such-user");
        config.setPassword("wr0ng");
        return config;
    }
}
