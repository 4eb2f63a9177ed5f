package io.github.vitals.health.examples.orders;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders that wait to be charged, tried again in their order. In memory, bounded. Thread-safe. */
final class Backlog implements AutoCloseable {
    static final int CAPACITY = 200;

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final long PAUSE_MILLIS = 500;

    private final Queue<Order> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "order-backlog");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins to work it off; the predicate charges an order and says whether that is settled. */
    void start(Predicate<Order> charge) {
        var unused =
                worker.scheduleWithFixedDelay(() -> drain(charge), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void drain(Predicate<Order> charge) {
        try {
            for (Order next = waiting.peek(); next != null && charge.test(next); next = waiting.peek()) {
                waiting.remove();
            }
        } catch (RuntimeException broken) {
            // Thrown on, it would end the schedule.
            log.error("Working off the backlog failed", broken);
        }
    }

    boolean add(Order order) {
        return waiting.offer(order);
    }

    boolean full() {
        return waiting.size() >= CAPACITY;
    }

    Queue<Order> waiting() {
        return waiting;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
