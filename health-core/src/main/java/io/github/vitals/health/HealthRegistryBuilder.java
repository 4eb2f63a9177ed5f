package io.github.vitals.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Describes a {@link HealthRegistry}. Not thread-safe. */
public final class HealthRegistryBuilder {
    private final Map<String, Registration> checks = new LinkedHashMap<>();
    private final Set<HealthGroup> groups = new LinkedHashSet<>(
            List.of(HealthGroup.ALL, HealthGroup.LIVENESS, HealthGroup.READINESS, HealthGroup.STARTUP));

    /** Equal policies are one: most checks of a registry have the same. */
    private final Map<CheckPolicy, CheckPolicy> policies = new HashMap<>();

    private final List<HealthListener> listeners = new ArrayList<>(List.of(new TransitionLog()));
    private @Nullable Duration deadline;
    private @Nullable Duration drainOnShutdown;
    private @Nullable HealthScheduler scheduler;
    private Duration reminder = Duration.ofHours(1);
    private int threads = 256;
    private int lostThreads = 64;
    private boolean gated;
    private InstantSource clock = InstantSource.system();
    private HealthConfiguration configuration = HealthConfiguration.NONE;

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
        Arguments.requireName("name", name);
        Arguments.requireNonNull("check", check);
        return check(name, check, Registration.policy(name, check, null));
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
        Arguments.requireNonNull("policy", policy);
        Registration registration = new Registration(name, check, same(policy));
        if (checks.putIfAbsent(name, registration) != null) {
            throw Arguments.invalid("name", '"' + name + '"', "a name not registered yet");
        }
        return this;
    }

    /** Of equal policies one is kept: most checks of many have the same. */
    private CheckPolicy same(CheckPolicy policy) {
        CheckPolicy known = policies.putIfAbsent(policy, policy);
        return known == null ? policy : known;
    }

    /**
     * Lets a deployment change policies and switch checks off: what the configuration says counts over what the code
     * says, for every check, wherever it comes from. If not set, nothing is read.
     *
     * @param configuration for example {@link HealthConfiguration#system()}
     * @return this builder
     */
    public HealthRegistryBuilder configuration(HealthConfiguration configuration) {
        this.configuration = Arguments.requireNonNull("configuration", configuration);
        return this;
    }

    /**
     * Lets every {@link HealthCheckProvider} that the calling thread's context class loader sees add its checks.
     *
     * @return this builder
     * @throws IllegalStateException if a provider cannot be made, or throws; the text names it
     */
    public HealthRegistryBuilder discover() {
        Providers.register(ServiceLoader.load(HealthCheckProvider.class), this);
        return this;
    }

    /**
     * Lets every {@link HealthCheckProvider} that a class loader sees add its checks.
     *
     * @param loader where to look
     * @return this builder
     * @throws IllegalStateException if a provider cannot be made, or throws; the text names it
     */
    public HealthRegistryBuilder discover(ClassLoader loader) {
        Providers.register(
                ServiceLoader.load(HealthCheckProvider.class, Arguments.requireNonNull("loader", loader)), this);
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

    /**
     * Sets from how many threads on that are lost to checks that do not come back, although they were interrupted,
     * nothing is run any more; 64 if not set, and at most one less than there may be {@linkplain #threads threads}. Until
     * one comes back, what is due is UNKNOWN with reason {@link FailureReason#SATURATED}, and the stuck checks say where
     * they are. Where more hang at the same time, more are lost, but never more than there may be threads.
     *
     * @param threads at least 1
     * @return this builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public HealthRegistryBuilder lostThreads(int threads) {
        this.lostThreads = Arguments.requireAtLeast("lostThreads", threads, 1);
        return this;
    }

    /**
     * Sets how often listeners and the log are reminded of a check that is not UP; 1 h if not set.
     *
     * @param interval more than zero
     * @return this builder
     * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
     */
    public HealthRegistryBuilder reminder(Duration interval) {
        this.reminder = Arguments.requirePositive("reminder", interval);
        return this;
    }

    /**
     * Keeps {@link HealthGroup#READINESS} UNKNOWN until the application says that it is ready, with
     * {@link HealthRegistry#openGate()}.
     *
     * @return this builder
     */
    public HealthRegistryBuilder gated() {
        this.gated = true;
        return this;
    }

    /**
     * Drains and closes the registry when the process is told to end (SIGTERM): {@link HealthGroup#READINESS} is DOWN
     * for the given time, while the process still answers, and then the process goes on ending. Not done if not set.
     *
     * @param duration more than zero; less than the time after which the orchestrator kills the process
     * @return this builder
     * @throws IllegalArgumentException if the duration is not more than zero, or longer than a year
     */
    public HealthRegistryBuilder drainOnShutdown(Duration duration) {
        this.drainOnShutdown = Arguments.requirePositive("drainOnShutdown", duration);
        return this;
    }

    /**
     * Sets how the registry experiences time and where its work is done; threads of its own if not set. For tests.
     *
     * @param scheduler drives the registry from now on; serves one registry
     * @return this builder
     */
    public HealthRegistryBuilder scheduler(HealthScheduler scheduler) {
        this.scheduler = Arguments.requireNonNull("scheduler", scheduler);
        return this;
    }

    /**
     * Makes a registry without a schedule: checks run when {@link HealthRegistry#check()} is called.
     *
     * @return a registry to be closed by the caller
     * @throws IllegalArgumentException if a policy names a group or a check that is not there, or the dependencies
     *     form a circle, or the configuration has faults, of which all are named
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
     *     form a circle, or the configuration has faults, of which all are named
     */
    public HealthRegistry start() {
        return create(true);
    }

    private HealthRegistry create(boolean scheduled) {
        Overrides overrides = new Overrides(configuration, groups);
        List<Registration> registrations = overrides.apply(this, checks.values());
        for (Registration registration : registrations) {
            registration.requireGroups(groups);
        }
        Dependencies.verify(dependencies(registrations));
        if (scheduler != null) {
            return create(registrations, overrides, scheduled, new Driver(scheduler), null);
        }
        Threads own = new Threads(threads);
        return create(registrations, overrides, scheduled, new Driver(own), own);
    }

    private HealthRegistry create(
            List<Registration> registrations,
            Overrides overrides,
            boolean scheduled,
            Driver driver,
            @Nullable Threads own) {
        Findings findings = new Findings(driver, clock, groups, driver, reminder);
        int mostLost = Math.min(lostThreads, Math.max(1, threads - 1));
        Engine engine = new Engine(findings, new Schedule(driver, scheduled), driver, driver, mostLost);
        Supervision supervision = new Supervision(engine);
        driver.scheduler().drive(supervision);
        Catalogue catalogue = new Catalogue(engine, overrides);
        Interventions interventions = new Interventions(engine);
        if (gated) {
            interventions.closeGate();
        }
        List<CheckSlot> slots = new ArrayList<>();
        for (Registration each : registrations) {
            slots.add(new CheckSlot(each, driver, clock.instant()));
        }
        HealthLifecycle started = new HealthLifecycle(
                HealthLifecycle.Phase.STARTED, Optional.empty(), "", clock.instant(), Duration.ZERO);
        engine.schedule.expect(slots.size());
        catalogue.open(slots, listeners, started, scheduled);
        HealthRegistry health = new HealthRegistry(engine, catalogue, interventions, deadline, own, driver);
        if (drainOnShutdown != null) {
            health.drainOnShutdown(drainOnShutdown);
        }
        return health;
    }

    private static Map<String, Set<String>> dependencies(List<Registration> registrations) {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (Registration each : registrations) {
            all.put(each.name(), Catalogue.needs(each.check(), each.policy()));
        }
        return all;
    }
}
