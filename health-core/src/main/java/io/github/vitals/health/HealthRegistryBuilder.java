package io.github.vitals.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Describes a {@link HealthRegistry}. Not thread-safe. */
public final class HealthRegistryBuilder {
    private final Map<String, Registration> checks = new LinkedHashMap<>();
    private final Set<HealthGroup> groups = new LinkedHashSet<>(
            List.of(HealthGroup.ALL, HealthGroup.LIVENESS, HealthGroup.READINESS, HealthGroup.STARTUP));
    private final List<HealthListener> listeners = new ArrayList<>(List.of(new TransitionLog()));

    @Nullable
    Duration deadline;

    private int threads = 256;
    InstantSource clock = InstantSource.system();
    Ticker ticker = Ticker.SYSTEM;
    private @Nullable Runner runner;

    HealthRegistryBuilder() {}

    /**
     * Adds a check with the {@linkplain CheckPolicy#defaults() default policy}, but for what such checks
     * {@linkplain HealthCheck#defaults need otherwise}.
     *
     * @param name unique; 1 to 100 letters, digits, {@code . _ -}, beginning with a letter or digit
     * @param check what to ask
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid or taken
     */
    public HealthRegistryBuilder check(String name, HealthCheck check) {
        return check(name, check, policy -> {});
    }

    /**
     * Adds a check and says what differs from the default policy.
     *
     * @param name unique; see {@link #check(String, HealthCheck)}
     * @param check what to ask
     * @param policy changes the policy, for example {@code policy -> policy.critical(false)}
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid or taken, the policy is not valid, or the check is
     *     external and in {@link HealthGroup#LIVENESS} unforced
     */
    public HealthRegistryBuilder check(String name, HealthCheck check, Consumer<CheckPolicyBuilder> policy) {
        Arguments.requireName("name", name);
        Arguments.requireNonNull("check", check);
        Arguments.requireNonNull("policy", policy);
        return check(name, check, Registration.policy(name, check, policy));
    }

    /**
     * Adds a check with a policy of its own.
     *
     * @param name unique; see {@link #check(String, HealthCheck)}
     * @param check what to ask
     * @param policy how to run and judge it
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid or taken, or the check is external and in
     *     {@link HealthGroup#LIVENESS} unforced
     */
    public HealthRegistryBuilder check(String name, HealthCheck check, CheckPolicy policy) {
        Registration registration = new Registration(name, check, policy);
        if (checks.putIfAbsent(name, registration) != null) {
            throw Arguments.invalid("name", '"' + name + '"', "a name not registered yet");
        }
        return this;
    }

    /**
     * Declares a group of the user's own, so that policies may name it.
     *
     * @param group the group; declaring one twice changes nothing
     * @return this builder
     */
    public HealthRegistryBuilder group(HealthGroup group) {
        groups.add(Arguments.requireNonNull("group", group));
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener who wants to hear
     * @return this builder
     */
    public HealthRegistryBuilder listener(HealthListener listener) {
        listeners.add(Arguments.requireNonNull("listener", listener));
        return this;
    }

    /**
     * Sets within which time {@link HealthRegistry#check()} answers. If not set, that is the longest timeout of the
     * checks it waits for, and half a second.
     *
     * @param deadline more than zero
     * @return this builder
     * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
     */
    public HealthRegistryBuilder deadline(Duration deadline) {
        this.deadline = Arguments.requirePositive("deadline", deadline);
        return this;
    }

    /**
     * Sets how many threads may run checks at the same time, those held by stuck checks included; 256 if not set.
     * Threads are started when checks block, and end after 5 s without work.
     *
     * @param threads at least 1
     * @return this builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public HealthRegistryBuilder threads(int threads) {
        this.threads = Arguments.requireAtLeast("threads", threads, 1);
        return this;
    }

    /**
     * Sets the wall clock that says when something was; the system's if not set. How long something takes is
     * measured otherwise, so the clock may jump.
     *
     * @param clock the clock
     * @return this builder
     */
    public HealthRegistryBuilder clock(InstantSource clock) {
        this.clock = Arguments.requireNonNull("clock", clock);
        return this;
    }

    /** Sets the ticker and where checks run, for a test that moves time and work itself. */
    HealthRegistryBuilder manual(Ticker ticker, Runner runner) {
        this.ticker = ticker;
        this.runner = runner;
        return this;
    }

    /**
     * Makes a registry without a schedule: checks run when {@link HealthRegistry#check()} is called.
     *
     * @return a registry to be closed by the caller
     * @throws IllegalArgumentException if a policy names a group or a check that is not there, or the dependencies
     *     form a circle
     */
    public HealthRegistry build() {
        return create(false);
    }

    /**
     * Makes a registry that runs each check on its schedule from now on; the first runs are spread over the
     * policies' jitter.
     *
     * @return a registry to be closed by the caller
     * @throws IllegalArgumentException if a policy names a group or a check that is not there, or the dependencies
     *     form a circle
     */
    public HealthRegistry start() {
        return create(true);
    }

    private HealthRegistry create(boolean scheduled) {
        checks.values().forEach(registration -> registration.requireGroups(groups));
        Dependencies.verify(dependencies());
        return runner == null ? withThreads(scheduled) : open(scheduled, runner, () -> {}, null, null);
    }

    private HealthRegistry withThreads(boolean scheduled) {
        Timekeeper timekeeper = new Timekeeper();
        Workers workers = new Workers(threads, ticker, timekeeper::wake);
        return open(scheduled, workers, timekeeper::wake, workers, timekeeper);
    }

    private HealthRegistry open(
            boolean scheduled,
            Runner runner,
            Runnable wake,
            @Nullable Workers workers,
            @Nullable Timekeeper timekeeper) {
        Findings findings = new Findings(ticker, clock, groups, runner);
        Engine engine = new Engine(findings, scheduled, runner, wake);
        if (timekeeper != null && workers != null) {
            timekeeper.drive(engine, workers);
        }
        List<CheckSlot> slots = new ArrayList<>();
        for (Registration each : checks.values()) {
            slots.add(new CheckSlot(each.name(), each.check(), each.policy(), ticker, clock.instant()));
        }
        engine.open(slots, listeners);
        return new HealthRegistry(this, findings, engine, workers, timekeeper);
    }

    private Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        checks.forEach(
                (name, registration) -> all.put(name, registration.policy().dependsOn()));
        return all;
    }
}
