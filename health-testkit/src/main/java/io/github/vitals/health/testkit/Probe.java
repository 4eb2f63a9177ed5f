package io.github.vitals.health.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Ways to run a check: by hand, in a registry, and interrupted. */
final class Probe {
    private static final String NAME = "contract";
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Probe() {}

    /** Runs a check once on this thread; what it throws is DOWN, as in a registry. */
    static HealthResult run(HealthCheck check, Duration timeout) {
        try {
            return check.check(CheckContext.of(NAME, timeout));
        } catch (Exception thrown) {
            return HealthResult.down(thrown);
        }
    }

    /** A registry in which each {@link #check} runs the check anew and its result decides. */
    static HealthRegistry registry(HealthCheck check, Duration timeout) {
        return HealthRegistry.builder()
                .check(
                        NAME,
                        check,
                        policy -> policy.timeout(timeout)
                                .failureThreshold(1)
                                .successThreshold(1)
                                .maxAge(Duration.ofNanos(1)))
                .build();
    }

    static CheckState check(HealthRegistry health) {
        return health.check().state(NAME).orElseThrow();
    }

    /** Checks until the status is UP; a client may need a moment to notice that its server is back. */
    static void awaitUp(HealthRegistry health, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        CheckState state = check(health);
        while (state.status() != HealthStatus.UP && System.nanoTime() - end < 0) {
            pause();
            state = check(health);
        }
        assertEquals(HealthStatus.UP, state.status(), state + " after " + atMost);
    }

    /**
     * Checks until so many more runs have begun. While one run holds its thread no other begins, so a check that hangs
     * for long gets fewer.
     */
    static void awaitRuns(HealthRegistry health, WatchedCheck check, int more) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int enough = check.runs() + more;
        while (check.runs() < enough && System.nanoTime() - end < 0) {
            check(health);
            pause();
        }
    }

    /** What became of an interrupted run: whether it ended in time, and with which result if not by throwing. */
    record Interrupted(boolean ended, Optional<HealthResult> result) {}

    /** Interrupts a run once it hangs, and gives it some time to end. */
    static Interrupted interrupt(HealthCheck check, Duration given, Duration bound) throws InterruptedException {
        CompletableFuture<HealthResult> outcome = new CompletableFuture<>();
        Thread runner = new Thread(() -> complete(outcome, () -> check.check(CheckContext.of(NAME, given))), NAME);
        runner.setDaemon(true);
        runner.start();
        awaitHanging(runner);
        runner.interrupt();
        runner.join(bound.toMillis());
        boolean answered = outcome.isDone() && !outcome.isCompletedExceptionally();
        return new Interrupted(!runner.isAlive(), answered ? Optional.of(outcome.join()) : Optional.empty());
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the run throws, it has ended
    private static void complete(CompletableFuture<HealthResult> outcome, Callable<HealthResult> run) {
        try {
            outcome.complete(run.call());
        } catch (Throwable thrown) {
            outcome.completeExceptionally(thrown);
        }
    }

    /** A thread hangs when its stack stays the same. */
    private static void awaitHanging(Thread thread) throws InterruptedException {
        StackTraceElement @Nullable [] before = null;
        int same = 0;
        while (same < 5) {
            StackTraceElement[] now = thread.getStackTrace();
            if (!thread.isAlive()) {
                fail("the run ended by itself while the target was frozen (expected: to hang)");
            }
            same = now.length > 0 && Arrays.equals(now, before) ? same + 1 : 0;
            before = now;
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(STEP.toMillis());
    }
}
