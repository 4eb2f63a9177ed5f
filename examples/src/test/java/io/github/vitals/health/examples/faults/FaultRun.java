package io.github.vitals.health.examples.faults;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Breaks and mends one thing under the eyes of a registry, and takes the times. */
final class FaultRun {
    /** Between the timeout of one run and the beginning of the next. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final long PATIENCE_NANOS = Duration.ofSeconds(40).toNanos();
    private static final int RUNS_WHILE_BROKEN = 1;
    private static final int POLL_MILLIS = 2;
    /** How the names begin of threads that libraries keep for the whole process; the last are Reactor's. */
    private static final List<String> SHARED =
            List.of("OkHttp TaskRunner", "Okio Watchdog", "process reaper", "PostgreSQL-JDBC-Cleaner", "parallel-");

    private final Fault fault;
    private Duration longest = Duration.ZERO;

    private FaultRun(Fault fault) {
        this.fault = fault;
    }

    /**
     * What was seen.
     *
     * @param fault what broke
     * @param broken what the report said in the end
     * @param noticed how long until it did not say UP any more; zero if it never did
     * @param recovered how long until it said UP again; zero if it was not mended
     * @param longest the longest run
     * @param threads that were left
     * @param connections that were left
     */
    record Seen(
            Fault fault,
            CheckState broken,
            Duration noticed,
            Duration recovered,
            Duration longest,
            Set<String> threads,
            int connections) {}

    static Seen of(Fault fault) throws Exception {
        return new FaultRun(fault).run();
    }

    private Seen run() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        try (Situation situation = new Situation()) {
            fault.setting().prepare(situation);
            if (!situation.mendable()) {
                situation.breakIt();
            }
            CheckState broken;
            Duration noticed;
            Duration recovered = Duration.ZERO;
            try (HealthRegistry health = HealthRegistry.builder()
                    .check(
                            "target",
                            situation.check(),
                            policy -> policy.timeout(fault.timeout())
                                    .period(fault.timeout().plus(PAUSE))
                                    .failureThreshold(1)
                                    .successThreshold(1))
                    .start()) {
                if (situation.mendable()) {
                    await(health, state -> state.status() == HealthStatus.UP);
                    longest = Duration.ZERO;
                    situation.breakIt();
                }
                noticed = fault.status() == HealthStatus.UP
                        ? Duration.ZERO
                        : await(health, state -> !state.pending() && state.status() != HealthStatus.UP);
                broken = observe(health);
                if (situation.mendable()) {
                    situation.mend();
                    recovered = await(health, state -> state.status() == HealthStatus.UP);
                }
            }
            int connections = situation.closeClients();
            situation.close();
            return new Seen(fault, broken, noticed, recovered, longest, left(before), connections);
        }
    }

    /** Looks at a further run: the first may have failed while it was breaking, with a reason of that moment. */
    private CheckState observe(HealthRegistry health) throws InterruptedException {
        for (int run = 0; run < RUNS_WHILE_BROKEN; run++) {
            var last = state(health).checkedAt();
            await(health, state -> !state.checkedAt().equals(last));
        }
        return state(health);
    }

    private Duration await(HealthRegistry health, Predicate<CheckState> reached) throws InterruptedException {
        long start = System.nanoTime();
        CheckState state = state(health);
        while (!reached.test(state)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError(fault.name() + ": still " + state);
            }
            // Not a wait for a time: a real server is looked at until it is so, and each look is part of the figure.
            Thread.sleep(POLL_MILLIS);
            state = state(health);
            Duration took = state.duration().orElse(Duration.ZERO);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static CheckState state(HealthRegistry health) {
        return health.report().states().get(0);
    }

    private static Set<String> left(Set<Thread> before) throws InterruptedException {
        Set<String> left = names(before);
        for (int tries = 0; tries < 250 && !left.isEmpty(); tries++) {
            // Looks until it is so: what is still there after that is the finding, not a failure of the wait.
            Thread.sleep(20);
            left = names(before);
        }
        return left;
    }

    private static Set<String> names(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> SHARED.stream().noneMatch(name::startsWith))
                .collect(Collectors.toSet());
    }
}
