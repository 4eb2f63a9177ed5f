package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks and keeps what is known of them: schedule, run, judge, remember, tell, in that order.
 *
 * <p>One lock guards everything that changes. Under it there is only arithmetic: no check, no listener and no text of
 * the user's is ever called while it is held. Readers take no lock; they see {@link CheckSlot#state} and
 * {@link #version}.
 */
final class Engine {
    private final Object lock = new Object();
    private final Ticker ticker;
    private final InstantSource clock;
    private final boolean scheduled;
    private final Runner runner;
    private final Listeners listeners;
    private final Timeline timeline = new Timeline();
    private final Map<HealthGroup, GroupView> views = new LinkedHashMap<>();
    private final Map<String, CheckSlot> byName = new ConcurrentHashMap<>();
    private final Runnable onSooner;
    private final GroupView all;
    private boolean closed;

    private volatile CheckSlot[] slots = {};
    private volatile long version;

    /** {@code onSooner} is run when something is due sooner than {@link #advance} last said. */
    Engine(Ticker ticker, InstantSource clock, boolean scheduled, Runner runner, Runnable onSooner) {
        this.ticker = ticker;
        this.clock = clock;
        this.scheduled = scheduled;
        this.runner = runner;
        this.onSooner = onSooner;
        this.listeners = new Listeners(runner);
        this.all = new GroupView(HealthGroup.ALL, clock.instant(), ticker);
        views.put(HealthGroup.ALL, all);
    }

    Ticker ticker() {
        return ticker;
    }

    // --- the catalogue

    /** Fills the engine, once: nothing runs and nobody is told before everything is in place. */
    void open(Collection<HealthGroup> groups, List<CheckSlot> first, List<HealthListener> hearers) {
        Instant at = clock.instant();
        groups.forEach(group -> views.computeIfAbsent(group, own -> new GroupView(own, at, ticker)));
        synchronized (lock) {
            first.forEach(slot -> byName.put(slot.name, slot));
            first.forEach(this::link);
            slots = first.toArray(CheckSlot[]::new);
            views.values().forEach(view -> view.prime(slots));
            hearers.forEach(hearer -> listeners.add(hearer, slots));
            first.forEach(this::enter);
        }
        if (!first.isEmpty() && scheduled) {
            onSooner.run();
        }
        listeners.deliver();
    }

    void add(CheckSlot slot) {
        boolean sooner;
        synchronized (lock) {
            if (byName.containsKey(slot.name)) {
                throw Arguments.invalid("name", '"' + slot.name + '"', "a name not registered yet");
            }
            Dependencies.verify(slot.name, slot.policy.dependsOn(), byName.keySet());
            byName.put(slot.name, slot);
            link(slot);
            CheckSlot[] more = Arrays.copyOf(slots, slots.length + 1);
            more[slots.length] = slot;
            slots = more;
            Instant at = clock.instant();
            slot.state = slot.renewed(ticker, at);
            listeners.added(slot.state);
            regroup(at);
            sooner = enter(slot);
        }
        afterwards(sooner);
    }

    private void link(CheckSlot slot) {
        for (String name : slot.policy.dependsOn()) {
            CheckSlot dependency = Arguments.requireNonNull(name, byName.get(name));
            slot.dependencies.add(dependency);
            dependency.dependents.add(slot);
        }
    }

    private boolean enter(CheckSlot slot) {
        CheckPolicy policy = slot.policy;
        slot.nextRun = ticker.read()
                + (long) (random() * policy.jitter() * policy.period().toNanos());
        return reschedule(slot);
    }

    boolean remove(String name) {
        Run abandoned;
        synchronized (lock) {
            CheckSlot slot = byName.get(name);
            if (slot == null) {
                return false;
            }
            if (!slot.dependents.isEmpty()) {
                throw new IllegalArgumentException("name: \"" + name
                        + "\" (expected: a check that no other depends on; " + slot.dependents.get(0).name + " does)");
            }
            byName.remove(name);
            slot.removed = true;
            slots = Arrays.stream(slots).filter(other -> other != slot).toArray(CheckSlot[]::new);
            slot.dependencies.forEach(dependency -> dependency.dependents.remove(slot));
            timeline.remove(slot);
            abandoned = slot.run;
            slot.run = null;
            listeners.removed(slot.state);
            regroup(clock.instant());
        }
        if (abandoned != null) {
            abandoned.interrupt();
            abandoned.conclude();
        }
        listeners.deliver();
        return true;
    }

    @Nullable
    CheckSlot slot(String name) {
        return byName.get(name);
    }

    Collection<HealthGroup> groups() {
        return views.keySet();
    }

    void listen(HealthListener listener) {
        synchronized (lock) {
            listeners.add(listener, slots);
        }
        listeners.deliver();
    }

    void unlisten(HealthListener listener) {
        listeners.remove(listener);
    }

    // --- reading

    /** The report of a group; the same one again while nothing has changed. Null if there is no such group. */
    @Nullable
    HealthReport report(HealthGroup group) {
        GroupView view = views.get(group);
        return view == null ? null : report(view);
    }

    /** The report of {@link HealthGroup#ALL}, without looking for it. */
    HealthReport reportOfAll() {
        return report(all);
    }

    private HealthReport report(GroupView view) {
        HealthReport latest = view.latest();
        long now = version;
        return latest.version == now ? latest : view.assemble(slots, now, clock.instant());
    }

    // --- running

    /** Starts, or joins, a run of every one of the checks whose last result is too old. */
    List<Run> refresh(List<CheckSlot> wanted) {
        List<Run> runs = new ArrayList<>();
        List<Run> started = new ArrayList<>();
        synchronized (lock) {
            long now = ticker.read();
            for (CheckSlot slot : wanted) {
                if (closed || slot.removed || slot.state.freshAt(now)) {
                    continue;
                }
                if (slot.run == null) {
                    started.add(start(slot));
                }
                if (slot.run != null && !slot.run.expired) {
                    runs.add(slot.run);
                }
            }
        }
        started.forEach(runner::submit);
        return runs;
    }

    /** Makes a run, to be submitted once the lock is free; its time begins when a worker takes it. */
    private Run start(CheckSlot slot) {
        Run run = new Run(slot, this);
        slot.run = run;
        reschedule(slot);
        return run;
    }

    /** A worker is about to enter the check: its time runs from now. */
    void began(Run run) {
        boolean sooner;
        synchronized (lock) {
            run.started = true;
            sooner = run.slot.run == run && reschedule(run.slot);
        }
        if (sooner) {
            onSooner.run();
        }
    }

    /** The check has returned, or thrown; on the worker's thread. */
    void ended(Run run, HealthResult result) {
        CheckSlot slot = run.slot;
        boolean sooner = false;
        synchronized (lock) {
            if (slot.run == run) {
                slot.run = null;
                if (!run.expired) {
                    conclude(slot, result, run.startTick());
                }
                sooner = reschedule(slot);
            }
        }
        run.conclude();
        if (sooner) {
            onSooner.run();
        }
        listeners.deliverHere();
    }

    /** Does what is due; returns how many nanoseconds there are until something is due again. */
    long advance() {
        while (true) {
            CheckSlot slot;
            Run run;
            long now = ticker.read();
            synchronized (lock) {
                Timeline.Entry first = timeline.first();
                if (closed || first == null) {
                    return Long.MAX_VALUE;
                }
                if (Timeline.due(first) - now > 0) {
                    return Timeline.due(first) - now;
                }
                slot = (CheckSlot) first;
                run = slot.run;
            }
            if (run == null) {
                startOrStale(slot, now);
            } else {
                lookAfter(slot, run, now);
            }
            listeners.deliver();
        }
    }

    private void startOrStale(CheckSlot slot, long now) {
        Run started = null;
        synchronized (lock) {
            if (slot.run != null || slot.removed) {
                return;
            }
            if (isStale(slot, now)) {
                slot.stale = true;
                slot.judge.forget();
                renew(slot);
            }
            if (scheduled && slot.nextRun - now <= 0) {
                started = start(slot);
            } else {
                reschedule(slot);
            }
        }
        if (started != null) {
            runner.submit(started);
        }
    }

    private void lookAfter(CheckSlot slot, Run run, long now) {
        boolean late;
        boolean stuck;
        synchronized (lock) {
            late = run.started && !run.expired && run.deadlineTick() - now <= 0;
            stuck = run.expired && slot.nextRun - now <= 0;
            if (!run.started && isStale(slot, now)) {
                slot.stale = true;
                slot.judge.forget();
                renew(slot);
            }
        }
        if (late) {
            giveUp(slot, run, lateResult(slot.policy.timeout()));
            run.interrupt();
        } else if (stuck) {
            giveUp(slot, run, stuckResult(run, now));
        } else {
            synchronized (lock) {
                reschedule(slot);
            }
        }
    }

    private void giveUp(CheckSlot slot, Run run, HealthResult result) {
        synchronized (lock) {
            if (slot.run != run) {
                return;
            }
            run.expired = true;
            conclude(slot, result, run.startTick());
            reschedule(slot);
        }
        run.conclude();
    }

    private static HealthResult lateResult(Duration timeout) {
        return HealthResult.down(FailureReason.TIMEOUT, "no answer within " + timeout);
    }

    private static HealthResult stuckResult(Run run, long now) {
        Duration age = Duration.ofNanos(now - run.startTick()).truncatedTo(ChronoUnit.SECONDS);
        StringBuilder stack = new StringBuilder();
        for (StackTraceElement frame : run.stack()) {
            stack.append("at ").append(frame).append('\n');
        }
        return HealthResult.down(
                        FailureReason.STUCK, "no answer yet after " + age + "; no new run is started meanwhile")
                .detail("thread", run.threadName())
                .detail("stack", stack.toString().stripTrailing());
    }

    // --- judging; everything below is called under the lock

    private void conclude(CheckSlot slot, HealthResult result, long startTick) {
        long now = ticker.read();
        Instant at = clock.instant();
        slot.judge.accept(result.status());
        slot.last = new CheckState.Outcome(result, at, Duration.ofNanos(Math.max(0, now - startTick)), now);
        slot.stale = false;
        if (result.status() == HealthStatus.UP) {
            slot.lastSuccess = at;
        } else {
            slot.lastFailure = result;
        }
        boolean passedBefore = slot.passed;
        slot.passed |= !result.status().worseThan(HealthStatus.DEGRADED);
        slot.nextRun = nextRun(slot, startTick, now);
        renew(slot);
        if (slot.passed != passedBefore) {
            regroup(at);
        }
        listeners.ran(slot.state);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private long nextRun(CheckSlot slot, long startTick, long now) {
        CheckPolicy policy = slot.policy;
        if (slot.judge.firstFailure()) {
            return now + Math.min(policy.confirm().toNanos(), policy.period().toNanos());
        }
        double spread = 1 + policy.jitter() * (2 * random() - 1);
        long next = startTick + (long) (policy.period().toNanos() * spread);
        return next - now > 0 ? next : now + policy.period().toNanos();
    }

    /** Publishes what is known of a check now, and what follows from it for those that depend on it. */
    private void renew(CheckSlot slot) {
        Instant at = clock.instant();
        if (renewOne(slot, at)) {
            regroup(at);
        }
    }

    private boolean renewOne(CheckSlot slot, Instant at) {
        CheckState before = slot.state;
        CheckState after = slot.renewed(ticker, at);
        slot.state = after;
        touch();
        boolean changed = before.status() != after.status();
        if (changed) {
            tell(slot, before, after, at);
        }
        if (changed || !before.rootCause().equals(after.rootCause())) {
            slot.dependents.forEach(dependent -> renewOne(dependent, at));
        }
        return changed;
    }

    private void tell(CheckSlot slot, CheckState before, CheckState after, Instant at) {
        listeners.changed(new HealthTransition(
                HealthTransition.Subject.CHECK,
                slot.name,
                before.status(),
                after.status(),
                after.reason(),
                after.message(),
                after.rootCause(),
                at,
                Duration.ofNanos(after.sinceTick() - before.sinceTick())));
    }

    private void regroup(Instant at) {
        for (GroupView view : views.values()) {
            HealthStatus before = view.status;
            HealthStatus after = view.aggregate(view.statesOf(slots));
            long tick = ticker.read();
            Duration lasted = Duration.ofNanos(tick - view.sinceTick());
            if (view.change(after, at, tick, slots.length > 0)) {
                listeners.changed(new HealthTransition(
                        HealthTransition.Subject.GROUP,
                        view.group.name(),
                        before,
                        after,
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        at,
                        lasted));
            }
        }
        touch();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
    private void touch() {
        version++;
    }

    private boolean isStale(CheckSlot slot, long now) {
        return slot.last != null && !slot.stale && staleAt(slot, slot.last) - now <= 0;
    }

    private static long staleAt(CheckSlot slot, CheckState.Outcome last) {
        return last.finishedTick() + slot.policy.staleAfter().toNanos();
    }

    /** Puts a check on the timeline where something is next to be done about it; returns whether it is now the first. */
    private boolean reschedule(CheckSlot slot) {
        Run run = slot.run;
        boolean any = false;
        long due = 0;
        if (run != null && run.started && !run.expired) {
            due = run.deadlineTick();
            any = true;
        } else if (run == null ? scheduled : run.expired) {
            due = slot.nextRun;
            any = true;
        }
        if (slot.last != null && !slot.stale && (run == null || !run.started)) {
            long staleAt = staleAt(slot, slot.last);
            due = any && due - staleAt <= 0 ? due : staleAt;
            any = true;
        }
        if (!any || slot.removed) {
            timeline.remove(slot);
            return false;
        }
        return timeline.schedule(slot, due);
    }

    private void afterwards(boolean sooner) {
        if (sooner) {
            onSooner.run();
        }
        listeners.deliver();
    }

    /** Starts nothing more, and lets go those who wait; what the interrupted checks still say does not count. */
    void close() {
        List<Run> running = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            for (CheckSlot slot : slots) {
                if (slot.run != null) {
                    running.add(slot.run);
                    slot.run = null;
                }
            }
        }
        for (Run run : running) {
            run.interrupt();
            run.conclude();
        }
    }
}
