package io.github.vitals.health.testkit;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScriptedCheckTest {
    private ScriptedCheck check = ScriptedCheck.up();

    @AfterEach
    void release() {
        check.release();
    }

    private HealthResult run() throws Exception {
        return check.check(CheckContext.of("scripted", ofSeconds(10)));
    }

    private List<HealthStatus> statuses(int runs) throws Exception {
        List<HealthStatus> statuses = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            statuses.add(run().status());
        }
        return statuses;
    }

    @Test
    void answersInTurnAndThenTheLastForEver() throws Exception {
        check = ScriptedCheck.of(
                HealthResult.up(), HealthResult.down("one"), HealthResult.degraded(FailureReason.SLOW, ""));
        assertThat(statuses(5))
                .containsExactly(UP, DOWN, HealthStatus.DEGRADED, HealthStatus.DEGRADED, HealthStatus.DEGRADED);
        assertThat(check.runs()).isEqualTo(5);
    }

    @Test
    void whatItAnswersCanBeChangedAndBeginsAnew() throws Exception {
        assertThat(run().status()).isEqualTo(UP);
        check.answers(HealthResult.down("first"), HealthResult.down("second"));
        assertThat(run().message()).isEqualTo("first");
        assertThat(run().message()).isEqualTo("second");
        check.becomes(ScriptedCheck.down(FailureReason.AUTH, "refused"));
        assertThat(run().reason()).contains(FailureReason.AUTH);
        assertThat(run().message()).isEqualTo("refused");
        assertThat(check.runs()).isEqualTo(5);
    }

    @Test
    void whatTwoChecksTakeFromAThirdTheyDoEachForThemselves() throws Exception {
        ScriptedCheck third = ScriptedCheck.of(HealthResult.down("first"), HealthResult.up());
        ScriptedCheck other = ScriptedCheck.up().becomes(third);
        check.becomes(third);
        assertThat(run().status()).isEqualTo(DOWN);
        assertThat(other.check(CheckContext.of("other", ofSeconds(1))).status()).isEqualTo(DOWN);
    }

    @Test
    void flapsBeginningWithUp() throws Exception {
        check = ScriptedCheck.flapping();
        assertThat(statuses(4)).containsExactly(UP, DOWN, UP, DOWN);
    }

    @Test
    void throwsWhatItIsGivenExceptionsAndErrorsAlike() {
        for (Throwable thrown : List.of(new IllegalStateException("a"), new java.io.IOException("b"), new Error("c"))) {
            check = ScriptedCheck.throwing(thrown);
            assertThatThrownBy(this::run).isSameAs(thrown);
        }
    }

    @Test
    void itsTextSaysWhatItDoes() {
        assertThat(ScriptedCheck.deaf()).hasToString("ScriptedCheck[hangs, deaf]");
        assertThat(ScriptedCheck.down(FailureReason.DNS, "who?"))
                .hasToString("ScriptedCheck[answers [DOWN dns: who?]]");
        assertThat(check.becomes(ScriptedCheck.slow(ofSeconds(1)))).hasToString("ScriptedCheck[takes PT1S]");
    }

    @Test
    void badScriptsAreRefused() {
        assertThatThrownBy(ScriptedCheck::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("results: none (expected: at least one)");
        assertThatThrownBy(() -> ScriptedCheck.slow(Duration.ZERO)).hasMessage("duration: PT0S (expected: > 0)");
        assertThatThrownBy(() -> ScriptedCheck.throwing(new Throwable()))
                .hasMessage("thrown: java.lang.Throwable (expected: an Exception or an Error)");
    }

    /** Without a manual scheduler: real threads, and real time. */
    @Nested
    class OnThreadsOfARegistry {
        private CompletableFuture<HealthResult> running() {
            CompletableFuture<HealthResult> outcome = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            outcome.complete(run());
                        } catch (Exception thrown) {
                            outcome.completeExceptionally(thrown);
                        }
                    },
                    "scripted");
            thread.setDaemon(true);
            thread.start();
            await().until(() ->
                    thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
            return outcome;
        }

        private void interrupt() {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("scripted"))
                    .forEach(Thread::interrupt);
        }

        @Test
        void aHangEndsWhenItIsInterrupted() {
            check = ScriptedCheck.hanging();
            CompletableFuture<HealthResult> outcome = running();
            interrupt();
            assertThatThrownBy(outcome::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }

        @Test
        void aHangEndsWhenItIsReleasedAndTheNextRunHangsAgain() throws Exception {
            check = ScriptedCheck.hanging();
            CompletableFuture<HealthResult> outcome = running();
            check.release();
            assertThat(outcome.get().status()).isEqualTo(UP);
            CompletableFuture<HealthResult> next = running();
            assertThat(next).isNotDone();
        }

        @Test
        void aDeafHangIsStuckUntilItIsReleased() {
            check = ScriptedCheck.deaf();
            try (HealthRegistry health = HealthRegistry.builder()
                    .check("deaf", check, policy -> policy.period(ofMillis(50)).timeout(ofMillis(20)))
                    .start()) {
                await().until(() -> health.state("deaf").orElseThrow().stuck());
                check.answers(HealthResult.up()).release();
                await().until(() -> health.state("deaf").orElseThrow().status() == UP);
            }
        }

        @Test
        void aSlowRunTakesItsTime() throws Exception {
            check = ScriptedCheck.slow(ofMillis(50));
            long before = System.nanoTime();
            assertThat(run().status()).isEqualTo(UP);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(ofMillis(50));
        }
    }
}
