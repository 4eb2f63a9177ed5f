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
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that hang, with real threads and real time. */
class HangTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Hangs until released and ignores every interrupt, as a socket read does. */
    private final HealthCheck deaf = context -> {
        entered.incrementAndGet();
        while (true) {
            try {
                release.await();
                return HealthResult.up("late");
            } catch (InterruptedException ignoredOnPurpose) {
                interrupted.set(true);
            }
        }
    };

    private final CheckPolicy quick = CheckPolicy.builder()
            .period(ofMillis(100))
            .timeout(ofMillis(40))
            .confirm(ofMillis(20))
            .staleAfter(ofSeconds(30))
            .maxAge(Duration.ofNanos(1))
            .build();

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void aHundredCallersAtOnceCauseOneRunAndAreAllAnsweredInTime() throws Exception {
        HealthRegistryBuilder builder =
                HealthRegistry.builder().check("hung", deaf, quick).check("good", Scripted.up());
        try (HealthRegistry health = builder.build()) {
            ExecutorService callers = Executors.newFixedThreadPool(100);
            try {
                CountDownLatch together = new CountDownLatch(100);
                List<Callable<HealthReport>> calls = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    calls.add(() -> {
                        together.countDown();
                        together.await();
                        return health.check();
                    });
                }
                for (Future<HealthReport> answer : callers.invokeAll(calls)) {
                    CheckState hung = answer.get().state("hung").orElseThrow();
                    assertThat(hung.status()).isEqualTo(DOWN);
                    assertThat(hung.reason().orElseThrow()).isIn(FailureReason.TIMEOUT, FailureReason.STUCK);
                    assertThat(answer.get().state("good").orElseThrow().status())
                            .isEqualTo(UP);
                }
                assertThat(entered).hasValue(1);
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    void aHungCheckIsInterruptedThenStuckWithItsStackAndNeverStartedOnTopOfItself() {
        try (HealthRegistry health =
                HealthRegistry.builder().check("hung", deaf, quick).start()) {
            await().until(() -> health.state("hung").orElseThrow().stuck());
            CheckState state = health.state("hung").orElseThrow();
            assertThat(state.status()).isEqualTo(DOWN);
            assertThat(state.message()).startsWith("no answer yet after PT");
            assertThat((String) state.result().orElseThrow().details().get("stack"))
                    .contains("HangTest")
                    .contains("CountDownLatch.await");
            assertThat((String) state.result().orElseThrow().details().get("thread"))
                    .startsWith("health-worker-");
            assertThat(interrupted).isTrue();
            assertThat(entered).hasValue(1);
        }
    }

    @Test
    void whenAStuckRunComesBackTheNextOneHappensAndItsLateAnswerDoesNotCount() {
        try (HealthRegistry health =
                HealthRegistry.builder().check("hung", deaf, quick).start()) {
            await().until(() -> health.state("hung").orElseThrow().stuck());
            release.countDown();
            await().until(() -> entered.get() > 2);
            await().until(() -> health.state("hung").orElseThrow().status() == UP);
        }
    }

    @Test
    void aCheckThatHonoursInterruptionFreesItsThreadAndRunsAgain() {
        HealthCheck obedient = context -> {
            entered.incrementAndGet();
            new CountDownLatch(1).await();
            return HealthResult.up();
        };
        try (HealthRegistry health =
                HealthRegistry.builder().check("hung", obedient, quick).start()) {
            await().until(() -> entered.get() > 3);
            CheckState state = health.state("hung").orElseThrow();
            assertThat(state.reason()).contains(FailureReason.TIMEOUT);
            assertThat(state.message()).isEqualTo("no answer within PT0.04S");
        }
    }

    @Test
    void theNextWorkOfAnInterruptedThreadIsNotInterrupted() {
        AtomicBoolean tainted = new AtomicBoolean();
        HealthCheck selfInterrupting = context -> {
            Thread.currentThread().interrupt();
            return HealthResult.up();
        };
        HealthCheck looking = context -> {
            tainted.compareAndSet(false, Thread.currentThread().isInterrupted());
            return HealthResult.up();
        };
        try (HealthRegistry health = HealthRegistry.builder()
                .threads(1)
                .check("first", selfInterrupting, quick)
                .check("second", looking, quick)
                .build()) {
            for (int i = 0; i < 20; i++) {
                health.check();
            }
            assertThat(tainted).isFalse();
        }
    }

    @Test
    void hungChecksStarveNoOther() {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < 50; i++) {
            builder.check("hung-" + i, deaf, quick);
        }
        Scripted good = Scripted.up();
        try (HealthRegistry health = builder.check("good", good, quick).start()) {
            await().until(() -> entered.get() == 50);
            int before = good.runs();
            await().until(() -> good.runs() > before + 3);
            assertThat(entered).hasValue(50);
            assertThat(healthThreads()).hasSizeLessThanOrEqualTo(50 + 4);
        }
    }

    @Test
    void checkAnswersWithinItsDeadlineWithWhatIsKnown() {
        try (HealthRegistry health = HealthRegistry.builder()
                .deadline(ofMillis(50))
                .check("hung", deaf)
                .check("good", Scripted.up())
                .build()) {
            HealthReport report = health.check();
            CheckState hung = report.state("hung").orElseThrow();
            assertThat(hung.pending()).isTrue();
            assertThat(hung.status()).isEqualTo(UNKNOWN);
            assertThat(report.state("good").orElseThrow().pending()).isFalse();
            assertThat(health.report().state("hung").orElseThrow().pending()).isFalse();
            assertThat(health.check("hung").pending()).isTrue();
        }
    }

    @Test
    void aStuckCheckIsNotWaitedFor() {
        try (HealthRegistry health = HealthRegistry.builder()
                .deadline(Duration.ofDays(1))
                .check("hung", deaf, quick)
                .build()) {
            assertThat(health.check("hung").reason()).contains(FailureReason.TIMEOUT);
            for (int i = 0; i < 1000; i++) {
                assertThat(health.check("hung").status()).isEqualTo(DOWN);
            }
            assertThat(entered).hasValue(1);
        }
    }

    @Test
    void anInterruptedCallerIsAnsweredAtOnceAndStaysInterrupted() {
        try (HealthRegistry health = HealthRegistry.builder()
                .deadline(Duration.ofDays(1))
                .check("hung", deaf)
                .build()) {
            Thread.currentThread().interrupt();
            assertThat(health.check().state("hung").orElseThrow().pending()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void removingAHungCheckInterruptsItAndLetsItsCallersGo() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        HealthCheck obedient = context -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return HealthResult.up();
        };
        try (HealthRegistry health = HealthRegistry.builder()
                .deadline(Duration.ofDays(1))
                .check(
                        "hung",
                        obedient,
                        policy -> policy.period(Duration.ofHours(2)).timeout(Duration.ofHours(1)))
                .build()) {
            ExecutorService caller = Executors.newSingleThreadExecutor();
            Future<HealthReport> answer = caller.submit(() -> health.check());
            inside.await();
            health.remove("hung");
            assertThat(answer.get().states()).isEmpty();
            caller.shutdownNow();
        }
    }

    @Test
    void removingChecksWhileTheyTimeOutLeavesTheTimekeeperIdle() throws Exception {
        CheckPolicy hasty = CheckPolicy.builder()
                .period(ofMillis(3))
                .timeout(Duration.ofNanos(200_000))
                .confirm(ofMillis(1))
                .jitter(0)
                .staleAfter(ofSeconds(60))
                .build();
        HealthCheck slow = context -> {
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
            return HealthResult.up();
        };
        try (HealthRegistry health = HealthRegistry.builder().start()) {
            for (int round = 0; round < 3_000; round++) {
                health.add("hasty", slow, hasty);
                if (round % 2 == 0) {
                    health.check("hasty");
                }
                health.remove("hasty");
            }
            Thread timekeeper = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("health-timekeeper"))
                    .findFirst()
                    .orElseThrow();
            await().until(() -> timekeeper.getState() == Thread.State.TIMED_WAITING);
        }
    }

    @Test
    void contextsTellTheirNameTheirTimeAndThatTheyWereGivenUp() {
        List<Object> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        HealthCheck curious = context -> {
            seen.add(context.name());
            seen.add(context.remaining().compareTo(ofMillis(40)) <= 0);
            seen.add(context.cancelled());
            try {
                release.await();
            } catch (InterruptedException expected) {
                seen.add(context.cancelled());
                seen.add(context.remaining());
                done.countDown();
            }
            return HealthResult.up();
        };
        try (HealthRegistry health =
                HealthRegistry.builder().check("curious", curious, quick).build()) {
            health.check();
            await().until(() -> done.getCount() == 0);
            assertThat(seen).startsWith("curious", true, false, true, Duration.ZERO);
        }
    }

    @Test
    void closingIsNotAFailureOfTheChecksItInterrupts() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch left = new CountDownLatch(1);
        HealthCheck obedient = context -> {
            inside.countDown();
            if (inside.getCount() == 0) {
                try {
                    new CountDownLatch(1).await();
                } finally {
                    left.countDown();
                }
            }
            return HealthResult.up();
        };
        List<HealthTransition> heard = new CopyOnWriteArrayList<>();
        HealthRegistry health = HealthRegistry.builder()
                .listener(heard::add)
                .check(
                        "obedient",
                        obedient,
                        policy -> policy.failureThreshold(1).maxAge(Duration.ofNanos(1)))
                .build();
        health.check();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        Future<HealthReport> answer = caller.submit(() -> health.check());
        inside.await();
        health.close();
        answer.get();
        caller.shutdownNow();
        left.await();
        assertThat(health.report().status()).isEqualTo(UP);
        assertThat(heard).noneMatch(transition -> transition.to() == DOWN);
    }

    @Test
    void closeEndsInBoundedTimeAndLeavesOnlyTheThreadThatIgnoresInterruption() {
        HealthRegistry health = HealthRegistry.builder()
                .check("hung", deaf, quick)
                .check("good", Scripted.up(), quick)
                .start();
        await().until(() -> entered.get() == 1);
        health.close();
        await().untilAsserted(() -> assertThat(healthThreads()).hasSize(1));
        release.countDown();
        await().untilAsserted(() -> assertThat(healthThreads()).isEmpty());
    }

    private static List<String> healthThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("health-"))
                .map(entry -> entry.getKey().getName() + " " + List.of(entry.getValue()))
                .toList();
    }
}
