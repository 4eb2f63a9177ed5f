package io.github.vitals.health.logging.levels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.logging.audit.AuditFailedException;
import io.github.vitals.health.logging.audit.AuditLog;
import io.github.vitals.health.logging.audit.AuditVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogLevelsTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final String ORDERS = "com.example.orders";

    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final LoggerContext context = new LoggerContext();
    private final Logger orders = context.getLogger(ORDERS);
    private final LogLevels levels = levels(Optional.empty());
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger teller = (Logger) LoggerFactory.getLogger(LogLevels.class);

    /** In place of the thread that waits: time passes when a test says so. */
    private static Thread idle(Runnable waiting) {
        return new Thread(() -> {});
    }

    private LogLevels levels(Optional<AuditLog> audit) {
        return new LogLevels(context, audit, ticks::get, now::get, LogLevelsTest::idle);
    }

    @BeforeEach
    void listen() {
        told.start();
        teller.addAppender(told);
        teller.setAdditive(false);
        teller.setLevel(ch.qos.logback.classic.Level.INFO);
    }

    @AfterEach
    void stop() {
        teller.detachAppender(told);
        teller.setAdditive(true);
        teller.setLevel(null);
        levels.close();
    }

    private void set(Level level, Duration duration) {
        levels.set(ORDERS, Optional.of(level), duration, "jane", "ticket 4711");
    }

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
        levels.returnDue();
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        return event.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    @Nested
    class AChangedLevel {
        @Test
        void isNoneIfThereCanBeNoThreadThatBringsItBack() {
            AtomicBoolean exhausted = new AtomicBoolean(true);
            LogLevels starved = new LogLevels(context, Optional.empty(), ticks::get, now::get, waiting -> {
                if (exhausted.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return idle(waiting);
            });
            assertThatThrownBy(() -> starved.set(ORDERS, Optional.of(Level.TRACE), TEN_MINUTES, "jane", ""))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(orders.getLevel()).isNull();
            assertThat(starved.current()).isEmpty();
            exhausted.set(false);
            starved.set(ORDERS, Optional.of(Level.TRACE), TEN_MINUTES, "jane", "");
            assertThat(starved.current()).hasSize(1);
            starved.close();
        }

        @Test
        void goesBackToThatOfTheParentWhenItsTimeIsOver() {
            set(Level.TRACE, TEN_MINUTES);
            assertThat(orders.getLevel()).hasToString("TRACE");
            pass(TEN_MINUTES.minusNanos(1));
            assertThat(orders.getLevel()).hasToString("TRACE");
            pass(Duration.ofNanos(1));
            assertThat(orders.getLevel()).isNull();
            assertThat(levels.current()).isEmpty();
        }

        @Test
        void goesBackToWhatItWasBeforeTheFirstChangeAtTheTimeOfTheLast() {
            orders.setLevel(ch.qos.logback.classic.Level.ERROR);
            set(Level.DEBUG, TEN_MINUTES);
            pass(Duration.ofMinutes(5));
            set(Level.TRACE, TEN_MINUTES);
            pass(Duration.ofMinutes(9));
            assertThat(orders.getLevel()).hasToString("TRACE");
            pass(Duration.ofMinutes(1));
            assertThat(orders.getLevel()).hasToString("ERROR");
        }

        @Test
        void staysIfSomebodyElseHasSetItMeanwhile() {
            set(Level.DEBUG, TEN_MINUTES);
            orders.setLevel(ch.qos.logback.classic.Level.WARN);
            pass(TEN_MINUTES);
            assertThat(orders.getLevel()).hasToString("WARN");
            assertThat(levels.current()).isEmpty();
            assertThat(told.list.get(1).getMessage())
                    .isEqualTo("Log level was set by somebody else meanwhile, and stays");
        }

        @Test
        void goesBackToWhatSomebodyElseHasSetIfItIsChangedAgain() {
            set(Level.DEBUG, TEN_MINUTES);
            orders.setLevel(ch.qos.logback.classic.Level.WARN);
            set(Level.TRACE, TEN_MINUTES);
            pass(TEN_MINUTES);
            assertThat(orders.getLevel()).hasToString("WARN");
        }

        @Test
        void doesNotMindThatTheWallClockJumps() {
            set(Level.DEBUG, TEN_MINUTES);
            now.set(NOON.plus(Duration.ofDays(1)));
            levels.returnDue();
            assertThat(orders.getLevel()).hasToString("DEBUG");
            assertThat(levels.current().get(0).until()).isEqualTo(now.get().plus(TEN_MINUTES));
            now.set(NOON.minus(Duration.ofDays(1)));
            pass(TEN_MINUTES);
            assertThat(orders.getLevel()).isNull();
        }

        @Test
        void isInTheListWithAllThatIsKnownOfIt() {
            orders.setLevel(ch.qos.logback.classic.Level.ERROR);
            set(Level.DEBUG, TEN_MINUTES);
            assertThat(levels.current())
                    .containsExactly(new LevelChange(
                            ORDERS, Level.DEBUG, Optional.of("ERROR"), NOON.plus(TEN_MINUTES), "jane", "ticket 4711"));
        }

        @Test
        void goesBackAtOnceWhenItIsReset() {
            set(Level.DEBUG, TEN_MINUTES);
            levels.reset(ORDERS, "joe");
            assertThat(orders.getLevel()).isNull();
            levels.reset(ORDERS, "joe");
            set(Level.DEBUG, TEN_MINUTES);
            levels.set(ORDERS, Optional.empty(), Duration.ZERO, "joe", "");
            assertThat(orders.getLevel()).isNull();
            assertThat(told.list).hasSize(4);
        }

        @Test
        void goesBackWhenTheLevelsAreClosed() {
            set(Level.DEBUG, TEN_MINUTES);
            levels.close();
            assertThat(orders.getLevel()).isNull();
        }
    }

    @Nested
    class WhatIsTold {
        @Test
        void isEachChangeAndEachReturn() {
            set(Level.DEBUG, TEN_MINUTES);
            pass(TEN_MINUTES);
            assertThat(told.list)
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly("Log level changed", "Log level returned");
            assertThat(fields(told.list.get(0)))
                    .isEqualTo(Map.of(
                            "event.action", "log-level-changed",
                            "event.outcome", "success",
                            "user.name", "jane",
                            "labels.logger", ORDERS,
                            "labels.level", "DEBUG",
                            "labels.level_before", "parent",
                            "labels.seconds", 600L,
                            "labels.reason", "ticket 4711"));
            assertThat(fields(told.list.get(1)))
                    .containsEntry("event.action", "log-level-returned")
                    .containsEntry("labels.level", "parent")
                    .containsEntry("labels.reason", "its time is over");
        }

        @Test
        void isToldAlsoIfTheChangeSilencesIt() {
            LogLevels real = new LogLevels(
                    teller.getLoggerContext(), Optional.empty(), ticks::get, now::get, LogLevelsTest::idle);
            real.set(teller.getName(), Optional.of(Level.ERROR), TEN_MINUTES, "jane", "");
            real.reset(teller.getName(), "jane");
            assertThat(told.list).hasSize(2);
        }

        @Test
        void showsNoSecret() {
            levels.set(ORDERS, Optional.of(Level.DEBUG), TEN_MINUTES, "jane", "password=hunter2");
            assertThat(fields(told.list.get(0)).get("labels.reason")).isEqualTo("password=***");
        }
    }

    @Nested
    class WithAnAuditLog {
        @TempDir
        private Path directory;

        @Test
        void eachChangeAndEachReturnIsARecord() throws IOException {
            try (AuditLog audit = AuditLog.builder(directory, "audit").open();
                    LogLevels audited = levels(Optional.of(audit))) {
                audited.set(ORDERS, Optional.of(Level.DEBUG), TEN_MINUTES, "jane", "ticket 4711");
                audited.reset(ORDERS, "joe");
            }
            try (Stream<Path> files = Files.list(directory)) {
                Path file = files.filter(path -> path.toString().endsWith(".json"))
                        .findFirst()
                        .orElseThrow();
                List<String> lines = Files.readAllLines(file);
                assertThat(lines).hasSize(2);
                assertThat(lines.get(0)).contains("\"log-level-changed\"", "\"user.name\":\"jane\"", ORDERS, "4711");
                assertThat(lines.get(1)).contains("\"log-level-returned\"", "\"user.name\":\"joe\"");
            }
            assertThat(AuditVerifier.of(directory, "audit").verify().ok()).isTrue();
        }

        @Test
        void nothingIsChangedThatCannotBeRecordedButEverythingReturns() {
            AuditLog audit = AuditLog.builder(directory, "audit").open();
            LogLevels audited = levels(Optional.of(audit));
            audited.set(ORDERS, Optional.of(Level.DEBUG), TEN_MINUTES, "jane", "");
            audit.close();
            assertThatThrownBy(() -> audited.set("ROOT", Optional.of(Level.TRACE), TEN_MINUTES, "jane", ""))
                    .isInstanceOf(AuditFailedException.class);
            assertThat(context.getLogger("ROOT").getLevel()).hasToString("DEBUG");
            audited.close();
            assertThat(orders.getLevel()).isNull();
            assertThat(told.list.get(2).getMessage()).isEqualTo("The return of a log level could not be recorded");
        }
    }

    @Nested
    class WhatIsRefused {
        @Test
        void isALoggerThatNobodyUses() {
            assertThatThrownBy(() -> levels.set("no.such", Optional.of(Level.DEBUG), TEN_MINUTES, "", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("logger: no.such (expected: one that is in use, or ROOT)");
        }

        @Test
        void isATimeThatIsTooShortOrTooLong() {
            assertThatThrownBy(() -> set(Level.DEBUG, Duration.ofMillis(999)))
                    .hasMessage("duration: PT0.999S (expected: PT1S to PT24H)");
            assertThatThrownBy(() -> set(Level.DEBUG, Duration.ofHours(24).plusNanos(1)))
                    .hasMessageStartingWith("duration: PT24H0.000000001S");
            assertThat(orders.getLevel()).isNull();
        }

        @Test
        void isTheLogger101AtOnceButNotOneOfThe100Again() {
            for (int i = 0; i < 100; i++) {
                context.getLogger("l" + i);
                levels.set("l" + i, Optional.of(Level.DEBUG), TEN_MINUTES, "", "");
            }
            assertThatThrownBy(() -> set(Level.DEBUG, TEN_MINUTES))
                    .hasMessage("logger: com.example.orders (expected: at most 100 are changed at once)");
            levels.set("l5", Optional.of(Level.TRACE), TEN_MINUTES, "", "");
            assertThat(context.getLogger("l5").getLevel()).hasToString("TRACE");
        }

        @Test
        void isALongText() {
            assertThatThrownBy(() -> levels.set(ORDERS, Optional.of(Level.DEBUG), TEN_MINUTES, "", "x".repeat(201)))
                    .hasMessage("reason: 201 characters (expected: at most 200)");
        }
    }

    @Nested
    class TheThread {
        private List<Thread> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("vitals-log-levels"))
                    .toList();
        }

        @Test
        void isThereOnlyWhileSomethingIsChangedAndReturnsItInTime() {
            LogLevels real = new LogLevels(
                    context, Optional.empty(), System::nanoTime, InstantSource.system(), LogLevels::daemon);
            assertThat(threads()).isEmpty();
            real.set(ORDERS, Optional.of(Level.DEBUG), Duration.ofHours(1), "", "");
            real.set(ORDERS, Optional.of(Level.TRACE), Duration.ofSeconds(1), "", "");
            assertThat(threads()).singleElement().matches(Thread::isDaemon);
            threads().forEach(Thread::interrupt);
            await().until(() -> orders.getLevel() == null);
            await().until(() -> threads().isEmpty());
            real.set(ORDERS, Optional.of(Level.DEBUG), Duration.ofHours(1), "", "");
            assertThat(threads()).hasSize(1);
            real.close();
            await().until(() -> threads().isEmpty());
        }
    }
}
