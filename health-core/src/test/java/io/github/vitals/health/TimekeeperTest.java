package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimekeeperTest {
    private final Timekeeper timekeeper = new Timekeeper();
    private final AtomicInteger steps = new AtomicInteger();
    private final CountDownLatch inStep = new CountDownLatch(1);
    private final CountDownLatch said = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        timekeeper.close();
        timekeeper.join(5_000);
    }

    /** Waits within a step, as for a lock, until the test has spoken, and uses up the thread's permit. */
    private long stepThatUsesUpThePermit() {
        if (steps.incrementAndGet() == 1) {
            inStep.countDown();
            awaitSaid();
            LockSupport.parkNanos(1);
        }
        return Duration.ofHours(1).toNanos();
    }

    private void awaitSaid() {
        try {
            said.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void whatIsSaidDuringAStepIsNotSleptOver() throws Exception {
        timekeeper.drive(this::stepThatUsesUpThePermit);
        timekeeper.wake();
        inStep.await();
        timekeeper.wake();
        said.countDown();
        await().until(() -> steps.get() == 2);
    }

    @Test
    void closingDuringAStepEndsTheThread() throws Exception {
        timekeeper.drive(this::stepThatUsesUpThePermit);
        timekeeper.wake();
        inStep.await();
        timekeeper.close();
        said.countDown();
        timekeeper.join(5_000);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("health-timekeeper"));
    }

    @Test
    void aStepThatThrowsIsFollowedByTheNext() {
        timekeeper.drive(() -> {
            if (steps.incrementAndGet() < 3) {
                throw new AssertionError("broken step");
            }
            return Duration.ofHours(1).toNanos();
        });
        timekeeper.wake();
        await().until(() -> steps.get() == 3);
    }
}
