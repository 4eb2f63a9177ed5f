package io.github.vitals.health.jdbc;

import static java.time.Duration.ofSeconds;

import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.shared.SharedStore;
import io.github.vitals.health.testkit.SharedStoreFaultsContract;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

/** As it comes the driver waits for ever. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SharedOnPostgresIT extends SharedStoreFaultsContract {
    private static final Duration TIMEOUT = ofSeconds(1);

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.embedded();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setReWriteBatchedInserts(true);
        return dataSource;
    }

    @Override
    protected SharedStore newStore() {
        return JdbcSharedStore.builder(dataSource()).timeout(TIMEOUT).build();
    }

    @Override
    protected void freeze() {
        server.freeze();
    }

    @Override
    protected void thaw() {
        server.thaw();
    }

    @Override
    protected void kill() {
        server.kill();
    }

    @Override
    protected void restart() {
        server.restart();
    }

    @Override
    protected Duration longest() {
        return TIMEOUT.multipliedBy(2).plusMillis(1_500);
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(server.password());
    }
}
