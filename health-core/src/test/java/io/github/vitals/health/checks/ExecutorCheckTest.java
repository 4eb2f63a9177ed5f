package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutorCheckTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final LongAdder rejected = new LongAdder();
    private ThreadPoolExecutor executor;

    private void pool(int core, int max, BlockingQueue<Runnable> queue) {
        executor = new ThreadPoolExecutor(core, max, 1, TimeUnit.MINUTES, queue, (task, full) -> rejected.increment());
    }

    /** Hands in tasks that last until the end of the test. */
    private void occupy(int tasks, int running) {
        for (int task = 0; task < tasks; task++) {
            executor.execute(this::waitForRelease);
        }
        await().until(() -> executor.getActiveCount() == running);
    }

    private void waitForRelease() {
        try {
            release.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        if (executor != null) {
            executor.shutdownNow();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void busyThreadsWithRoomInTheQueueAreUp() throws Exception {
        pool(2, 2, new ArrayBlockingQueue<>(18));
        occupy(2, 2);
        HealthResult result = Run.once(ExecutorCheck.of(executor));
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.details())
                .containsEntry("running", 2)
                .containsEntry("threads", 2L)
                .containsEntry("queued", 0)
                .containsEntry("queueLimit", 18L)
                .containsEntry("takenPercent", 10.0);
    }

    @Test
    void runningAndWaitingTasksTakeThePlaces() throws Exception {
        pool(2, 2, new ArrayBlockingQueue<>(18));
        ExecutorCheck check = ExecutorCheck.of(executor);
        occupy(15, 2);
        assertThat(Run.once(check).status()).isEqualTo(UP);
        occupy(1, 2);
        HealthResult degraded = Run.once(check);
        assertThat(degraded.status()).isEqualTo(DEGRADED);
        assertThat(degraded.reason()).contains(FailureReason.SATURATED);
        assertThat(degraded.message()).isEqualTo("80 % of the places are taken: 2 tasks run, 14 wait");
        occupy(3, 2);
        assertThat(Run.once(check).status()).isEqualTo(DOWN);
    }

    @Test
    void threadsAreThePlacesOfAPoolThatQueuesNothing() throws Exception {
        pool(0, 4, new SynchronousQueue<>());
        occupy(3, 3);
        assertThat(Run.once(ExecutorCheck.of(executor)).status()).isEqualTo(UP);
        occupy(1, 4);
        assertThat(Run.once(ExecutorCheck.of(executor)).status()).isEqualTo(DOWN);
    }

    @Test
    void aQueueWithoutABoundIsFullAtAThousandOverTheCoreThreads() throws Exception {
        pool(1, 50, new LinkedBlockingQueue<>());
        occupy(800, 1);
        HealthResult up = Run.once(ExecutorCheck.of(executor));
        assertThat(up.status()).isEqualTo(UP);
        assertThat(up.details()).containsEntry("threads", 1L).containsEntry("queueLimit", 1_000L);
        occupy(1, 1);
        assertThat(Run.once(ExecutorCheck.of(executor)).status()).isEqualTo(DEGRADED);
    }

    @Test
    void aLimitBelowTheCapacityCounts() throws Exception {
        pool(1, 50, new ArrayBlockingQueue<>(1_000));
        occupy(10, 1);
        HealthResult result =
                Run.once(ExecutorCheck.builder(executor).queueLimit(9).build());
        assertThat(result.status()).isEqualTo(DOWN);
        assertThat(result.details()).containsEntry("threads", 1L).containsEntry("queueLimit", 9L);
        assertThat(Run.once(ExecutorCheck.builder(executor).queueLimit(5_000).build())
                        .details())
                .containsEntry("threads", 50L)
                .containsEntry("queueLimit", 1_000L);
    }

    @Test
    void rejectionsSinceTheRunBeforeAreDegraded() throws Exception {
        rejected.add(100);
        pool(1, 1, new ArrayBlockingQueue<>(99));
        ExecutorCheck check =
                ExecutorCheck.builder(executor).rejections(rejected::sum).build();
        assertThat(Run.once(check).status()).isEqualTo(UP);
        occupy(103, 1);
        executor.getQueue().clear();
        HealthResult result = Run.once(check);
        assertThat(result.status()).isEqualTo(DEGRADED);
        assertThat(result.reason()).contains(FailureReason.SATURATED);
        assertThat(result.message()).isEqualTo("3 tasks were rejected");
        assertThat(result.details()).containsEntry("rejected", 3L);
        assertThat(Run.once(check).status()).isEqualTo(UP);
    }

    @Test
    void aPoolThatIsShutDownIsDown() throws Exception {
        pool(1, 1, new SynchronousQueue<>());
        executor.shutdown();
        HealthResult result = Run.once(ExecutorCheck.of(executor));
        assertThat(result.status()).isEqualTo(DOWN);
        assertThat(result.message()).isEqualTo("the executor is shut down");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> ExecutorCheck.of(null)).hasMessage("executor: null (expected: a thread pool)");
        executor = new ScheduledThreadPoolExecutor(1);
        assertThatThrownBy(() -> ExecutorCheck.of(executor))
                .hasMessage("executor: ScheduledThreadPoolExecutor"
                        + " (expected: a pool whose queue holds only tasks that wait for a thread)");
        executor.shutdown();
        pool(1, 1, new SynchronousQueue<>());
        ExecutorCheck.Builder builder = ExecutorCheck.builder(executor);
        assertThatThrownBy(() -> builder.queueLimit(0)).hasMessage("queueLimit: 0 (expected: at least 1)");
        assertThatThrownBy(() -> builder.rejections(null))
                .hasMessage("rejections: null (expected: a supplier of the total)");
        assertThatThrownBy(() -> builder.degradedAt(0))
                .hasMessage("degradedAt: 0.0 (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> builder.downAt(1).build()).hasMessage("downAt: 1 (expected: at least degradedAt, 80)");
    }
}
