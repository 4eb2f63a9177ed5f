package io.github.vitals.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final Findings findings;
    private final @Nullable Duration deadline;
    private final Ticker ticker;
    private final InstantSource clock;
    private final @Nullable Workers workers;
    private final @Nullable Timekeeper timekeeper;

    HealthRegistry(
            HealthRegistryBuilder builder,
            Findings findings,
            Engine engine,
            @Nullable Workers workers,
            @Nullable Timekeeper timekeeper) {
        this.findings = findings;
        this.engine = engine;
        this.deadline = builder.deadline;
        this.ticker = builder.ticker;
        this.clock = builder.clock;
        this.workers = workers;
        this.timekeeper = timekeeper;
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
        return refreshed(report());
    }

    /**
     * The same as {@link #check()} for the checks of one group.
     *
     * @param group a built-in group or one declared on the builder
     * @return the report of that group
     * @throws IllegalArgumentException if there is no such group
     */
    public HealthReport check(HealthGroup group) {
        return refreshed(report(group));
    }

    /**
     * The same as {@link #check()} for one check.
     *
     * @param name the name it was registered under
     * @return its state
     * @throws IllegalArgumentException if there is no such check
     */
    public CheckState check(String name) {
        boolean pending = !waitFor(engine.refresh(List.of(require(name)))).isEmpty();
        CheckState now = require(name).state;
        return pending ? now.asPending() : now;
    }

    /**
     * The last known report of {@link HealthGroup#ALL}. Runs nothing and never waits; while nothing has changed, the
     * same instance is returned.
     *
     * @return the report of every check
     */
    public HealthReport report() {
        return findings.reportOfAll();
    }

    /**
     * The last known report of one group. Runs nothing and never waits.
     *
     * @param group a built-in group or one declared on the builder
     * @return the report of that group
     * @throws IllegalArgumentException if there is no such group
     */
    public HealthReport report(HealthGroup group) {
        HealthReport report = findings.report(Arguments.requireNonNull("group", group));
        if (report == null) {
            throw Arguments.invalid("group", group, "one of " + groups());
        }
        return report;
    }

    /**
     * The last known state of one check. Runs nothing and never waits.
     *
     * @param name the name it was registered under
     * @return empty if there is no such check
     */
    public Optional<CheckState> state(String name) {
        CheckSlot slot = engine.slot(Arguments.requireNonNull("name", name));
        return slot == null ? Optional.empty() : Optional.of(slot.state);
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
     * Adds a check while the registry is in use. Until its first result it is UNKNOWN, and so are the groups in which
     * it is critical.
     *
     * @param name unique; 1 to 100 letters, digits, {@code . _ -}, beginning with a letter or digit
     * @param check what to ask
     * @param policy how to run and judge it
     * @throws IllegalArgumentException if the name is not valid or taken, or the policy names a group or a check that is
     *     not there, or the check is external and in {@link HealthGroup#LIVENESS} unforced
     */
    public void add(String name, HealthCheck check, CheckPolicy policy) {
        Registration registration = new Registration(name, check, policy);
        registration.requireGroups(findings.groups());
        engine.add(new CheckSlot(name, check, policy, ticker, clock.instant()));
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
        return engine.remove(Arguments.requireNonNull("name", name));
    }

    /**
     * Adds a listener. It is told of every check that is there, then of what happens.
     *
     * @param listener who wants to hear
     */
    public void listen(HealthListener listener) {
        engine.listen(Arguments.requireNonNull("listener", listener));
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
     * Ends the schedule, interrupts runs under way and waits at most 1 s for the registry's threads. A check that
     * ignores interruption keeps its thread, which is a daemon. Closing twice does nothing.
     */
    @Override
    public void close() {
        engine.close();
        if (timekeeper == null || workers == null) {
            return;
        }
        timekeeper.close();
        workers.close();
        try {
            timekeeper.join(CLOSING.toMillis());
            workers.join(CLOSING);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** One step of the schedule, for a registry whose time is moved by a test. */
    long advance() {
        return engine.advance();
    }

    private CheckSlot require(String name) {
        CheckSlot slot = engine.slot(Arguments.requireNonNull("name", name));
        if (slot == null) {
            List<String> names =
                    report().states().stream().map(CheckState::name).toList();
            throw Arguments.invalid("name", '"' + name + '"', "one of " + names);
        }
        return slot;
    }

    private HealthReport refreshed(HealthReport known) {
        if (known.freshUntil - ticker.read() >= 0) {
            return known;
        }
        Set<CheckSlot> pending = waitFor(engine.refresh(slots(known)));
        HealthReport now = report(known.group());
        return pending.isEmpty() ? now : now.withPending(pending);
    }

    private List<CheckSlot> slots(HealthReport report) {
        return report.states().stream()
                .map(state -> engine.slot(state.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Waits for the runs as long as the deadline allows; returns the checks whose runs have not ended. */
    private Set<CheckSlot> waitFor(List<Run> runs) {
        long end = ticker.read() + limit(runs).toNanos();
        Set<CheckSlot> pending = new LinkedHashSet<>();
        for (Run run : runs) {
            if (!run.await(Math.max(0, end - ticker.read()))) {
                pending.add(run.slot);
            }
        }
        return pending;
    }

    private Duration limit(List<Run> runs) {
        if (deadline != null) {
            return deadline;
        }
        Duration longest = Duration.ZERO;
        for (Run run : runs) {
            Duration timeout = run.slot.policy.timeout();
            longest = timeout.compareTo(longest) > 0 ? timeout : longest;
        }
        return longest.plus(GRACE);
    }
}
