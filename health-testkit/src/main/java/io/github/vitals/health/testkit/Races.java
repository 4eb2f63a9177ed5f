package io.github.vitals.health.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.SharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Several who use stores on one server at once. */
final class Races {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration BRIEF = Duration.ofMillis(20);
    private static final int RUNNERS = 2;
    private static final int LEASES = 200;
    private static final int WRITES = 60;
    private static final int READS = 100;
    private static final int KEYS = 20;

    /**
     * A lease, and a time in which it held for certain: from when the answer was there until so long after it was asked
     * for as it lasts, or until it began to be given back.
     */
    private record Held(Lease lease, long asked, long from, long to) {}

    private interface Step {
        void run(int runner, SharedStore store) throws Exception;
    }

    private Races() {}

    /** What is asked for again and again until there is an answer. */
    static <T> T until(Callable<Optional<T>> question) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<T> answer = question.call();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        throw new AssertionError("no answer within " + LONGEST);
    }

    static void assertWhole(SharedStore writer, SharedStore reader, String space) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        run(
                () -> {
                    try {
                        for (int i = 0; i < READS; i++) {
                            Map<String, String> read = reader.read(space);
                            assertEquals(read.isEmpty() ? 0 : KEYS - 1, read.size(), read::toString);
                            assertTrue(new HashSet<>(read.values()).size() <= 1, read::toString);
                        }
                    } finally {
                        done.set(true);
                    }
                },
                () -> {
                    for (int i = 0; !done.get(); i++) {
                        writer.write(space, batch(i));
                    }
                });
    }

    private static Map<String, Optional<String>> batch(int number) {
        Map<String, Optional<String>> batch = new HashMap<>();
        for (int key = 0; key < KEYS; key++) {
            batch.put("key" + key, key == number % KEYS ? Optional.empty() : Optional.of("batch " + number));
        }
        return batch;
    }

    static void assertOneHolder(Callable<SharedStore> stores, String name) throws Exception {
        List<Held> all = Collections.synchronizedList(new ArrayList<>());
        race(stores, LEASES, all::size, (runner, store) -> {
            // A new holder each time, so that each time there is a token to be had.
            String holder = runner + " " + all.size();
            long asked = System.nanoTime();
            Optional<Lease> lease = store.lease(name, holder, BRIEF);
            long answered = System.nanoTime();
            if (lease.isPresent()) {
                boolean released = all.size() % 4 != 0;
                long end = asked + BRIEF.toNanos();
                all.add(new Held(lease.get(), asked, answered, released ? Math.min(answered, end) : end));
                if (released) {
                    store.release(lease.get());
                }
            }
        });
        all.sort(Comparator.comparingLong(held -> held.lease().token()));
        for (int i = 1; i < all.size(); i++) {
            Held after = all.get(i);
            assertTrue(
                    all.get(i - 1).lease().token() < after.lease().token(),
                    () -> "two leases with the token of " + after);
            all.subList(0, i).forEach(before -> assertOrder(before, after));
        }
    }

    private static void assertOrder(Held before, Held after) {
        assertTrue(before.to() <= after.from(), () -> "held at once: " + before + " and " + after);
        assertTrue(before.asked() <= after.from(), () -> "a token that has not grown: " + before + " after " + after);
    }

    /** Each holder adds one to a number, and may have lost its lease before it writes. */
    static void assertFenced(Callable<SharedStore> stores, String name, String space) throws Exception {
        AtomicInteger written = new AtomicInteger();
        race(stores, WRITES, written::get, (runner, store) -> {
            Optional<Lease> lease = store.lease(name, "runner " + runner, Duration.ofMillis(1));
            if (lease.isPresent()) {
                int number = Integer.parseInt(store.read(space).getOrDefault("number", "0"));
                try {
                    store.write(lease.get(), space, Map.of("number", Optional.of(Integer.toString(number + 1))));
                    written.incrementAndGet();
                } catch (LeaseLostException another) {
                    // As it should be: another may have written since we read.
                }
            }
        });
        assertEquals(Integer.toString(written.get()), stores.call().read(space).get("number"));
    }

    private static void race(Callable<SharedStore> stores, int steps, Callable<Integer> done, Step step)
            throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            int runner = i;
            SharedStore store = stores.call();
            tasks.add(() -> {
                while (done.call() < steps) {
                    step.run(runner, store);
                }
            });
        }
        run(tasks.toArray(new Task[0]));
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void run(Task... tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Task task : tasks) {
                running.add(threads.submit(() -> {
                    task.run();
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
