package io.github.vitals.health.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers at the same moment. */
final class Burst {
    private Burst() {}

    /** Lets so many threads make the call at once, looks around while they wait, and returns the longest wait. */
    static Duration of(int callers, Runnable call, Runnable look) throws Exception {
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Duration>> waits = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                waits.add(threads.submit(() -> {
                    together.await();
                    long before = System.nanoTime();
                    call.run();
                    return Duration.ofNanos(System.nanoTime() - before);
                }));
            }
            return longest(waits, look);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Duration longest(List<Future<Duration>> waits, Runnable look) throws Exception {
        while (waits.stream().anyMatch(wait -> !wait.isDone())) {
            look.run();
            Thread.sleep(Duration.ofMillis(5).toMillis());
        }
        Duration longest = Duration.ZERO;
        for (Future<Duration> wait : waits) {
            Duration one = wait.get();
            longest = one.compareTo(longest) > 0 ? one : longest;
        }
        return longest;
    }
}
