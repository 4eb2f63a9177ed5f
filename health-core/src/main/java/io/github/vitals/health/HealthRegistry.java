package io.github.vitals.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of checks and the entry point: what is registered here is run, judged and remembered.
 *
 * <p>A registry that was {@linkplain HealthRegistryBuilder#start() started} runs each check on its schedule; one that was only
 * {@linkplain HealthRegistryBuilder#build() built} runs checks when {@link #check()} is called. Either way a check runs on a thread
 * of the registry, at most once at a time, and is given up at its timeout; whatever it throws, returns or never
 * returns, the others and the caller go on.
 *
 * <pre>{@code
 * try (HealthRegistry health = HealthRegistry.builder()
 *         .check("queue", context -> HealthResult.up().detail("depth", queue.size()))
 *         .check("cache", cacheCheck, policy -> policy.critical(false))
 *         .start()) {
 *     HealthReport report = health.check();
 * }
 * }</pre>
 *
 * <p>Each change of a check or a group is logged once, as an event with key-values, to the logger named like
 * {@link HealthTransition}.
 *
 * <p>Thread-safe.
 */
public final class HealthRegistry implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Engine engine;
    private final Catalogue catalogue;
    private final Interventions interventions;
    private final Findings findings;
    private final @Nullable Duration deadline;
    private final Ticker ticker;
    private final @Nullable Threads threads;
    private final Runnable wake;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Thread shutdownHook;

    /** {@code threads} are those of the registry's own, to be ended with it; {@code wake} brings a step soon. */
    HealthRegistry(
            Engine engine,
            Catalogue catalogue,
            Interventions interventions,
            @Nullable Duration deadline,
            @Nullable Threads threads,
            Runnable wake) {
        this.engine = engine;
        this.catalogue = catalogue;
        this.interventions = interventions;
        this.findings = engine.findings;
        this.ticker = engine.ticker();
        this.deadline = deadline;
        this.threads = threads;
        this.wake = wake;
    }

    /**
     * Starts to describe a registry.
     *
     * @return a new builder
     */
    public static HealthRegistryBuilder builder() {
        return new HealthRegistryBuilder();
    }

    /**
     * Brings every check up to date whose last result is older than its {@link CheckPolicy#maxAge()}, and returns the
     * report. Runs that are under way are joined: a hundred callers at once cause one run. The answer comes within the
     * {@linkplain HealthRegistryBuilder#deadline deadline}; a check that has not ended by then is in it with what was known before
     * and as {@link CheckState#pending()}. A check whose run timed out earlier and has not come back is not waited for.
     *
     * <p>After {@link #close()} nothing is run any more and the last report is returned. An interrupted caller gets the
     * report at once and stays interrupted.
     *
     * @return the report of {@link HealthGroup#ALL}
     */
    public HealthReport check() {
        return refreshed(findings.viewOfAll());
    }

    /**
     * The same as {@link #check()} for the checks of one group.
     *
     * @param group a built-in group or one declared on the builder
     * @return the report of that group
     * @throws IllegalArgumentException if there is no such group
     */
    public HealthReport check(HealthGroup group) {
        return refreshed(require(group));
    }

    /**
     * The same as {@link #check()} for one check.
     *
     * @param name the name it was registered under
     * @return its state
     * @throws IllegalArgumentException if there is no such check
     */
    public CheckState check(String name) {
        CheckSlot slot = require(name);
        return stateAfter(engine.refresh(new CheckSlot[] {slot}, null), slot);
    }

    /**
     * Runs one check, however fresh its last result is; a run that is under way is joined. For the rest this is
     * {@link #check(String)}: a check that is paused, or made of others, is not run.
     *
     * @param name the name it was registered under
     * @return its state
     * @throws IllegalArgumentException if there is no such check
     */
    public CheckState run(String name) {
        CheckSlot slot = require(name);
        return stateAfter(engine.rerun(slot), slot);
    }

    private CheckState stateAfter(Round round, CheckSlot slot) {
        boolean pending = !waitFor(round).isEmpty();
        return pending ? slot.state().asPending() : slot.state();
    }

    /**
     * The last known report of {@link HealthGroup#ALL}. Runs nothing and never waits; while nothing has changed, the
     * same instance is returned.
     *
     * @return the report of every check
     */
    public HealthReport report() {
        return findings.report(findings.viewOfAll());
    }

    /**
     * The last known report of one group. Runs nothing and never waits.
     *
     * @param group a built-in group or one declared on the builder
     * @return the report of that group
     * @throws IllegalArgumentException if there is no such group
     */
    public HealthReport report(HealthGroup group) {
        return findings.report(require(group));
    }

    /**
     * The last known status of a group: that of its {@linkplain #report(HealthGroup) report}, for whoever wants nothing
     * else. It costs the same however many checks there are. Runs nothing and never waits.
     *
     * @param group a built-in group or one declared on the builder
     * @return UP for a group without checks
     * @throws IllegalArgumentException if there is no such group
     */
    public HealthStatus status(HealthGroup group) {
        return require(group).status;
    }

    /**
     * The last known state of one check. Runs nothing and never waits.
     *
     * @param name the name it was registered under
     * @return empty if there is no such check
     */
    public Optional<CheckState> state(String name) {
        CheckSlot slot = catalogue.slot(Arguments.requireNonNull("name", name));
        return slot == null ? Optional.empty() : Optional.of(slot.state());
    }

    /**
     * The groups there are: the built-in ones and those declared on the builder.
     *
     * @return an immutable set
     */
    public Set<HealthGroup> groups() {
        return Set.copyOf(findings.groups());
    }

    /**
     * Adds a check while the registry is in use, with what the configuration says over its policy; one that is switched
     * off is left out. Until its first result it is UNKNOWN, and groups do not count it.
     *
     * @param name unique; 1 to 100 letters, digits, {@code . _ -}, beginning with a letter or digit
     * @param check what to ask
     * @param policy how to run and judge it
     * @throws IllegalArgumentException if the name is not valid or taken, or the policy names a group or a check that is
     *     not there, or the check is external and in {@link HealthGroup#LIVENESS} unforced
     */
    public void add(String name, HealthCheck check, CheckPolicy policy) {
        catalogue.overrides.apply(new Registration(name, check, policy)).ifPresent(this::add);
    }

    private void add(Registration registration) {
        registration.requireGroups(findings.groups());
        catalogue.add(new CheckSlot(registration, ticker, findings.clock().instant()));
    }

    /**
     * Adds a check with the {@linkplain CheckPolicy#defaults() default policy}, but for what such checks
     * {@linkplain HealthCheck#defaults need otherwise}.
     *
     * @param name unique; see {@link #add(String, HealthCheck, CheckPolicy)}
     * @param check what to ask
     * @throws IllegalArgumentException if the name is not valid or taken
     */
    public void add(String name, HealthCheck check) {
        add(name, check, policy -> {});
    }

    /**
     * Adds a check and says what differs from the default policy.
     *
     * @param name unique; see {@link #add(String, HealthCheck, CheckPolicy)}
     * @param check what to ask
     * @param policy changes the policy, for example {@code policy -> policy.critical(false)}
     * @throws IllegalArgumentException if the name is not valid or taken, or the policy is not valid
     */
    public void add(String name, HealthCheck check, Consumer<CheckPolicyBuilder> policy) {
        Arguments.requireName("name", name);
        Arguments.requireNonNull("check", check);
        Arguments.requireNonNull("policy", policy);
        add(name, check, Registration.policy(name, check, policy));
    }

    /**
     * Removes a check; a run under way is interrupted.
     *
     * @param name the name it was registered under
     * @return whether there was such a check
     * @throws IllegalArgumentException if another check depends on it
     */
    public boolean remove(String name) {
        return catalogue.remove(Arguments.requireNonNull("name", name));
    }

    /**
     * Adds a listener. It is told of every check that is there, then of what happens.
     *
     * @param listener who wants to hear
     */
    public void listen(HealthListener listener) {
        catalogue.listen(Arguments.requireNonNull("listener", listener));
    }

    /**
     * Removes a listener; events that wait for it may still be delivered.
     *
     * @param listener the instance that was added
     */
    public void unlisten(HealthListener listener) {
        findings.unlisten(Arguments.requireNonNull("listener", listener));
    }

    /**
     * Announces work on what a check asks: until the time is over it is MAINTENANCE, whatever its results are, and so is
     * a check that depends on it and does not work meanwhile. Runs go on, and are remembered. Announcing again replaces
     * what was announced.
     *
     * @param name the name it was registered under
     * @param duration how long; more than zero
     * @param reason to tell a person, for example {@code upgrade to 17}
     * @throws IllegalArgumentException if there is no such check, or the duration is not more than zero
     */
    public void maintain(String name, Duration duration, String reason) {
        interventions.maintain(
                require(name),
                Arguments.requirePositive("duration", duration),
                Arguments.requireNonNull("reason", reason));
    }

    /**
     * Ends work that was announced with {@link #maintain} before its time. Windows that repeat are not touched.
     *
     * @param name the name the check was registered under
     * @return whether work was announced
     * @throws IllegalArgumentException if there is no such check
     */
    public boolean endMaintenance(String name) {
        return interventions.endMaintenance(require(name));
    }

    /**
     * Stops running a check, on schedule and for {@link #check()}, until it is resumed; it is MAINTENANCE meanwhile. A
     * run under way goes on. Pausing twice does nothing.
     *
     * @param name the name it was registered under
     * @throws IllegalArgumentException if there is no such check
     */
    public void pause(String name) {
        interventions.pause(List.of(require(name)));
    }

    /** Pauses every check there is; see {@link #pause(String)}. */
    public void pause() {
        interventions.pause(catalogue.slots());
    }

    /**
     * Runs a paused check again; its first run comes within the jitter, or within the
     * period where there are very many checks. Until it has ended, the last result counts as
     * if it were new.
     *
     * @param name the name it was registered under
     * @throws IllegalArgumentException if there is no such check
     */
    public void resume(String name) {
        interventions.resume(List.of(require(name)));
    }

    /** Resumes every check that is paused; see {@link #resume(String)}. */
    public void resume() {
        interventions.resume(catalogue.slots());
    }

    /**
     * Says that the application is ready: opens the gate of a registry that was built with
     * {@link HealthRegistryBuilder#gated}. Otherwise, and the second time, it does nothing.
     */
    public void openGate() {
        interventions.openGate();
    }

    /**
     * Waits until {@link HealthGroup#STARTUP} is UP: every critical check has passed once.
     *
     * @param atMost how long; more than zero
     * @return whether it was UP in time
     * @throws InterruptedException if the thread was interrupted while it waited
     * @throws IllegalArgumentException if the duration is not more than zero
     */
    public boolean awaitStartup(Duration atMost) throws InterruptedException {
        return interventions.await(require(HealthGroup.STARTUP), Arguments.requirePositive("atMost", atMost));
    }

    /**
     * Turns {@link HealthGroup#READINESS} DOWN, so that no new work comes, and waits for what is under way. Checks go
     * on; readiness stays DOWN. Listeners hear each second how much time is left. An interrupted caller stops waiting
     * and stays interrupted.
     *
     * @param duration how long; more than zero
     * @throws IllegalArgumentException if the duration is not more than zero
     */
    public void drain(Duration duration) {
        drain(duration, () -> false);
    }

    /**
     * The same as {@link #drain(Duration)}, but waits no longer than there is work.
     *
     * @param atMost how long at most; more than zero
     * @param idle whether no work is left, asked every 50 ms
     * @return whether no work was left
     * @throws IllegalArgumentException if the duration is not more than zero
     */
    public boolean drain(Duration atMost, BooleanSupplier idle) {
        return interventions.drain(Arguments.requirePositive("atMost", atMost), Arguments.requireNonNull("idle", idle));
    }

    /**
     * Ends the schedule, interrupts runs under way and waits at most 1 s for the registry's threads. A check that
     * ignores interruption keeps its thread, which is a daemon. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        interventions.tellClosed();
        engine.close(catalogue.slots());
        if (threads != null) {
            threads.close(CLOSING);
        }
        ShutdownDrain.remove(shutdownHook);
    }

    /** Drains and closes when the process is told to end. */
    void drainOnShutdown(Duration duration) {
        shutdownHook = ShutdownDrain.add(this, duration);
    }

    private CheckSlot require(String name) {
        CheckSlot slot = catalogue.slot(Arguments.requireNonNull("name", name));
        if (slot == null) {
            List<String> names =
                    report().states().stream().map(CheckState::name).toList();
            throw Arguments.invalid("name", '"' + name + '"', "one of " + names);
        }
        return slot;
    }

    private GroupView require(HealthGroup group) {
        GroupView view = findings.view(Arguments.requireNonNull("group", group));
        if (view == null) {
            throw Arguments.invalid("group", group, "one of " + groups());
        }
        return view;
    }

    private HealthReport refreshed(GroupView view) {
        HealthReport known = findings.report(view);
        if (known.freshUntil - ticker.read() >= 0 || closed.get()) {
            return known;
        }
        List<CheckSlot> pending = waitFor(engine.refresh(view.slots, view));
        HealthReport now = findings.report(view);
        return pending.isEmpty() ? now : now.withPending(pending);
    }

    /**
     * Waits for a round as long as the deadline allows; returns the checks whose runs have not ended. Most rounds are
     * over in microseconds; for one that is not, somebody must look whether its worker needs others beside it.
     */
    private List<CheckSlot> waitFor(Round round) {
        if (round.spin()) {
            return List.of();
        }
        long start = System.nanoTime();
        long limit = limit(round).toNanos();
        if (round.await(Math.min(limit, Workers.PATIENCE.toNanos()))) {
            return List.of();
        }
        wake.run();
        return round.await(limit - (System.nanoTime() - start)) ? List.of() : engine.pending(round);
    }

    private Duration limit(Round round) {
        if (deadline != null) {
            return deadline;
        }
        long longest = 0;
        for (CheckSlot slot : round.slots) {
            longest = Math.max(longest, slot.policy.timeoutNanos);
        }
        return Duration.ofNanos(longest).plus(GRACE);
    }
}
