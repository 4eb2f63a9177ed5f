package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.WatchedProgram.CHECK;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.servers.KilledProcess;
import io.github.vitals.health.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Registry, history and store together. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class KeptHistoryIT {
    private static final HistoryKey KEY = HistoryKey.check(CHECK);

    /** History is accounted so much behind the present. */
    private static final Duration BEHIND = ofSeconds(3);

    private static PostgresServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void mend() throws SQLException {
        server.thaw();
        Sql.execute(unpooled(), "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    }

    private static PGSimpleDataSource unpooled() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    private static JdbcHistoryStore store() {
        return JdbcHistoryStore.builder(unpooled()).timeout(ofSeconds(1)).build();
    }

    private static void awaitLoaded(HealthHistory history) {
        await().atMost(ofSeconds(20)).until(() -> history.store().orElseThrow().loaded());
    }

    private static void change(WatchedProgram program, boolean fails) {
        program.run(fails);
        HealthStatus wanted = fails ? HealthStatus.DOWN : HealthStatus.UP;
        await().until(() -> transitions(program.history).stream()
                .reduce((earlier, later) -> later)
                .filter(last -> last.to() == wanted)
                .isPresent());
    }

    private static List<HealthTransition> transitions(HealthHistory history) {
        return history.keys().contains(KEY) ? history.transitions(KEY, Instant.EPOCH, Instant.MAX) : List.of();
    }

    private static List<Instant> times(List<HealthTransition> transitions) {
        return transitions.stream()
                .map(transition -> Instant.ofEpochMilli(transition.at().toEpochMilli()))
                .toList();
    }

    @Test
    void aRestartShowsWhatWasBefore() {
        List<HealthTransition> before;
        try (WatchedProgram program = new WatchedProgram(store())) {
            awaitLoaded(program.history);
            change(program, false);
            change(program, true);
            change(program, false);
            before = transitions(program.history);
        }
        try (WatchedProgram restarted = new WatchedProgram(store())) {
            awaitLoaded(restarted.history);
            await().until(() -> transitions(restarted.history).size() > before.size());
            assertThat(times(transitions(restarted.history)).subList(0, before.size()))
                    .isEqualTo(times(before));
            HistoryWindow hour = HistoryWindow.last(Duration.ofHours(1), restarted.history.now());
            assertThat(restarted.history.uptime(KEY, hour).outages()).isPositive();
        }
    }

    @Test
    void whileTheServerIsFrozenEverythingGoesOnAndNothingIsLost() throws Exception {
        try (WatchedProgram program = new WatchedProgram(store())) {
            HealthHistory history = program.history;
            awaitLoaded(history);
            change(program, false);
            server.freeze();
            await().atMost(ofSeconds(20))
                    .until(() -> history.store().orElseThrow().failing().isPresent());
            assertThat(history.store().orElseThrow().failing().orElseThrow()).doesNotContain(server.password());
            for (int outage = 0; outage < 3; outage++) {
                change(program, true);
                change(program, false);
                long begun = System.nanoTime();
                history.buckets(KEY, HistoryWindow.last(Duration.ofHours(1), history.now()));
                history.instances();
                program.health.report();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ofSeconds(1));
            }
            server.thaw();
            await().atMost(ofSeconds(60))
                    .until(() -> history.store().orElseThrow().failing().isEmpty());
            assertThat(history.store().orElseThrow().lost()).isZero();
            try (JdbcHistoryStore other = store()) {
                List<HealthTransition> shown = transitions(history);
                await().atMost(ofSeconds(10))
                        .untilAsserted(() -> assertThat(times(written(other))).isEqualTo(times(shown)));
            }
        }
    }

    private static List<HealthTransition> written(JdbcHistoryStore store) throws Exception {
        return HistorySamples.read(store).transitionsOf(KEY).stream()
                .map(HistoryBatch.Transition::transition)
                .toList();
    }

    @Test
    void aProcessThatIsKilledLosesTheLastSecondsOfAServerAtMost() throws Exception {
        assertLittleIsLost(server.jdbcUrl(), server.user(), server.password());
    }

    @Test
    void aProcessThatIsKilledLosesTheLastSecondsOfAFileAtMost() throws Exception {
        assertLittleIsLost(folder.resolve("history").toString());
    }

    /** What changed before the last write but one had ended was written by the last one at the latest. */
    private static void assertLittleIsLost(String... where) throws Exception {
        List<String> told = new ArrayList<>();
        try (KilledProcess process = KilledProcess.start(WatchedProgram.class, List.of(where))) {
            for (int writes = 0; writes < 20; ) {
                String line = process.next();
                told.add(line);
                writes += line.startsWith(WatchedProgram.WRITTEN) ? 1 : 0;
            }
            told.addAll(process.kill());
        }
        List<Instant> writes = instants(told.stream()
                .filter(line -> line.startsWith(WatchedProgram.WRITTEN))
                .map(line -> line.substring(WatchedProgram.WRITTEN.length())));
        Instant certain = writes.get(writes.size() - 2);
        List<Instant> expected =
                instants(told.stream().filter(line -> !line.startsWith(WatchedProgram.WRITTEN))).stream()
                        .filter(time -> time.isBefore(certain))
                        .toList();
        try (JdbcHistoryStore store = WritingProgram.store(List.of(where))) {
            List<Instant> kept = times(written(store));
            assertThat(expected).hasSizeGreaterThan(10);
            assertThat(kept).containsAll(expected.subList(Math.max(0, expected.size() - 50), expected.size()));
            assertThat(known(store))
                    .isGreaterThan(Duration.between(writes.get(0), certain).minus(BEHIND));
        }
    }

    private static List<Instant> instants(Stream<String> millis) {
        return millis.map(each -> Instant.ofEpochMilli(Long.parseLong(each))).toList();
    }

    private static Duration known(JdbcHistoryStore store) throws Exception {
        return HistorySamples.read(store).buckets.stream()
                .filter(each -> each.key().equals(KEY) && each.tier() == HistoryTier.MINUTES)
                .map(each -> each.bucket().known())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
