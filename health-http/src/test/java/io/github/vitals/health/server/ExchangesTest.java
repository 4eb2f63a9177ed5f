package io.github.vitals.health.server;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.server.Seat.Glance;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ExchangesTest {
    private static final int FEW = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private static final Duration LEAVING = ofMillis(250);

    private final Exchanges exchanges = new Exchanges(false);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final Queue<Integer> interrupted = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        exchanges.close(ofSeconds(5));
    }

    /** Begins exchanges that are in a phase until they are released or interrupted. */
    private void hold(int number, Phase phase) {
        for (int i = 0; i < number; i++) {
            int name = i;
            exchanges.execute(() -> {
                exchanges.now(phase);
                held.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException stop) {
                    interrupted.add(name);
                }
            });
        }
    }

    private void holdEveryThread(Phase phase) {
        hold(Exchanges.MOST, phase);
        await().until(() -> held.get() == Exchanges.MOST);
    }

    private CountDownLatch newcomer() {
        CountDownLatch ran = new CountDownLatch(1);
        exchanges.execute(ran::countDown);
        return ran;
    }

    private static void awaitRun(CountDownLatch newcomer) {
        await().atMost(ofSeconds(30)).until(() -> newcomer.getCount() == 0);
    }

    private static Set<Thread> threads() {
        return Threads.named("health-server-\\d+");
    }

    @Nested
    class WhileClientsAreQuick {
        @Test
        void aFewThreadsDoItAll() {
            Set<Thread> before = threads();
            AtomicInteger done = new AtomicInteger();
            for (int i = 0; i < 500; i++) {
                exchanges.execute(done::incrementAndGet);
            }
            await().until(() -> done.get() == 500);
            assertThat(threads().size() - before.size()).isLessThanOrEqualTo(FEW);
        }

        @Test
        void nothingIsSweptOnceThereIsNothingToDo() {
            Thread sweeper = Threads.named("health-server-timer").iterator().next();
            await().until(() -> sweeper.getState() == Thread.State.WAITING);
            hold(1, Phase.WAITING);
            await().until(() -> sweeper.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            await().until(() -> sweeper.getState() == Thread.State.WAITING);
        }
    }

    @Nested
    class WhoIsHeldUp {
        @ParameterizedTest
        @EnumSource
        void isMadeUpFor(Phase phase) {
            hold(40, phase);
            await().until(() -> held.get() == 40);
            awaitRun(newcomer());
            assertThat(interrupted).isEmpty();
        }

        @Test
        void isNoLongerMadeUpForOnceItIsNotHeldUpHoweverMuchThereIsToDo() {
            Set<Thread> before = threads();
            hold(100, Phase.READING);
            await().until(() -> held.get() == 100);
            release.countDown();
            await().atMost(ofSeconds(4)).until(() -> {
                hold(1000, Phase.WORKING);
                return threads().size() - before.size() <= FEW;
            });
        }

        @ParameterizedTest
        @EnumSource(
                mode = Mode.INCLUDE,
                names = {"READING", "SENDING", "LEFTOVER"})
        void givesWayToANewcomerOnceAllThreadsAreTaken(Phase phase) {
            holdEveryThread(phase);
            awaitRun(newcomer());
            assertThat(interrupted).hasSizeBetween(1, 5);
            // The first ones began at the same time or so.
            assertThat(interrupted).allMatch(name -> name < Exchanges.MOST / 2);
        }

        @Test
        void givesWayToNoMoreThanThereAreNewcomersAlsoIfItTakesItsTimeToGo() {
            for (int i = 0; i < Exchanges.MOST; i++) {
                exchanges.execute(this::leaveLate);
            }
            await().until(() -> held.get() == Exchanges.MOST);
            long start = System.nanoTime();
            int newcomers = 10;
            for (int i = 0; i < newcomers; i++) {
                newcomer();
            }
            await().during(ofMillis(300)).until(() -> interrupted.size() >= newcomers);
            long asked = 1 + (System.nanoTime() - start) / LEAVING.toNanos();
            assertThat(interrupted).hasSizeLessThanOrEqualTo((int) asked * newcomers);
        }

        private void leaveLate() {
            exchanges.now(Phase.READING);
            int name = held.getAndIncrement();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException stop) {
                    interrupted.add(name);
                }
            }
        }

        @ParameterizedTest
        @EnumSource(
                mode = Mode.INCLUDE,
                names = {"WORKING", "WAITING"})
        void staysWhereItIsOursToFinish(Phase phase) {
            holdEveryThread(phase);
            CountDownLatch newcomer = newcomer();
            await().during(ofMillis(500)).until(() -> newcomer.getCount() == 1);
            assertThat(interrupted).isEmpty();
            release.countDown();
            awaitRun(newcomer);
        }

        @Test
        void keepsNobodyWaitingBeyondABound() {
            holdEveryThread(Phase.WAITING);
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> {
                for (int i = 0; i < 20_000; i++) {
                    newcomer();
                }
            });
            release.countDown();
            await().untilAsserted(() -> awaitRun(newcomer()));
        }

        @Test
        void isInterruptedPastTheLimitOfItsPhase() {
            hold(1, Phase.LEFTOVER);
            await().until(() -> interrupted.size() == 1);
        }

        @ParameterizedTest
        @CsvSource({"READING, 5", "WORKING, 10", "SENDING, 10", "LEFTOVER, 1"})
        void hasALimitInEachPhase(Phase phase, int seconds) {
            assertThat(after(ofSeconds(seconds).minusMillis(1), phase).overdue())
                    .isFalse();
            assertThat(after(ofSeconds(seconds).plusMillis(1), phase).overdue()).isTrue();
        }

        @Test
        void hasNoLimitWhereItWaitsForNews() {
            assertThat(after(Duration.ofDays(1), Phase.WAITING).overdue()).isFalse();
        }

        private Glance after(Duration age, Phase phase) {
            Seat seat = new Seat(() -> {}, "seat", Set.of(), thread -> 0, 0);
            return new Glance(seat, phase, 0, age, 0, false);
        }
    }

    @Nested
    class ARequest {
        @Test
        void thatTakesTooMuchMemoryIsReadNoFurther() {
            CountDownLatch small = new CountDownLatch(1);
            CountDownLatch given = new CountDownLatch(1);
            exchanges.execute(() -> {
                try {
                    release.await();
                    small.countDown();
                } catch (InterruptedException stop) {
                    interrupted.add(0);
                }
            });
            exchanges.execute(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    assertThat(new byte[1 << 20]).isNotNull();
                }
                given.countDown();
            });
            awaitRun(given);
            release.countDown();
            awaitRun(small);
            assertThat(interrupted).isEmpty();
        }

        @Test
        void mayLeadToAnAnswerThatTakesMuch() {
            CountDownLatch answered = new CountDownLatch(1);
            exchanges.execute(() -> {
                exchanges.now(Phase.WORKING);
                long end = System.nanoTime() + ofMillis(600).toNanos();
                while (!Thread.currentThread().isInterrupted() && System.nanoTime() - end < 0) {
                    assertThat(new byte[1 << 20]).isNotNull();
                }
                if (!Thread.currentThread().isInterrupted()) {
                    answered.countDown();
                }
            });
            awaitRun(answered);
        }
    }

    @Nested
    class AnInterrupt {
        /** Clients that hold a thread for longer than the few there are, among others: each is interrupted in its own exchange. */
        @Test
        void neverMeetsAnotherExchange() {
            int rounds = 1500;
            AtomicInteger stray = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            holdEveryThread(Phase.READING);
            for (int i = 0; i < rounds; i++) {
                boolean slow = i % 3 == 0;
                await().pollInterval(ofMillis(1))
                        .until(() -> tried(() -> {
                            if (Thread.currentThread().isInterrupted()) {
                                stray.incrementAndGet();
                            }
                            if (slow) {
                                exchanges.now(Phase.SENDING);
                                awaitInterrupt();
                            }
                            done.incrementAndGet();
                        }));
            }
            await().atMost(ofSeconds(30)).until(() -> done.get() > rounds * 2 / 3);
            assertThat(stray).hasValue(0);
            assertThat(interrupted).isNotEmpty();
        }

        private boolean tried(Runnable exchange) {
            try {
                exchanges.execute(exchange);
                return true;
            } catch (RejectedExecutionException tooManyWait) {
                return false;
            }
        }

        private void awaitInterrupt() {
            try {
                release.await();
            } catch (InterruptedException displaced) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void isRepeatedWhereItWasSwallowed() {
            AtomicInteger swallowed = new AtomicInteger();
            exchanges.execute(() -> {
                exchanges.now(Phase.LEFTOVER);
                while (swallowed.get() < 2 && release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException swallow) {
                        swallowed.incrementAndGet();
                    }
                }
            });
            await().until(() -> swallowed.get() == 2);
        }
    }

    @Nested
    class AwaitingAnswers {
        @ParameterizedTest
        @EnumSource(
                mode = Mode.INCLUDE,
                names = {"WORKING", "SENDING"})
        void waitsForThoseThatAreMadeOrGo(Phase phase) throws Exception {
            hold(1, phase);
            await().until(() -> held.get() == 1);
            Thread waiting = Exchanges.daemon(() -> awaitUnchecked(ofSeconds(60)), "waiting");
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            waiting.join();
            assertThat(interrupted).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                mode = Mode.INCLUDE,
                names = {"READING", "WAITING", "LEFTOVER"})
        void doesNotWaitForOthers(Phase phase) {
            hold(1, phase);
            await().until(() -> held.get() == 1);
            awaitUnchecked(ofSeconds(60));
        }

        private void awaitUnchecked(Duration atMost) {
            try {
                exchanges.awaitAnswers(atMost);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void anExchangeThatFailsHoldsNoOtherUp() {
        for (int i = 0; i < 20; i++) {
            exchanges.execute(() -> {
                throw new AssertionError("meant");
            });
        }
        awaitRun(newcomer());
    }

    @Test
    void whatIsNotOnOneOfItsThreadsIsNoneOfItsBusiness() {
        exchanges.now(Phase.LEFTOVER);
        assertThat(Optional.of(Thread.currentThread())).get().isNotInstanceOf(Seat.class);
    }
}
