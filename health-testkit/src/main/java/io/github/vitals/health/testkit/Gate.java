package io.github.vitals.health.testkit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where scripted runs wait until they are let go: in manual time on a hand, in real time on any other thread. */
final class Gate {
    private final CountDownLatch open = new CountDownLatch(1);
    private final Set<Crew> crews = ConcurrentHashMap.newKeySet();

    void await() throws InterruptedException {
        await(Long.MAX_VALUE);
    }

    void awaitDeaf() {
        while (!isOpen()) {
            try {
                await();
            } catch (InterruptedException ignoredOnPurpose) {
                // Being deaf means to wait on.
            }
        }
    }

    void await(Duration atMost) throws InterruptedException {
        await(atMost.toNanos());
    }

    private void await(long nanos) throws InterruptedException {
        if (Thread.currentThread() instanceof Hand hand) {
            crews.add(hand.crew());
            hand.await(this, nanos);
        } else {
            open.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    boolean isOpen() {
        return open.getCount() == 0;
    }

    void open() {
        open.countDown();
        crews.forEach(Crew::look);
    }
}
