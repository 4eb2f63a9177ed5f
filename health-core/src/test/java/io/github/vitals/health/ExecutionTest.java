package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static long healthThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-"))
                .count();
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
            HealthRegistryBuilder builder = HealthRegistry.builder();
            for (int i = 0; i < 200; i++) {
                builder.check("later-" + i, HealthCheck.async(context -> promise()));
            }
            long before = healthThreads();
            try (HealthRegistry health = builder.build()) {
                CompletableFuture<HealthReport> report = CompletableFuture.supplyAsync(health::check);
                await().until(() -> promises.size() == 200);
                assertThat(healthThreads() - before).isLessThanOrEqualTo(2);
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
