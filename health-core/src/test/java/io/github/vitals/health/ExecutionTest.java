package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On which thread a check is run, and how many it takes; with real threads. */
class ExecutionTest {
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    /** Holds its thread, whoever interrupts it, until the test is over. */
    private HealthResult deaf() {
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException ignored) {
                // That is what it is to be deaf.
            }
        }
        return HealthResult.up();
    }

    @Nested
    class Asynchronous {
        private final ConcurrentLinkedQueue<CompletableFuture<HealthResult>> promises = new ConcurrentLinkedQueue<>();

        private CompletableFuture<HealthResult> promise() {
            CompletableFuture<HealthResult> promise = new CompletableFuture<>();
            promises.add(promise);
            return promise;
        }

        @Test
        void noThreadWaitsForAnswers() throws Exception {
            HealthRegistryBuilder builder = HealthRegistry.builder().threads(1);
            for (int i = 0; i < 200; i++) {
                builder.check("later-" + i, HealthCheck.async(context -> promise()));
            }
            try (HealthRegistry health = builder.build()) {
                CompletableFuture<HealthReport> report = CompletableFuture.supplyAsync(health::check);
                await().until(() -> promises.size() == 200);
                promises.forEach(promise -> promise.complete(HealthResult.up()));
                assertThat(report.get().status()).isEqualTo(UP);
            }
        }

        @Test
        void whatCompletesAfterTheTimeoutOrTwiceChangesNothing() {
            try (Bench bench = Bench.started(health -> health.check(
                    "later",
                    HealthCheck.async(context -> promise()),
                    Bench.exact().build()))) {
                bench.pass(ofSeconds(2));
                assertThat(bench.state("later").result().orElseThrow().reason()).contains(FailureReason.TIMEOUT);
                CompletableFuture<HealthResult> first = promises.remove();
                assertThat(first).isCancelled();
                first.obtrudeValue(HealthResult.up("too late"));
                assertThat(bench.status("later")).isEqualTo(DOWN);
                bench.pass(ofSeconds(8));
                CompletableFuture<HealthResult> second = promises.remove();
                second.complete(HealthResult.up("in time"));
                second.obtrudeValue(HealthResult.down("once more"));
                assertThat(bench.state("later").result().orElseThrow().message())
                        .isEqualTo("in time");
            }
        }

        @Test
        void aStageThatCannotBeCancelledIsStuckAndNotAskedAgainUntilItCompletes() {
            CompletableFuture<HealthResult> stubborn = new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean interrupt) {
                    throw new UnsupportedOperationException("not me");
                }
            };
            AtomicInteger questions = new AtomicInteger();
            HealthCheck check = HealthCheck.async(context -> {
                questions.incrementAndGet();
                return stubborn;
            });
            try (Bench bench = Bench.started(
                    health -> health.check("later", check, Bench.exact().build()))) {
                bench.pass(Duration.ofMinutes(10));
                assertThat(bench.state("later").stuck()).isTrue();
                assertThat(questions).hasValue(1);
                stubborn.complete(HealthResult.up());
                bench.pass(ofSeconds(20));
                assertThat(questions.get()).isGreaterThan(1);
                assertThat(bench.status("later")).isEqualTo(UP);
            }
        }

        @Test
        void aStageThatIsCompleteAlreadyIsTheResultAtOnce() {
            HealthCheck check = HealthCheck.async(context -> CompletableFuture.completedFuture(HealthResult.up("now")));
            try (Bench bench = Bench.built(health -> health.check("now", check))) {
                assertThat(bench.health.check("now").message()).isEqualTo("now");
            }
        }
    }

    @Nested
    class Inline {
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final AtomicInteger runs = new AtomicInteger();

        private HealthResult seen() {
            runs.incrementAndGet();
            threads.add(Thread.currentThread());
            return HealthResult.up();
        }

        @Test
        void aCheckThatNeverBlocksIsRunOnTheThreadThatAsks() {
            try (HealthRegistry health = HealthRegistry.builder()
                    .check("inline", context -> seen(), policy -> policy.inline(true))
                    .build()) {
                assertThat(health.check().status()).isEqualTo(UP);
                assertThat(threads).containsExactly(Thread.currentThread());
            }
        }

        @Test
        void besideOthersEachIsRunWhereItBelongs() {
            Set<Thread> others = ConcurrentHashMap.newKeySet();
            try (HealthRegistry health = HealthRegistry.builder()
                    .check("inline", context -> seen(), policy -> policy.inline(true))
                    .check("other", context -> {
                        others.add(Thread.currentThread());
                        return HealthResult.up();
                    })
                    .build()) {
                assertThat(health.check().status()).isEqualTo(UP);
                assertThat(threads).containsExactly(Thread.currentThread());
                assertThat(others).hasSize(1).doesNotContain(Thread.currentThread());
            }
        }

        @Test
        void oneThatIsSlowThreeTimesInARowIsNoLongerBelieved() {
            try (Bench bench = Bench.built(health -> health.deadline(ofMillis(20))
                    .check(
                            "slow",
                            context -> {
                                seen();
                                SLOWED.get().time.pass(ofMillis(11));
                                return HealthResult.up();
                            },
                            policy -> policy.inline(true).maxAge(Duration.ofNanos(1))))) {
                SLOWED.set(bench);
                bench.holdWork();
                for (int i = 0; i < 4; i++) {
                    bench.time.pass(ofMillis(1));
                    bench.health.check("slow");
                }
                assertThat(runs).hasValue(3);
            }
        }

        @Test
        void theCallersThreadIsNeverInterruptedForTheCheck() {
            try (Bench bench = Bench.built(health -> health.check(
                    "hangs",
                    context -> {
                        SLOWED.get().advance();
                        SLOWED.get().time.pass(ofMillis(100));
                        SLOWED.get().advance();
                        for (int i = 0; i < 25; i++) {
                            SLOWED.get().time.pass(ofMillis(100));
                            SLOWED.get().advance();
                        }
                        assertThat(context.cancelled()).isTrue();
                        return HealthResult.up();
                    },
                    policy -> policy.inline(true)))) {
                SLOWED.set(bench);
                assertThat(bench.health.check("hangs").reason()).contains(FailureReason.TIMEOUT);
                assertThat(Thread.interrupted()).isFalse();
            }
        }
    }

    private static final ThreadLocal<Bench> SLOWED = new ThreadLocal<>();

    @Nested
    class LostThreads {
        @Test
        void whenAsManyAreLostAsMayBeNothingIsRiskedUntilOneComesBack() {
            CheckPolicy quick = CheckPolicy.builder()
                    .period(ofMillis(200))
                    .timeout(ofMillis(30))
                    .failureThreshold(1)
                    .successThreshold(1)
                    .build();
            AtomicInteger runs = new AtomicInteger();
            HealthCheck good = context -> {
                runs.incrementAndGet();
                return HealthResult.up();
            };
            try (HealthRegistry health = HealthRegistry.builder()
                    .lostThreads(2)
                    .check("deaf-1", context -> deaf(), quick)
                    .check("deaf-2", context -> deaf(), quick)
                    .check("good", good, quick)
                    .start()) {
                await().until(() -> health.state("good").orElseThrow().status() == UNKNOWN
                        && runs.get() > 0
                        && health.state("good").orElseThrow().reason().isPresent());
                CheckState refused = health.state("good").orElseThrow();
                assertThat(refused.reason()).contains(FailureReason.SATURATED);
                assertThat(refused.message())
                        .isEqualTo("not run: 2 threads are lost to checks that do not come back, and no more may be");
                release.countDown();
                await().until(() -> health.state("good").orElseThrow().status() == UP);
            }
        }

        private final CheckPolicy quick = CheckPolicy.builder()
                .period(ofMillis(200))
                .timeout(ofMillis(30))
                .failureThreshold(1)
                .successThreshold(1)
                .build();

        @Test
        void theThreadOfARemovedCheckIsLostAsWell() {
            AtomicInteger entered = new AtomicInteger();
            HealthCheck deaf = context -> {
                entered.incrementAndGet();
                return deaf();
            };
            try (HealthRegistry health = HealthRegistry.builder()
                    .lostThreads(1)
                    .check("good", context -> HealthResult.up(), quick)
                    .start()) {
                health.add("deaf", deaf, CheckPolicy.builder().jitter(0).build());
                await().until(() -> entered.get() == 1);
                health.remove("deaf");
                await().until(() -> health.state("good").orElseThrow().reason().isPresent());
                assertThat(health.state("good").orElseThrow().reason()).contains(FailureReason.SATURATED);
                release.countDown();
                await().until(() -> health.state("good").orElseThrow().status() == UP);
            }
        }

        @Test
        void withEveryThreadLostTheScheduleAndTheCallersAreStillAnswered() {
            try (HealthRegistry health = HealthRegistry.builder()
                    .threads(1)
                    .deadline(Duration.ofMinutes(5))
                    .check("deaf", context -> deaf(), quick)
                    .start()) {
                await().until(() -> health.state("deaf").orElseThrow().stuck());
                health.add("late", context -> HealthResult.up(), quick);
                assertThat(health.check("late").reason()).contains(FailureReason.SATURATED);
                health.add("later", context -> HealthResult.up(), quick);
                await().until(() -> health.state("later").orElseThrow().reason().isPresent());
                assertThat(health.state("later").orElseThrow().reason()).contains(FailureReason.SATURATED);
            }
        }
    }

    @Nested
    class Closing {
        @Test
        void whoeverWaitsForACheckThatDoesNotComeBackIsLetGo() throws Exception {
            CountDownLatch entered = new CountDownLatch(1);
            HealthCheck deaf = context -> {
                entered.countDown();
                return deaf();
            };
            HealthRegistry health = HealthRegistry.builder()
                    .deadline(Duration.ofMinutes(5))
                    .check("deaf", deaf)
                    .check("behind", context -> HealthResult.up())
                    .build();
            CompletableFuture<HealthReport> report = CompletableFuture.supplyAsync(health::check);
            entered.await();
            health.close();
            await().until(report::isDone);
            assertThat(report.get().status()).isEqualTo(UNKNOWN);
        }

        @Test
        void whoeverWaitsInTheQueueBehindItIsLetGo() throws Exception {
            CountDownLatch entered = new CountDownLatch(1);
            HealthRegistry health = HealthRegistry.builder()
                    .threads(1)
                    .deadline(Duration.ofMinutes(5))
                    .check("deaf", context -> {
                        entered.countDown();
                        return deaf();
                    })
                    .check("behind", context -> HealthResult.up())
                    .build();
            Thread inside = new Thread(() -> health.check("deaf"));
            Thread queued = new Thread(() -> health.check("behind"));
            inside.start();
            entered.await();
            queued.start();
            await().until(() -> queued.getState() == Thread.State.TIMED_WAITING);
            health.close();
            queued.join();
            inside.join();
        }

        @Test
        void afterwardsEveryQuestionIsAnsweredAtOnce() {
            HealthRegistry health = HealthRegistry.builder()
                    .deadline(Duration.ofMinutes(5))
                    .check("db", context -> HealthResult.up())
                    .build();
            health.close();
            assertThat(health.check("db").status()).isEqualTo(UNKNOWN);
            assertThat(health.check().status()).isEqualTo(UNKNOWN);
        }
    }

    @Nested
    class WhatIsTheUsersOwn {
        private void hang() {
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        private void scheduleGoesOn(HealthRegistry health, AtomicInteger runs) {
            int before = runs.get();
            await().until(() -> runs.get() > before + 3);
            assertThat(health.state("good").orElseThrow().status()).isEqualTo(UP);
        }

        private final CheckPolicy quick =
                CheckPolicy.builder().period(ofMillis(50)).timeout(ofMillis(20)).build();

        @Test
        void aWindowThatDoesNotAnswerHoldsOneThreadAndNotTheSchedule() {
            AtomicInteger questions = new AtomicInteger();
            MaintenanceWindow hanging = new MaintenanceWindow() {
                @Override
                public Optional<Instant> openUntil(Instant at) {
                    questions.incrementAndGet();
                    hang();
                    return Optional.empty();
                }

                @Override
                public Optional<Instant> nextOpening(Instant at) {
                    return Optional.empty();
                }
            };
            AtomicInteger runs = new AtomicInteger();
            try (HealthRegistry health = HealthRegistry.builder()
                    .check(
                            "good",
                            context -> {
                                runs.incrementAndGet();
                                return HealthResult.up();
                            },
                            quick.toBuilder().maintenance(hanging).build())
                    .start()) {
                await().until(() -> questions.get() == 1);
                scheduleGoesOn(health, runs);
            }
        }

        @Test
        void aWindowThatHasNotAnsweredIsNotAskedAgain() {
            AtomicInteger questions = new AtomicInteger();
            MaintenanceWindow window = new MaintenanceWindow() {
                @Override
                public Optional<Instant> openUntil(Instant at) {
                    questions.incrementAndGet();
                    return Optional.empty();
                }

                @Override
                public Optional<Instant> nextOpening(Instant at) {
                    return Optional.empty();
                }
            };
            try (Bench bench = Bench.started(health -> health.check(
                    "db",
                    context -> HealthResult.up(),
                    Bench.exact().maintenance(window).build()))) {
                assertThat(questions).hasValue(1);
                bench.holdWork();
                bench.pass(Duration.ofHours(1));
                bench.work();
                assertThat(questions).hasValue(2);
            }
        }

        @Test
        void aStageWhoseCancellationBlocksHoldsOneThreadAndNotTheSchedule() {
            CountDownLatch cancelling = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            try (HealthRegistry health = HealthRegistry.builder()
                    .check(
                            "later",
                            HealthCheck.async(context -> {
                                CompletableFuture<HealthResult> promise = new CompletableFuture<>();
                                promise.whenComplete((result, thrown) -> {
                                    cancelling.countDown();
                                    hang();
                                });
                                return promise;
                            }),
                            quick)
                    .check(
                            "good",
                            context -> {
                                runs.incrementAndGet();
                                return HealthResult.up();
                            },
                            quick)
                    .start()) {
                await().until(() -> cancelling.getCount() == 0);
                scheduleGoesOn(health, runs);
            }
        }
    }

    @Nested
    class Virtual {
        @Test
        void workersThatAreBroughtBecauseChecksBlockAreVirtualFromJdk24On() {
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            CountDownLatch together = new CountDownLatch(20);
            HealthCheck blocks = context -> {
                threads.add(Thread.currentThread());
                together.countDown();
                together.await();
                return HealthResult.up();
            };
            HealthRegistryBuilder builder = HealthRegistry.builder();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                names.add("blocks-" + i);
                builder.check("blocks-" + i, blocks);
            }
            try (HealthRegistry health = builder.build()) {
                assertThat(health.check().status()).isEqualTo(UP);
                assertThat(threads)
                        .hasSize(20)
                        .allMatch(thread -> thread.getName().startsWith("health-worker-"));
                assertThat(threads).allMatch(Thread::isDaemon);
                long platform = threads.stream().filter(this::platform).count();
                assertThat(platform).isEqualTo(Runtime.version().feature() >= 24 ? 1 : 20);
            }
        }

        private boolean platform(Thread thread) {
            return !thread.getClass().getName().equals("java.lang.VirtualThread");
        }
    }
}
