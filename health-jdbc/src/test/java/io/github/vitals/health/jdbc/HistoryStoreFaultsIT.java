package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.HistorySamples.ORIGIN;
import static io.github.vitals.health.jdbc.HistorySamples.all;
import static io.github.vitals.health.jdbc.HistorySamples.minutes;
import static io.github.vitals.health.jdbc.HistorySamples.read;
import static io.github.vitals.health.jdbc.HistorySamples.since;
import static io.github.vitals.health.jdbc.HistorySamples.texts;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.servers.KilledProcess;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.SmallDisk;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import org.postgresql.ds.PGSimpleDataSource;

/** A store in a PostgreSQL that is frozen, killed, locked, full or not there. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HistoryStoreFaultsIT {
    private static final Duration TIMEOUT = ofSeconds(1);

    /** A connection is waited for so long, and then an answer, and a busy machine takes its time. */
    private static final Duration ABOUT = TIMEOUT.multipliedBy(2).plusMillis(1_500);

    private static PostgresServer server;
    private JdbcHistoryStore store;

    @BeforeAll
    static void start() {
        server = PostgresServer.embedded();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        store = store(unpooled());
    }

    @AfterEach
    void mend() throws SQLException {
        server.thaw();
        store.close();
        Sql.execute(
                unpooled(),
                "DROP TABLE IF EXISTS vitals_schema_history, vitals_history_instance, vitals_history_series,"
                        + " vitals_history_bucket, vitals_history_transition, vitals_history_state");
    }

    private static JdbcHistoryStore store(DataSource dataSource) {
        return JdbcHistoryStore.builder(dataSource).timeout(TIMEOUT).build();
    }

    /** As it comes: the driver waits for ever. */
    private static PGSimpleDataSource unpooled() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    /** As it comes: the pool waits for 30 s, the driver for ever. */
    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(unpooled());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static SQLException failureOf(ThrowingCallable call) {
        long begun = System.nanoTime();
        SQLException[] failure = new SQLException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, thrown -> failure[0] = thrown);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ABOUT);
        return failure[0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void frozenItFailsInTimeAndLaterWritesTheSameOnce(boolean pooled) throws Exception {
        try (HikariDataSource pool = pooled ? pool() : null;
                JdbcHistoryStore own = pool == null ? store(unpooled()) : store(pool)) {
            own.write(ORIGIN, minutes(20, 0, 2));
            server.freeze();
            failureOf(() -> own.write(ORIGIN, minutes(20, 1, 3)));
            failureOf(() -> own.write(ORIGIN, minutes(20, 1, 3)));
            failureOf(() -> own.instances("orders"));
            failureOf(() -> read(own));
            failureOf(() -> own.prune(ORIGIN, all(), HistorySamples.START));
            server.thaw();
            await().atMost(ofSeconds(30)).ignoreExceptions().until(() -> {
                own.write(ORIGIN, minutes(20, 1, 3));
                return true;
            });
            assertThat(read(own).texts()).isEqualTo(texts(minutes(20, 0, 3)));
        }
    }

    @Test
    void frozenBeforeItsTablesAreMadeItFailsInTimeAndMakesThemLater() throws Exception {
        server.freeze();
        failureOf(() -> store.write(ORIGIN, minutes(20, 0, 2)));
        server.thaw();
        await().atMost(ofSeconds(30)).ignoreExceptions().until(() -> {
            store.write(ORIGIN, minutes(20, 0, 2));
            return true;
        });
        assertThat(read(store).texts()).isEqualTo(texts(minutes(20, 0, 2)));
    }

    @Test
    void frozenInTheMiddleOfABatchNothingOfItIsWrittenAndLaterAllOfIt() throws Exception {
        store.write(ORIGIN, minutes(20, 0, 2));
        HistoryBatch large = minutes(100, 0, 600);
        CompletableFuture<Void> write = writing(large);
        server.freeze();
        long frozen = System.nanoTime();
        assertThatThrownBy(() -> write.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(ABOUT);
        server.thaw();
        await().atMost(ofSeconds(30)).ignoreExceptions().until(() -> {
            assertThat(read(store).texts()).isEqualTo(texts(minutes(20, 0, 2)));
            store.write(ORIGIN, large);
            return true;
        });
        assertThat(read(store).texts()).isEqualTo(texts(large));
    }

    @Test
    void killedInTheMiddleOfABatchNothingOfItIsWrittenAndLaterAllOfIt() throws Exception {
        store.write(ORIGIN, minutes(20, 0, 2));
        HistoryBatch large = minutes(100, 0, 600);
        CompletableFuture<Void> write = writing(large);
        server.kill();
        assertThatThrownBy(() -> write.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        failureOf(() -> store.write(ORIGIN, minutes(20, 1, 3)));
        server.restart();
        assertThat(read(store).texts()).isEqualTo(texts(minutes(20, 0, 2)));
        store.write(ORIGIN, large);
        assertThat(read(store).texts()).isEqualTo(texts(large));
    }

    /** Gives back control when rows of the batch are on their way. */
    private CompletableFuture<Void> writing(HistoryBatch batch) {
        CompletableFuture<Void> write = CompletableFuture.runAsync(() -> {
            try {
                store.write(ORIGIN, batch);
            } catch (SQLException failure) {
                throw new CompletionException(failure);
            }
        });
        await().pollInterval(ofMillis(5))
                .until(() -> Sql.ask(
                                unpooled(),
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO vitals_history_bucket%'"
                                        + " AND state <> 'idle'")
                        .equals("1"));
        assertThat(write).isNotDone();
        return write;
    }

    @Test
    void aProcessThatIsKilledLeavesWholeBatches() throws Exception {
        int last = -1;
        for (int kill = 0; kill < 3; kill++) {
            try (KilledProcess process =
                    WritingProgram.start(last + 1, server.jdbcUrl(), server.user(), server.password())) {
                last = WritingProgram.killAfter(process, 10 + kill * 7);
                last = WritingProgram.assertWhole(store, last);
            }
        }
    }

    @Test
    void notThereAtItsStartItMakesItsTablesLater() throws Exception {
        server.kill();
        SQLException failure = failureOf(() -> store.write(ORIGIN, minutes(1, 0, 1)));
        assertThat(failure.getMessage()).contains("refused");
        server.restart();
        store.write(ORIGIN, minutes(1, 0, 1));
        assertThat(read(store).texts()).isEqualTo(texts(minutes(1, 0, 1)));
    }

    @Test
    void whoeverHoldsALockDoesNotHoldUpTheStore() throws Exception {
        store.write(ORIGIN, minutes(1, 0, 1));
        try (Connection holder = unpooled().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE vitals_history_instance");
            SQLException failure = failureOf(() -> store.write(ORIGIN, minutes(1, 1, 2)));
            assertThat(failure.getSQLState()).isEqualTo("57014");
        }
        store.write(ORIGIN, minutes(1, 1, 2));
        assertThat(read(store).texts()).isEqualTo(texts(minutes(1, 0, 2)));
    }

    @Test
    void onAFullDiskNothingOfABatchIsWrittenAndLaterAllOfIt() throws Exception {
        try (SmallDisk disk =
                SmallDisk.mount(16).orElseThrow(() -> new TestAbortedException("no file system may be mounted here"))) {
            String folder = disk.folder() + "/data";
            Sql.execute(
                    unpooled(),
                    "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null && mkdir " + folder + "'",
                    "CREATE TABLESPACE small LOCATION '" + folder + "'",
                    "CREATE DATABASE small TABLESPACE small");
            PGSimpleDataSource dataSource = unpooled();
            dataSource.setDatabaseName("small");
            try (JdbcHistoryStore own = store(dataSource)) {
                List<HistoryBatch> written = new ArrayList<>();
                HistoryBatch refused = minutes(100, 0, 20);
                SQLException full = null;
                while (full == null) {
                    try {
                        own.write(ORIGIN, refused);
                        written.add(refused);
                        refused = minutes(100, written.size() * 20, written.size() * 20 + 20);
                    } catch (SQLException failure) {
                        full = failure;
                    }
                }
                assertThat(full.getSQLState()).as(full.toString()).isEqualTo("53100");
                assertThat(written).isNotEmpty();
                assertThat(read(own).texts()).isEqualTo(texts(written.toArray(HistoryBatch[]::new)));
                disk.grow(64);
                own.write(ORIGIN, refused);
                written.add(refused);
                assertThat(read(own).texts()).isEqualTo(texts(written.toArray(HistoryBatch[]::new)));
            } finally {
                Sql.execute(unpooled(), "DROP DATABASE small", "DROP TABLESPACE small");
            }
        }
    }

    @Test
    void aConnectionIsReturnedAsItWas() throws Exception {
        store.write(ORIGIN, minutes(1, 0, 1));
        try (Connection connection = unpooled().getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            try (JdbcHistoryStore guest = JdbcHistoryStore.builder(Pools.lasting(connection))
                    .migrate(false)
                    .build()) {
                guest.write(ORIGIN, minutes(1, 0, 1));
                read(guest);
                guest.prune(ORIGIN, since(HistorySamples.START), HistorySamples.START);
                guest.instances("orders");
                HistoryBatch bad = HistorySamples.transitions();
                guest.write(ORIGIN, bad);
            }
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
            assertThat(Sql.ask(Pools.lasting(connection), "SHOW statement_timeout"))
                    .isEqualTo("0");
        }
    }

    @Test
    void nothingSecretIsInWhatIsThrown() {
        PGSimpleDataSource wrong = unpooled();
        wrong.setPassword("hunter2");
        try (JdbcHistoryStore own = store(wrong)) {
            Throwable failure = failureOf(() -> own.write(ORIGIN, minutes(1, 0, 1)));
            for (; failure != null; failure = failure.getCause()) {
                assertThat(failure.toString()).doesNotContain("hunter2", server.password());
            }
        }
    }
}
