package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.HistorySamples.CACHE;
import static io.github.vitals.health.jdbc.HistorySamples.DATABASE;
import static io.github.vitals.health.jdbc.HistorySamples.ORIGIN;
import static io.github.vitals.health.jdbc.HistorySamples.READINESS;
import static io.github.vitals.health.jdbc.HistorySamples.START;
import static io.github.vitals.health.jdbc.HistorySamples.batch;
import static io.github.vitals.health.jdbc.HistorySamples.bucket;
import static io.github.vitals.health.jdbc.HistorySamples.minute;
import static io.github.vitals.health.jdbc.HistorySamples.minutes;
import static io.github.vitals.health.jdbc.HistorySamples.read;
import static io.github.vitals.health.jdbc.HistorySamples.since;
import static io.github.vitals.health.jdbc.HistorySamples.state;
import static io.github.vitals.health.jdbc.HistorySamples.states;
import static io.github.vitals.health.jdbc.HistorySamples.text;
import static io.github.vitals.health.jdbc.HistorySamples.texts;
import static io.github.vitals.health.jdbc.HistorySamples.transition;
import static io.github.vitals.health.jdbc.HistorySamples.transitions;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.LatencySketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is promised of the store, whichever the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HistoryStoreContract {
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private DataSource dataSource;
    private JdbcHistoryStore store;

    /** An empty database. */
    abstract DataSource fresh() throws SQLException;

    @BeforeEach
    void open() throws SQLException {
        dataSource = fresh();
        store = JdbcHistoryStore.of(dataSource);
        logged.list.clear();
        logged.start();
        logger().addAppender(logged);
    }

    @AfterEach
    void close() {
        logger().detachAppender(logged);
        store.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(JdbcHistoryStore.class);
    }

    private List<String> warnings() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static JdbcHistoryStore another(DataSource dataSource) {
        return JdbcHistoryStore.of(dataSource);
    }

    @Nested
    class Written {
        @Test
        void everyFieldOfABucketComesBack() throws Exception {
            HistoryBatch batch = batch(List.of(
                    bucket(DATABASE, HistoryTier.MINUTES, 0, 7),
                    bucket(DATABASE, HistoryTier.HOURS, 0, 350),
                    bucket(DATABASE, HistoryTier.DAYS, 0, 8_640),
                    bucket(CACHE, HistoryTier.MINUTES, 0, 0),
                    new HistoryBatch.Bucket(
                            READINESS,
                            HistoryTier.MINUTES,
                            HistoryBucket.of(
                                    START,
                                    ofMinutes(1),
                                    Map.of(HealthStatus.UP, ofMinutes(1)),
                                    0,
                                    0,
                                    Map.of(),
                                    LatencySketch.EMPTY))));
            store.write(ORIGIN, batch);
            assertThat(read(store).texts()).isEqualTo(texts(batch));
        }

        @Test
        void everyFieldOfATransitionComesBack() throws Exception {
            HistoryBatch.Transition[] written = {
                transition(DATABASE, 0, ofNanos(123_456_000)),
                transition(DATABASE, 1, ofSeconds(61)),
                transition(DATABASE, 2, ofSeconds(62)),
                transition(READINESS, 3, ofSeconds(62)),
            };
            store.write(ORIGIN, transitions(written));
            assertThat(read(store).transitions).containsExactlyInAnyOrder(written);
        }

        @Test
        void twiceIsThereOnce() throws Exception {
            HistoryBatch batch = new HistoryBatch(
                    List.of(minute(DATABASE, 0, 7), minute(CACHE, 0, 5)),
                    List.of(transition(DATABASE, 0, ofSeconds(1)), transition(DATABASE, 1, ofSeconds(2))),
                    List.of(state(DATABASE, HealthStatus.DOWN)));
            store.write(ORIGIN, batch);
            store.write(ORIGIN, batch);
            try (JdbcHistoryStore restarted = another(dataSource)) {
                restarted.write(ORIGIN, batch);
            }
            assertThat(read(store).texts()).isEqualTo(texts(batch));
            assertThat(read(store).transitions).containsExactlyElementsOf(batch.transitions());
        }

        @Test
        void aBucketReplacesTheOneOfTheSameStart() throws Exception {
            store.write(ORIGIN, batch(List.of(minute(DATABASE, 0, 1), minute(DATABASE, 1, 1))));
            store.write(ORIGIN, batch(List.of(minute(DATABASE, 0, 2), minute(DATABASE, 0, 3))));
            assertThat(read(store).bucketsOf(DATABASE, HistoryTier.MINUTES))
                    .containsExactly(text(minute(DATABASE, 0, 3)), text(minute(DATABASE, 1, 1)));
        }

        @Test
        void allOrNothing() throws Exception {
            store.write(ORIGIN, batch(List.of(minute(DATABASE, 0, 1))));
            Sql.execute(dataSource, "ALTER TABLE vitals_history_transition RENAME TO elsewhere");
            HistoryBatch batch = new HistoryBatch(
                    List.of(minute(DATABASE, 0, 2), minute(CACHE, 0, 2)),
                    List.of(transition(CACHE, 0, ofSeconds(1))),
                    List.of(state(CACHE, HealthStatus.DOWN)));
            assertThatThrownBy(() -> store.write(ORIGIN, batch)).isInstanceOf(SQLException.class);
            Sql.execute(dataSource, "ALTER TABLE elsewhere RENAME TO vitals_history_transition");
            assertThat(read(store).texts()).containsExactly(text(minute(DATABASE, 0, 1)));
            store.write(ORIGIN, batch);
            assertThat(read(store).texts()).isEqualTo(texts(batch));
            assertThat(read(store).transitions).containsExactlyElementsOf(batch.transitions());
        }

        @Test
        void aTextThatADatabaseRefusesIsWrittenAsFarAsItCanBe() throws Exception {
            HealthTransition strange = new HealthTransition(
                    HealthTransition.Subject.CHECK,
                    "nu\0l",
                    HealthStatus.UP,
                    HealthStatus.DOWN,
                    Optional.empty(),
                    "a\0b\ud800c" + "x".repeat(20_000),
                    Optional.of("\0"),
                    START,
                    Duration.ZERO);
            store.write(ORIGIN, transitions(new HistoryBatch.Transition(0, strange)));
            store.write(ORIGIN, transitions(new HistoryBatch.Transition(0, strange)));
            HealthTransition kept = read(store).transitions.get(0).transition();
            assertThat(kept.name()).isEqualTo("nu\ufffdl");
            assertThat(kept.message()).startsWith("a\ufffdb\ufffdcxxx").hasSize(10_000);
            assertThat(kept.rootCause()).contains("\ufffd");
        }

        @Test
        void nothingIsWrittenOnceItIsClosed() {
            store.close();
            assertThatThrownBy(() -> store.write(ORIGIN, minutes(1, 0, 1)))
                    .hasMessage("store: closed (expected: open)");
        }
    }

    @Nested
    class WhatIsRead {
        @Test
        void isInTheOrderOfTimeInWhicheverItWasWritten() throws Exception {
            List<HistoryBatch.Bucket> buckets = new ArrayList<>(IntStream.range(0, 50)
                    .mapToObj(number -> minute(DATABASE, number, 1))
                    .toList());
            List<String> inOrder = buckets.stream().map(HistorySamples::text).toList();
            Collections.reverse(buckets);
            store.write(ORIGIN, batch(buckets.subList(0, 20)));
            store.write(ORIGIN, batch(buckets.subList(20, 50)));
            store.write(ORIGIN, transitions(transition(CACHE, 2, ofSeconds(9)), transition(CACHE, 1, ofSeconds(8))));
            store.write(ORIGIN, transitions(transition(CACHE, 0, ofSeconds(7))));
            assertThat(read(store).bucketsOf(DATABASE, HistoryTier.MINUTES)).isEqualTo(inOrder);
            assertThat(read(store).transitionsOf(CACHE))
                    .extracting(HistoryBatch.Transition::number)
                    .containsExactly(0L, 1L, 2L);
        }

        @Test
        void beginsWhereItIsAskedForInEachTier() throws Exception {
            store.write(
                    ORIGIN,
                    batch(IntStream.range(0, 5)
                            .boxed()
                            .flatMap(number -> List.of(
                                    bucket(DATABASE, HistoryTier.MINUTES, number, 1),
                                    bucket(DATABASE, HistoryTier.HOURS, number, 1),
                                    bucket(DATABASE, HistoryTier.DAYS, number, 1))
                                    .stream())
                            .toList()));
            HistorySamples.Read read = new HistorySamples.Read();
            store.read(
                    ORIGIN,
                    Map.of(
                            HistoryTier.MINUTES, START.plus(ofMinutes(3)),
                            HistoryTier.DAYS, START.plus(Duration.ofDays(2))),
                    0,
                    read);
            assertThat(read.bucketsOf(DATABASE, HistoryTier.MINUTES)).hasSize(2);
            assertThat(read.bucketsOf(DATABASE, HistoryTier.HOURS)).isEmpty();
            assertThat(read.bucketsOf(DATABASE, HistoryTier.DAYS)).hasSize(2);
        }

        @Test
        void hasTheLatestTransitionsOfEachKey() throws Exception {
            store.write(
                    ORIGIN,
                    transitions(IntStream.range(0, 30)
                            .mapToObj(number -> transition(number < 20 ? DATABASE : CACHE, number, ofSeconds(number)))
                            .toArray(HistoryBatch.Transition[]::new)));
            HistorySamples.Read read = new HistorySamples.Read();
            store.read(ORIGIN, Map.of(), 3, read);
            assertThat(read.transitionsOf(DATABASE))
                    .extracting(HistoryBatch.Transition::number)
                    .containsExactly(17L, 18L, 19L);
            assertThat(read.transitionsOf(CACHE))
                    .extracting(HistoryBatch.Transition::number)
                    .containsExactly(27L, 28L, 29L);
            assertThat(read.buckets).isEmpty();
        }

        @Test
        void isOfTheOriginAlone() throws Exception {
            store.write(ORIGIN, minutes(2, 0, 2));
            store.write(new HistoryOrigin("orders", "orders-2"), minutes(1, 0, 1));
            store.write(new HistoryOrigin("billing", "orders-1"), minutes(3, 0, 1));
            assertThat(read(store).buckets).hasSize(4);
            assertThat(read(store, new HistoryOrigin("orders", "orders-2")).buckets)
                    .hasSize(1);
            assertThat(read(store, new HistoryOrigin("orders", "never")).buckets)
                    .isEmpty();
        }

        @Test
        void isThereAfterARestart() throws Exception {
            store.write(ORIGIN, minutes(3, 0, 3));
            store.close();
            try (JdbcHistoryStore restarted = another(dataSource)) {
                assertThat(read(restarted).texts()).isEqualTo(texts(minutes(3, 0, 3)));
            }
            assertThat(warnings()).isEmpty();
        }

        @Test
        void mayHaveWordsOfANewerVersion() throws Exception {
            store.write(
                    ORIGIN,
                    new HistoryBatch(
                            List.of(minute(DATABASE, 0, 1), minute(DATABASE, 1, 1), minute(CACHE, 0, 1)),
                            List.of(transition(DATABASE, 0, ofSeconds(1)), transition(READINESS, 1, ofSeconds(1))),
                            List.of(state(DATABASE, HealthStatus.DOWN))));
            Sql.execute(
                    dataSource,
                    "UPDATE vitals_history_bucket SET failures = 'dns=1,entangled=2,assertion=4'",
                    "UPDATE vitals_history_bucket SET failures = 'no counts' WHERE start_at > '"
                            + HistoryColumns.time(START) + "'",
                    "UPDATE vitals_history_transition SET reason = 'entangled', to_status = 'LIMBO'",
                    "UPDATE vitals_history_state SET reason = 'entangled', status = 'LIMBO'",
                    "UPDATE vitals_history_series SET subject = 'REGION' WHERE name = 'cache'");
            HistorySamples.Read read = read(store);
            assertThat(read.buckets)
                    .singleElement()
                    .satisfies(each -> assertThat(each.bucket().failures())
                            .isEqualTo(Map.of(FailureReason.DNS, 1, FailureReason.ASSERTION, 6)));
            assertThat(read.transitions).hasSize(2).allSatisfy(each -> {
                assertThat(each.transition().to()).isEqualTo(HealthStatus.UNKNOWN);
                assertThat(each.transition().reason()).isEmpty();
            });
            assertThat(store.instances("orders").get(0).states())
                    .singleElement()
                    .satisfies(state -> assertThat(state.status()).isEqualTo(HealthStatus.UNKNOWN));
            assertThat(warnings()).containsExactly("rows of the history were not understood and are left out");
        }
    }

    @Nested
    class Pruned {
        @Test
        void isWhatIsOlderThanWantedInEachTier() throws Exception {
            store.write(
                    ORIGIN,
                    new HistoryBatch(
                            List.of(
                                    minute(DATABASE, 0, 1),
                                    minute(DATABASE, 1, 1),
                                    bucket(DATABASE, HistoryTier.HOURS, 0, 1)),
                            List.of(transition(DATABASE, 0, ofSeconds(10)), transition(DATABASE, 1, ofSeconds(70))),
                            List.of(state(DATABASE, HealthStatus.UP))));
            Map<HistoryTier, Instant> before = since(START);
            before.put(HistoryTier.MINUTES, START.plus(ofMinutes(1)));
            store.prune(ORIGIN, before, START.plus(ofMinutes(1)));
            assertThat(read(store).texts())
                    .isEqualTo(
                            texts(batch(List.of(minute(DATABASE, 1, 1), bucket(DATABASE, HistoryTier.HOURS, 0, 1)))));
            assertThat(read(store).transitions)
                    .extracting(HistoryBatch.Transition::number)
                    .containsExactly(1L);
            assertThat(store.instances("orders").get(0).states()).hasSize(1);
        }

        @Test
        void isMoreThanGoesInOneTransaction() throws Exception {
            store.write(ORIGIN, minutes(20, 0, 600));
            store.prune(ORIGIN, since(START.plus(ofMinutes(599))), START);
            assertThat(read(store).texts()).isEqualTo(texts(minutes(20, 599, 600)));
        }

        @Test
        void isWhatInstancesHaveLeftThatAreGone() throws Exception {
            HistoryOrigin gone = new HistoryOrigin("orders", "orders-0");
            HistoryOrigin other = new HistoryOrigin("billing", "orders-0");
            HistoryBatch batch = new HistoryBatch(
                    List.of(minute(DATABASE, 0, 1), bucket(DATABASE, HistoryTier.DAYS, 0, 1)),
                    List.of(transition(DATABASE, 0, ofSeconds(10))),
                    List.of(state(DATABASE, HealthStatus.UP)));
            for (HistoryOrigin each : List.of(ORIGIN, gone, other)) {
                store.write(each, batch);
            }
            String lastSeen = "UPDATE vitals_history_instance SET seen_at = '%s' WHERE instance = 'orders-0'";
            Sql.execute(dataSource, lastSeen.formatted(HistoryColumns.time(START.plus(ofMinutes(1)))));
            Map<HistoryTier, Instant> before = since(START.minus(Duration.ofDays(400)));
            before.put(HistoryTier.MINUTES, START.plus(ofMinutes(2)));
            store.prune(ORIGIN, before, START.minus(Duration.ofDays(400)));
            assertThat(read(store, gone).bucketsOf(DATABASE, HistoryTier.MINUTES))
                    .isEmpty();
            assertThat(read(store, gone).bucketsOf(DATABASE, HistoryTier.DAYS)).hasSize(1);

            Instant later = START.plus(ofMinutes(2));
            store.prune(ORIGIN, since(later), later);
            assertThat(Sql.ask(dataSource, "SELECT count(*) FROM vitals_history_instance WHERE service = 'orders'"))
                    .isEqualTo("1");
            assertThat(read(store, other).texts()).isEqualTo(texts(batch));
            assertThat(read(store, other).transitions).hasSize(1);
        }

        @Test
        void areChecksThatHaveLongBeenRemoved() throws Exception {
            store.write(
                    ORIGIN,
                    new HistoryBatch(
                            List.of(minute(DATABASE, 0, 1), minute(CACHE, 0, 1)),
                            List.of(),
                            List.of(state(CACHE, HealthStatus.UP))));
            Sql.execute(dataSource, "UPDATE vitals_history_series SET seen_at = '" + HistoryColumns.time(START) + "'");
            Instant later = START.plus(ofMinutes(2));
            store.prune(ORIGIN, since(later), later);
            assertThat(Sql.ask(dataSource, "SELECT name FROM vitals_history_series"))
                    .isEqualTo("cache");
            assertThat(Sql.ask(dataSource, "SELECT count(*) FROM vitals_history_series"))
                    .isEqualTo("1");
            store.write(ORIGIN, batch(List.of(minute(DATABASE, 5, 1))));
            assertThat(read(store).texts()).containsExactly(text(minute(DATABASE, 5, 1)));
        }

        @Test
        void isNothingOfAnOriginThatNeverWrote() throws Exception {
            store.prune(ORIGIN, since(START), START);
            assertThat(read(store).buckets).isEmpty();
        }
    }

    @Nested
    class Several {
        @Test
        void instancesAreReadTogether() throws Exception {
            InstanceHealth.State down = state(DATABASE, HealthStatus.DOWN);
            store.write(new HistoryOrigin("orders", "b"), states(state(DATABASE, HealthStatus.UP), down));
            store.write(new HistoryOrigin("orders", "a"), states(state(READINESS, HealthStatus.UP), down));
            store.write(new HistoryOrigin("billing", "c"), states(down));
            List<InstanceHealth> instances = store.instances("orders");
            assertThat(instances).extracting(InstanceHealth::instance).containsExactly("a", "b");
            assertThat(instances.get(0).states()).containsExactly(down, state(READINESS, HealthStatus.UP));
            assertThat(instances.get(1).states()).containsExactly(down);
            assertThat(instances)
                    .allSatisfy(each -> assertThat(
                                    Duration.between(each.seen(), Instant.now()).abs())
                            .isLessThan(ofMinutes(1)));
            assertThat(store.instances("nobody")).isEmpty();
        }

        @Test
        void anInstanceHasTheStatesItLastWrote() throws Exception {
            store.write(ORIGIN, states(state(DATABASE, HealthStatus.UP), state(CACHE, HealthStatus.UP)));
            store.write(ORIGIN, states(state(DATABASE, HealthStatus.DOWN)));
            store.write(ORIGIN, minutes(1, 0, 1));
            assertThat(store.instances("orders").get(0).states()).containsExactly(state(DATABASE, HealthStatus.DOWN));
            try (JdbcHistoryStore restarted = another(dataSource)) {
                restarted.write(ORIGIN, states(state(CACHE, HealthStatus.DOWN)));
            }
            assertThat(store.instances("orders").get(0).states()).containsExactly(state(CACHE, HealthStatus.DOWN));
        }

        @Test
        void anInstanceTellsWhenItsProcessBegan() throws Exception {
            store.write(ORIGIN, minutes(1, 0, 1));
            InstanceHealth first = store.instances("orders").get(0);
            store.write(ORIGIN, minutes(1, 1, 2));
            InstanceHealth second = store.instances("orders").get(0);
            assertThat(second.started()).isEqualTo(first.started());
            assertThat(second.seen()).isAfter(first.seen());
            try (JdbcHistoryStore restarted = another(dataSource)) {
                restarted.write(ORIGIN, minutes(1, 1, 2));
            }
            assertThat(store.instances("orders").get(0).started()).isAfter(first.started());
        }

        @Test
        void anInstanceThatHasBeenGoneForADayIsLeftOut() throws Exception {
            store.write(ORIGIN, states(state(DATABASE, HealthStatus.UP)));
            store.write(new HistoryOrigin("orders", "gone"), states(state(DATABASE, HealthStatus.UP)));
            Sql.execute(
                    dataSource,
                    "UPDATE vitals_history_instance SET seen_at = CURRENT_TIMESTAMP - INTERVAL '25' HOUR"
                            + " WHERE instance = 'gone'");
            assertThat(store.instances("orders"))
                    .extracting(InstanceHealth::instance)
                    .containsExactly("orders-1");
        }

        @Test
        void writersAtOnceDoNotDisturbEachOther() throws Exception {
            together(4, writer -> {
                HistoryOrigin origin = new HistoryOrigin("orders", "orders-" + writer);
                try (JdbcHistoryStore own = another(dataSource)) {
                    for (int minute = 0; minute < 10; minute++) {
                        own.write(origin, minutes(20, minute, minute + 1));
                    }
                }
            });
            for (int writer = 0; writer < 4; writer++) {
                assertThat(read(store, new HistoryOrigin("orders", "orders-" + writer))
                                .texts())
                        .isEqualTo(texts(minutes(20, 0, 10)));
            }
            assertThat(warnings()).isEmpty();
        }

        @Test
        void processesUnderOneNameAreToldOfOnce() throws Exception {
            try (JdbcHistoryStore other = another(dataSource)) {
                for (int minute = 0; minute < 4; minute++) {
                    store.write(ORIGIN, batch(List.of(minute(DATABASE, minute, 1))));
                    other.write(ORIGIN, batch(List.of(minute(CACHE, minute, 2), minute(DATABASE, minute, 2))));
                }
            }
            assertThat(warnings())
                    .hasSize(2)
                    .allMatch(warning -> warning.startsWith("another process writes history under the same instance"));
            assertThat(read(store).bucketsOf(DATABASE, HistoryTier.MINUTES)).hasSize(4);
            assertThat(read(store).bucketsOf(CACHE, HistoryTier.MINUTES)).hasSize(4);
        }

        @Test
        void processesUnderOneNameThatWriteAtOnceCorruptNothing() throws Exception {
            store.write(ORIGIN, minutes(5, 0, 1));
            together(2, writer -> {
                try (JdbcHistoryStore own = another(dataSource)) {
                    for (int minute = 0; minute < 10; minute++) {
                        own.write(ORIGIN, minutes(5, minute, minute + 2));
                    }
                }
            });
            assertThat(read(store).texts()).isEqualTo(texts(minutes(5, 0, 11)));
        }
    }

    @Nested
    class Tables {
        @TempDir
        private Path folder;

        @Test
        void areMadeOnceByThoseThatStartAtOnce() throws Exception {
            CyclicBarrier barrier = new CyclicBarrier(3);
            together(3, writer -> {
                try (JdbcHistoryStore own = another(dataSource)) {
                    barrier.await();
                    own.write(new HistoryOrigin("orders", "orders-" + writer), minutes(2, 0, 1));
                }
            });
            assertThat(store.instances("orders")).hasSize(3);
            assertThat(Sql.ask(dataSource, "SELECT count(*) FROM \"vitals_schema_history\" WHERE \"version\" = '1'"))
                    .isEqualTo("1");
        }

        @Test
        void standBesideThoseOfAnApplicationThatMigratesToo() throws Exception {
            migrateApplication(1);
            store.write(ORIGIN, minutes(2, 0, 1));
            migrateApplication(2);
            try (JdbcHistoryStore restarted = another(dataSource)) {
                assertThat(read(restarted).texts()).isEqualTo(texts(minutes(2, 0, 1)));
            }
        }

        private void migrateApplication(int versions) throws IOException {
            for (int version = 1; version <= versions; version++) {
                Files.writeString(
                        folder.resolve("V" + version + "__own.sql"), "CREATE TABLE own" + version + " (id int)");
            }
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("filesystem:" + folder)
                    .load()
                    .migrate();
        }

        @Test
        void standBesideThoseOfASharedStoreThatComesLater() throws Exception {
            store.write(ORIGIN, minutes(2, 0, 1));
            try (JdbcSharedStore shared = JdbcSharedStore.of(dataSource);
                    JdbcHistoryStore restarted = another(dataSource)) {
                shared.write("space", Map.of("key", Optional.of("text")));
                assertThat(read(restarted).texts()).isEqualTo(texts(minutes(2, 0, 1)));
                restarted.write(ORIGIN, minutes(2, 1, 2));
            }
        }

        @Test
        void standBesideThoseOfASharedStoreThatWasThereBefore() throws Exception {
            try (JdbcSharedStore shared = JdbcSharedStore.of(dataSource)) {
                shared.write("space", Map.of("key", Optional.of("text")));
                store.write(ORIGIN, minutes(2, 0, 1));
                assertThat(shared.read("space")).isEqualTo(Map.of("key", "text"));
            }
            try (JdbcSharedStore restarted = JdbcSharedStore.of(dataSource)) {
                assertThat(restarted.read("space")).isEqualTo(Map.of("key", "text"));
            }
            assertThat(read(store).texts()).isEqualTo(texts(minutes(2, 0, 1)));
        }

        @Test
        void mayBeInASchemaOfTheirOwn() throws Exception {
            try (JdbcHistoryStore apart =
                    JdbcHistoryStore.builder(dataSource).schema("vitals").build()) {
                apart.write(ORIGIN, minutes(2, 0, 1));
                assertThat(read(apart).texts()).isEqualTo(texts(minutes(2, 0, 1)));
                apart.prune(ORIGIN, since(START.plus(ofMinutes(5))), START);
                assertThat(read(apart).texts()).isEmpty();
            }
            migrateApplication(1);
            assertThat(Sql.ask(dataSource, "SELECT count(*) FROM \"vitals\".vitals_history_instance"))
                    .isEqualTo("1");
        }

        @Test
        void areTheDutyOfOthersIfTheStoreIsNotToMakeThem() throws Exception {
            try (JdbcHistoryStore guest =
                    JdbcHistoryStore.builder(dataSource).migrate(false).build()) {
                assertThatThrownBy(() -> guest.write(ORIGIN, minutes(1, 0, 1)))
                        .isInstanceOf(SQLException.class)
                        .message()
                        .containsIgnoringCase("vitals_history_instance");
                store.write(ORIGIN, minutes(1, 0, 1));
                guest.write(ORIGIN, minutes(1, 1, 2));
                assertThat(read(guest).texts()).isEqualTo(texts(minutes(1, 0, 2)));
            }
        }
    }

    private interface Work {
        void of(int worker) throws Exception;
    }

    private static void together(int workers, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int number = worker;
                futures.add(threads.submit(() -> {
                    work.of(number);
                    return null;
                }));
            }
            for (Future<?> each : futures) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
