package io.github.vitals.health.jdbc;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.SharedStore;
import io.github.vitals.health.testkit.SharedStoreFaultsContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

/** With a pool as it comes, which waits for 30 s, and a driver that waits for ever. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SharedOnPostgresIT extends SharedStoreFaultsContract {
    private static final Duration TIMEOUT = ofSeconds(1);
    private static final Map<String, Optional<String>> CHANGES = Map.of("a", Optional.of("1"));

    private static PostgresServer server;
    private static HikariDataSource pool;

    @BeforeAll
    static void start() {
        server = PostgresServer.embedded();
        HikariConfig config = new HikariConfig();
        config.setDataSource(unpooled());
        config.setMaximumPoolSize(5);
        pool = new HikariDataSource(config);
    }

    @AfterAll
    static void stop() {
        pool.close();
        server.close();
    }

    @AfterEach
    void thawForOthers() {
        server.thaw();
    }

    private static PGSimpleDataSource unpooled() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setReWriteBatchedInserts(true);
        return dataSource;
    }

    private static StoreDatabase database(Duration timeout) {
        return new StoreDatabase(StoreTables.SHARED, unpooled(), timeout, null, true);
    }

    @Override
    protected SharedStore newStore() {
        return JdbcSharedStore.builder(pool).timeout(TIMEOUT).build();
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

    @Test
    void withoutAPoolCallsFailInTimeToo() throws Exception {
        try (JdbcSharedStore store =
                JdbcSharedStore.builder(unpooled()).timeout(TIMEOUT).build()) {
            Lease lease = store.lease("unpooled", "me", ofMinutes(5)).orElseThrow();
            server.freeze();
            long begun = System.nanoTime();
            assertThatThrownBy(() -> store.write(lease, "unpooled", CHANGES)).isInstanceOf(SQLException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(longest());
            server.thaw();
            await().atMost(ofSeconds(20)).ignoreExceptions().until(() -> {
                store.write(lease, "unpooled", CHANGES);
                return true;
            });
        }
    }

    @Test
    void aHolderThatStandsStillWithinAWriteHoldsUpNobodyForLong() throws Exception {
        try (SharedStore other = newStore()) {
            Lease lease = other.lease("still", "me", ofMillis(1)).orElseThrow();
            try (StoreSession session = database(TIMEOUT).begin()) {
                assertThat(SharedTables.lock(session, lease)).isTrue();
                AtomicLong token = new AtomicLong();
                await().atMost(ofSeconds(20)).ignoreExceptions().until(() -> {
                    other.lease("still", "other", ofMinutes(5)).ifPresent(taken -> token.set(taken.token()));
                    return token.get() > lease.token();
                });
                assertThatThrownBy(() -> SharedTables.write(session, "still", CHANGES))
                        .isInstanceOf(SQLException.class);
            } catch (SQLException endedByTheServer) {
                assertThat(endedByTheServer.getSQLState()).startsWith("08");
            }
            assertThat(other.read("still")).isEmpty();
            assertThatThrownBy(() -> other.write(lease, "still", CHANGES)).isInstanceOf(LeaseLostException.class);
        }
    }

    @Test
    void whileAWriteByALeaseGoesOnNobodyTakesThatLease() throws Exception {
        try (SharedStore other = newStore()) {
            Lease lease = other.lease("busy", "me", ofMillis(1)).orElseThrow();
            try (StoreSession session = database(ofSeconds(30)).begin()) {
                assertThat(SharedTables.lock(session, lease)).isTrue();
                SharedTables.write(session, "busy", CHANGES);
                assertThatThrownBy(() -> other.lease("busy", "other", ofMinutes(5)))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));
            }
        }
    }

    @Test
    void tablesMayBeInASchemaOfTheirOwnOrBeMadeByOthers() throws Exception {
        try (JdbcSharedStore guest = JdbcSharedStore.builder(pool)
                        .schema("apart")
                        .migrate(false)
                        .build();
                JdbcSharedStore apart =
                        JdbcSharedStore.builder(pool).schema("apart").build()) {
            assertThatThrownBy(() -> guest.write("space", CHANGES))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("vitals_shared_record");
            apart.write("space", CHANGES);
            assertThat(guest.read("space")).isEqualTo(Map.of("a", "1"));
            Lease lease = guest.lease("name", "me", ofMinutes(1)).orElseThrow();
            guest.write(lease, "space", Map.of("a", Optional.empty()));
            apart.release(lease);
            assertThat(Sql.ask(pool, "SELECT count(*) FROM apart.vitals_shared_record"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aConnectionIsReturnedAsItWas() throws Exception {
        try (Connection connection = unpooled().getConnection();
                JdbcSharedStore store =
                        JdbcSharedStore.builder(Pools.lasting(connection)).build()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            store.write("returned", CHANGES);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
            assertThat(Sql.ask(Pools.lasting(connection), "SHOW statement_timeout"))
                    .isEqualTo("0");
            assertThat(Sql.ask(Pools.lasting(connection), "SHOW idle_in_transaction_session_timeout"))
                    .isEqualTo("0");
        }
    }
}
