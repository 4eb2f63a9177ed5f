package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final AtomicInteger backlogs = new AtomicInteger();
    private final ManualTime time = new ManualTime();
    private final Workers workers = new Workers(8, time, backlogs::incrementAndGet);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        workers.close();
        workers.join(Duration.ofSeconds(5));
        assertThat(workers.threads()).isZero();
    }

    private void block() {
        blocked.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void manyQuickTasksNeedOneThread() {
        CountDownLatch done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            workers.submit(done::countDown);
        }
        await().until(() -> done.getCount() == 0);
        assertThat(workers.threads()).isEqualTo(1);
        assertThat(workers.strained()).isFalse();
    }

    @Test
    void aTaskBehindABlockedOneIsRelieved() {
        workers.submit(this::block);
        await().until(() -> blocked.get() == 1);
        CountDownLatch done = new CountDownLatch(2);
        workers.submit(done::countDown);
        workers.submit(done::countDown);
        assertThat(workers.strained()).isTrue();
        assertThat(backlogs).hasPositiveValue();
        time.pass(Workers.PATIENCE);
        workers.relieve();
        await().until(() -> done.getCount() == 0);
        assertThat(workers.threads()).isEqualTo(2);
    }

    @Test
    void aTaskBehindOneThatHasBeenBlockedForLongWaitsForNobody() {
        workers.submit(this::block);
        await().until(() -> blocked.get() == 1);
        time.pass(Workers.PATIENCE);
        CountDownLatch done = new CountDownLatch(1);
        workers.submit(done::countDown);
        assertThat(backlogs).hasValue(0);
        await().until(() -> done.getCount() == 0);
    }

    @Test
    void tasksThatWaitTooLongBringWorkersUpToTheBound() {
        for (int i = 0; i < 20; i++) {
            workers.submit(this::block);
        }
        assertThat(backlogs).hasPositiveValue();
        await().until(() -> {
            time.pass(Workers.PATIENCE);
            workers.relieve();
            return blocked.get() == 8;
        });
        assertThat(workers.threads()).isEqualTo(8);
        assertThat(workers.strained()).as("more workers cannot be had").isFalse();
        release.countDown();
        await().until(() -> blocked.get() == 20);
    }

    @Test
    void withinThePatienceNobodyIsBrought() {
        workers.submit(this::block);
        workers.submit(this::block);
        workers.submit(this::block);
        await().until(() -> blocked.get() >= 1);
        int threads = workers.threads();
        for (int i = 0; i < 10; i++) {
            workers.relieve();
        }
        assertThat(workers.threads()).isEqualTo(threads);
    }

    @Test
    void threadsAreNamedDaemons() {
        AtomicInteger fine = new AtomicInteger();
        workers.submit(() -> {
            Thread self = Thread.currentThread();
            if (self.isDaemon() && self.getName().startsWith("health-worker-")) {
                fine.incrementAndGet();
            }
        });
        await().until(() -> fine.get() == 1);
    }

    @Test
    void afterCloseNothingIsTaken() {
        workers.close();
        workers.submit(blocked::incrementAndGet);
        assertThat(workers.threads()).isZero();
        assertThat(blocked).hasValue(0);
    }
}
