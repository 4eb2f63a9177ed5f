package io.github.vitals.health.checks;

import java.util.concurrent.BlockingQueue;

/** How many elements a queue can hold. */
final class Bounds {
    private Bounds() {}

    /** Queues without a bound say so with a huge remaining capacity, less their size where they count it. */
    static boolean unbounded(BlockingQueue<?> queue) {
        return queue.remainingCapacity() > Integer.MAX_VALUE / 2;
    }
}
