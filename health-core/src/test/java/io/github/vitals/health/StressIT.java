package io.github.vitals.health;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand checks, half of which misbehave in every way there is, while many threads ask, add, remove, announce and
 * pause. Lasts until {@code stress.transitions} (10,000 if not set) have been heard.
 */
class StressIT {
    private static final int CHECKS = 1_000;
    private static final int DEAF = 20;
    private static final int WORKERS = 128;
    private static final Duration DEADLINE = ofMillis(500);
    private static final int TRANSITIONS = Integer.getInteger("stress.transitions", 10_000);

    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<Integer, CompletableFuture<HealthResult>> promises = new ConcurrentHashMap<>();
    private final AtomicLong slowestCheck = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final Chains chains = new Chains();
    private volatile boolean over;

    @AfterEach
    void letGo() {
        over = true;
        release.countDown();
    }

    /** What one listener hears must be, for each check and group, a chain without a gap. */
    private static final class Chains implements HealthListener {
        final Map<String, HealthStatus> last = new ConcurrentHashMap<>();
        final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        final AtomicLong heard = new AtomicLong();

        @Override
        public void onAdded(CheckState state) {
            if (last.put(state.name(), state.status()) != null) {
                faults.add(state.name() + " was added twice");
            }
        }

        @Override
        public void onRemoved(CheckState state) {
            HealthStatus known = last.remove(state.name());
            if (known != state.status()) {
                faults.add(state.name() + " was removed as " + state.status() + ", last heard " + known);
            }
        }

        @Override
        public void onTransition(HealthTransition transition) {
            heard.incrementAndGet();
            boolean group = transition.subject() == HealthTransition.Subject.GROUP;
            String name = (group ? "group " : "") + transition.name();
            HealthStatus before = last.put(name, transition.to());
            if (transition.from() == transition.to() || (before != transition.from() && !(group && before == null))) {
                faults.add(
                        name + " went from " + transition.from() + " to " + transition.to() + ", last heard " + before);
            }
        }
    }

    private HealthCheck misbehaving(int number) {
        if (number < DEAF) {
            return context -> deaf();
        }
        return switch (number % 20) {
            case 1 ->
                context -> {
                    new CountDownLatch(1).await(); // only the interrupt ends it
                    return HealthResult.up();
                };
            case 2 ->
                context -> {
                    throw new StackOverflowError("too deep");
                };
            case 3 ->
                context -> {
                    throw new LinkageError("no such class");
                };
            case 4 -> context -> null;
            case 5 -> context -> System.nanoTime() % 2 == 0 ? HealthResult.up() : HealthResult.down("flaps");
            case 6 -> HealthCheck.async(context -> new CompletableFuture<>());
            case 7 -> HealthCheck.async(context -> completedTwice(number));
            case 8 -> HealthCheck.async(context -> promises.compute(number, (key, before) -> completeLate(before)));
            case 9 ->
                context -> {
                    LockSupport.parkNanos(3_000_000); // long enough for another worker to be brought
                    return HealthResult.up();
                };
            default -> context -> HealthResult.up();
        };
    }

