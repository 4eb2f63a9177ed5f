package io.github.vitals.health.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlockCheckTest {
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void threadsThatWaitForNobodyAreUp() throws Exception {
        assertThat(Run.once(DeadlockCheck.of()).status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void aCircleOfThreadsIsDownWithThreadsAndLocks() throws Exception {
        circle("east", "west");
        HealthResult result = found();
        assertThat(result.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).contains(FailureReason.ASSERTION);
        assertThat(result.message()).startsWith("2 threads are deadlocked: ").contains("east", "west");
        assertThat(result.details()).containsEntry("threads", 2).containsOnlyKeys("threads", "thread.1", "thread.2");
        assertThat(result.details().get("thread.1") + "\n" + result.details().get("thread.2"))
                .containsPattern("east waits for java.util.concurrent.locks.ReentrantLock\\S+, held by west, at "
                        + DeadlockCheckTest.class.getName().replace(".", "\\."))
                .contains("west waits for");
    }

    @Test
    void aCircleThatWasEndedIsUpAgain() throws Exception {
        circle("north", "south");
        found();
        end();
        assertThat(Run.once(DeadlockCheck.of()).status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void noMoreThanTwentyThreadsAreNamed() throws Exception {
        for (int pair = 0; pair < 11; pair++) {
            circle("left-" + pair, "right-" + pair);
        }
        await().until(() -> Run.once(DeadlockCheck.of()).message().startsWith("22 threads are deadlocked: "));
        HealthResult result = Run.once(DeadlockCheck.of());
        assertThat(result.message()).endsWith(" and 18 more");
        assertThat(result.details()).hasSize(21).containsKey("thread.20");
    }

    private HealthResult found() {
        return await().until(() -> Run.once(DeadlockCheck.of()), result -> result.status() == HealthStatus.DOWN);
    }

    /** Two threads that each hold a lock and wait for the other's, until they are interrupted. */
    private void circle(String one, String other) {
        ReentrantLock first = new ReentrantLock();
        ReentrantLock second = new ReentrantLock();
        CyclicBarrier bothHold = new CyclicBarrier(2);
        threads.add(start(one, first, second, bothHold));
        threads.add(start(other, second, first, bothHold));
    }

    private static Thread start(String name, ReentrantLock held, ReentrantLock wanted, CyclicBarrier bothHold) {
        Thread thread = new Thread(
                () -> {
                    held.lock();
                    try {
                        bothHold.await();
                        wanted.lockInterruptibly();
                        wanted.unlock();
                    } catch (Exception ended) {
                        Thread.currentThread().interrupt();
                    } finally {
                        held.unlock();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @AfterEach
    void end() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }
}