    private HealthResult deaf() {
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException ignored) {
                // That is what it is to be deaf.
            }
        }
        return HealthResult.up("at last");
    }

    private static CompletableFuture<HealthResult> completedTwice(int number) {
        CompletableFuture<HealthResult> promise = new CompletableFuture<>();
        promise.complete(HealthResult.up("first " + number));
        promise.obtrudeValue(HealthResult.down("second"));
        promise.complete(HealthResult.down("third"));
        return promise;
    }

    /** The stage of the run before is completed when nobody waits for it any more. */
    private static CompletableFuture<HealthResult> completeLate(CompletableFuture<HealthResult> before) {
        if (before != null) {
            before.complete(HealthResult.up("late"));
        }
        return new CompletableFuture<>();
    }

    private static CheckPolicy policy(int number) {
        return CheckPolicy.builder()
                .period(ofMillis(400))
                .timeout(ofMillis(50))
                .confirm(ofMillis(100))
                .failureThreshold(1 + number % 3)
                .successThreshold(1 + number % 2)
                .critical(number % 50 == 0)
                .build();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void nothingIsLostNothingIsDoubledAndNothingGrows() throws Exception {
        HealthRegistryBuilder builder =
                HealthRegistry.builder().deadline(DEADLINE).threads(WORKERS).lostThreads(64);
        for (int i = 0; i < CHECKS; i++) {
            builder.check("check-" + i, misbehaving(i), policy(i));
        }
        HealthRegistry health = builder.listener(chains).start();
        try {
            List<Future<?>> crowd = disturb(health);
            awaitTransitions(TRANSITIONS / 2);
            long before = usedAfterGc();
            awaitTransitions(TRANSITIONS / 2);
            long after = usedAfterGc();
            int threads = healthThreads();
            over = true;
            for (Future<?> member : crowd) {
                member.get(30, TimeUnit.SECONDS);
            }
            report(before, after, threads);

            assertThat(chains.faults).isEmpty();
            assertThat(Duration.ofNanos(slowestCheck.get())).isLessThan(DEADLINE.plusMillis(1_500));
            assertThat(threads).isLessThanOrEqualTo(WORKERS + 1);
            assertThat(after - before).isLessThan(8 << 20);
            assertThat(health.report().states())
                    .filteredOn(CheckState::stuck)
                    .extracting(CheckState::name)
                    .contains("check-0", "check-19")
                    .allMatch(name -> Integer.parseInt(name.substring(6)) < DEAF);
            health.pause();
            release.countDown();
            await().atMost(ofSeconds(20))
                    .untilAsserted(() -> assertThat(heardLast(health)).isEqualTo(known(health)));
        } finally {
            long start = System.nanoTime();
            health.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofSeconds(4));
        }
        await().atMost(ofSeconds(20)).until(() -> healthThreads() == 0);
    }

    /** Both halves are as much work on a slow machine as on a quick one; there they only last longer. */
    private void awaitTransitions(int more) {
        long enough = chains.heard.get() + more;
        await().atMost(ofMinutes(5)).until(() -> chains.heard.get() >= enough);
    }

    private List<Future<?>> disturb(HealthRegistry health) {
        ExecutorService crowd = Executors.newCachedThreadPool();
        List<Future<?>> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(crowd.submit(() -> again(random -> ask(health))));
        }
        members.add(crowd.submit(
                () -> again(random -> health.report(HealthGroup.READINESS).status())));
        members.add(crowd.submit(() -> again(random -> comeAndGo(health, "guest-" + random.nextInt(20)))));
        members.add(crowd.submit(() -> again(random -> comeAndGo(health, "guest-" + random.nextInt(20)))));
        members.add(crowd.submit(() -> again(
                random -> health.maintain("check-" + random.nextInt(CHECKS), ofMillis(1 + random.nextInt(200)), ""))));
        members.add(crowd.submit(() -> again(random -> pauseForAMoment(health, "check-" + random.nextInt(CHECKS)))));
        members.add(crowd.submit(() -> health.drain(ofHours(1), () -> over)));
        crowd.shutdown();
        return members;
    }

    /** What a member of the crowd does again and again. */
    private interface Deed {
        void commit(SplittableRandom random);
    }

    private void again(Deed deed) {
        SplittableRandom random = new SplittableRandom(Thread.currentThread().getId());
        while (!over) {
            deed.commit(random);
            LockSupport.parkNanos(1_000_000); // the pace of the load; nothing relies on how long it is
        }
    }

    private void ask(HealthRegistry health) {
        long start = System.nanoTime();
        health.check();
        slowestCheck.accumulateAndGet(System.nanoTime() - start, Math::max);
        asked.incrementAndGet();
    }

    private static void comeAndGo(HealthRegistry health, String name) {
        try {
            health.add(name, context -> HealthResult.up(), policy(1));
        } catch (IllegalArgumentException alreadyThere) {
            health.remove(name);
        }
    }

    private static void pauseForAMoment(HealthRegistry health, String name) {
        health.pause(name);
        LockSupport.parkNanos(2_000_000); // load, too: now and then a run becomes due meanwhile
        health.resume(name);
    }

    private static Map<String, HealthStatus> known(HealthRegistry health) {
        Map<String, HealthStatus> known = new java.util.HashMap<>();
        health.report().states().forEach(state -> known.put(state.name(), state.status()));
        return known;
    }

    private Map<String, HealthStatus> heardLast(HealthRegistry health) {
        Map<String, HealthStatus> heard = new java.util.HashMap<>(chains.last);
        heard.keySet().removeIf(name -> name.startsWith("group "));
        return heard;
    }

    private static long usedAfterGc() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int healthThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-"))
                .count();
    }

    private void report(long before, long after, int threads) {
        System.out.printf(
                "stress: %d calls of check(), slowest %d ms (deadline %d ms); %d transitions, %d faults; %d threads;"
                        + " heap %+d kB in the second half%n",
                asked.get(),
                TimeUnit.NANOSECONDS.toMillis(slowestCheck.get()),
                DEADLINE.toMillis(),
                chains.heard.get(),
                chains.faults.size(),
                threads,
                (after - before) / 1024);
    }
}
