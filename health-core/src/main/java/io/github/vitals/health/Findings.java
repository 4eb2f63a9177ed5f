package io.github.vitals.health;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all checks: results are judged, remembered as states, summed up in groups, and told to listeners.
 *
 * <p>Everything that changes something is called under the engine's lock. Readers take no lock: they see
 * {@link CheckSlot#state} and {@link #version}, and put a report together only when the version has moved on.
 */
final class Findings {
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Findings.class, "version", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Ticker ticker;
    private final InstantSource clock;
    private final Listeners listeners;
    private final Map<HealthGroup, GroupView> views = new LinkedHashMap<>();
    private final GroupView all;
    private final long reminder;

    /** Some check counts as another status in some group than when the groups were last looked at. */
    private boolean moved;

    /** Read by whoever wants a report, written under the lock only: an ordinary release is enough. */
    private volatile long version;

    private Instant latest;
    private long latestTick;

    /**
     * {@code runner} is where listeners are called that no worker has just come by; {@code reminder} is how often they
     * hear that something is still not UP.
     */
    Findings(Ticker ticker, InstantSource clock, Collection<HealthGroup> groups, Runner runner, Duration reminder) {
        this.ticker = ticker;
        this.clock = clock;
        this.listeners = new Listeners(runner);
        this.reminder = reminder.toNanos();
        this.latest = clock.instant();
        this.latestTick = ticker.read();
        this.all = new GroupView(HealthGroup.ALL, latest, ticker);
        views.put(HealthGroup.ALL, all);
        for (HealthGroup group : groups) {
            views.putIfAbsent(group, new GroupView(group, latest, ticker));
        }
    }

    Ticker ticker() {
        return ticker;
    }

    InstantSource clock() {
        return clock;
    }

    // --- reading, without a lock

    Collection<HealthGroup> groups() {
        return views.keySet();
    }

    /** The view of a group; null if there is no such group. */
    @Nullable
    GroupView view(HealthGroup group) {
        return views.get(group);
    }

    GroupView viewOfAll() {
        return all;
    }

    /** The report of a group; the same one again while nothing has changed. */
    HealthReport report(GroupView view) {
        HealthReport latestReport = view.latest();
        long now = version;
        return latestReport.version == now ? latestReport : view.assemble(now, clock.instant());
    }

    // --- who listens

    void listen(HealthListener listener) {
        listeners.add(listener, all.slots);
    }

    void unlisten(HealthListener listener) {
        listeners.remove(listener);
    }

    /** Calls the listeners on a thread of the runner; outside the lock. */
    void deliver() {
        listeners.deliver();
    }

    /** The same, if there is something they should not have to wait for. */
    void deliverUrgent() {
        listeners.deliverUrgent();
    }

    /** Calls the listeners on this thread, which is a worker with nothing else to do; outside the lock. */
    void deliverHere() {
        listeners.deliverHere();
    }

    // --- changing; everything below is called under the engine's lock

    /** The first checks: what there is to begin with is no change. */
    void open(List<CheckSlot> first, List<HealthListener> hearers) {
        for (CheckSlot slot : first) {
            slot.publish(slot.renewed(latest, latestTick));
        }
        show(first.toArray(new CheckSlot[0]));
        for (GroupView view : views.values()) {
            view.status = view.aggregate();
        }
        for (HealthListener hearer : hearers) {
            listen(hearer);
        }
        touch();
    }

    void add(CheckSlot slot) {
        Instant at = clock.instant();
        slot.entering = true;
        slot.publish(slot.renewed(at, ticker.read()));
        CheckSlot[] more = Arrays.copyOf(all.slots, all.slots.length + 1);
        more[more.length - 1] = slot;
        show(more);
        listeners.added(slot.state());
        regroup(at, ticker.read());
    }

    void remove(CheckSlot slot) {
        show(Arrays.stream(all.slots).filter(other -> other != slot).toArray(CheckSlot[]::new));
        listeners.removed(slot.state());
        regroup(clock.instant(), ticker.read());
    }

    private void show(CheckSlot[] slots) {
        for (GroupView view : views.values()) {
            view.show(slots);
        }
    }

    /** Takes the result of a run that began at {@code startTick} and has ended, or was given up, at {@code now}. */
    void conclude(CheckSlot slot, HealthResult result, long startTick, long now, long lag) {
        slot.judge.accept(result.status());
        slot.stale = false;
        if (result.status() != HealthStatus.UP) {
            slot.lastFailure = result;
        }
        slot.passed |= !result.status().worseThan(HealthStatus.DEGRADED);
        Instant at = at(now);
        CheckState state = slot.renewed(new CheckState.Outcome(result, at, startTick, now, lag));
        become(slot, state, at, now);
        regroupIfMoved(at, now);
        listeners.ran(state);
        if (state.status() != HealthStatus.UP && now - slot.toldTick >= reminder) {
            slot.toldTick = now;
            listeners.reminded(state);
        }
    }

    /** When it is now: read anew when a millisecond has passed, because reading costs more than all the rest here. */
    private Instant at(long now) {
        if (now - latestTick >= 1_000_000 || now - latestTick < 0) {
            latest = clock.instant();
            latestTick = now;
        }
        return latest;
    }

    /** The last result of a check has become too old to say anything. */
    void expire(CheckSlot slot) {
        slot.stale = true;
        slot.judge.forget();
        renew(slot);
    }

    /** Publishes what is known of a check now, and what follows from it for those that depend on it. */
    void renew(CheckSlot slot) {
        renew(slot, clock.instant(), ticker.read());
    }

    private void renew(CheckSlot slot, Instant at, long now) {
        renewOne(slot, at, now);
        regroupIfMoved(at, now);
    }

    private void renewOne(CheckSlot slot, Instant at, long now) {
        CheckState known = slot.renewed(at, now);
        if (!slot.asked() && !slot.passed && !known.status().worseThan(HealthStatus.DEGRADED)) {
            slot.passed = true;
            known = slot.renewed(at, now);
        }
        become(slot, known, at, now);
    }

    @SuppressWarnings("ReferenceEquality") // the same judgement is kept while nothing about it is new
    private void become(CheckSlot slot, CheckState after, Instant at, long now) {
        CheckState before = slot.state();
        publish(slot, before, after);
        if (before.judgement() == after.judgement()) {
            return;
        }
        boolean changed = before.status() != after.status();
        if (changed) {
            slot.toldTick = now;
            tell(slot, before, after, at);
        }
        if (changed || !before.rootCause().equals(after.rootCause())) {
            for (CheckSlot dependent : slot.dependents) {
                renewOne(dependent, at, now);
            }
        }
    }

    private void publish(CheckSlot slot, CheckState before, CheckState after) {
        slot.publish(after);
        if (after.countsOtherwise(before)) {
            for (GroupView view : views.values()) {
                moved |= view.moved(slot, before, after);
            }
        }
        touch();
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

    /** Tells what has been done to the registry as a whole. */
    void tell(HealthLifecycle event) {
        listeners.happened(event);
    }

    GroupView.@Nullable Ruling ruling(HealthGroup group) {
        GroupView view = views.get(group);
        return view == null ? null : view.ruling();
    }

    void rule(HealthGroup group, GroupView.@Nullable Ruling ruling) {
        GroupView view = views.get(group);
        if (view != null) {
            view.rule(ruling);
            regroup(clock.instant(), ticker.read());
        }
    }

    private void regroupIfMoved(Instant at, long now) {
        if (moved) {
            regroup(at, now);
        }
    }

    private void regroup(Instant at, long now) {
        moved = false;
        for (GroupView view : views.values()) {
            HealthStatus before = view.status;
            HealthStatus after = view.aggregate();
            Duration lasted = Duration.ofNanos(now - view.sinceTick());
            if (view.change(after, at, now)) {
                // Before it is told: a listener that is being called already would find the report from before.
                touch();
                GroupView.Ruling ruling = view.ruling();
                listeners.changed(new HealthTransition(
                        HealthTransition.Subject.GROUP,
                        view.group.name(),
                        before,
                        after,
                        Optional.empty(),
                        ruling == null ? "" : ruling.message(),
                        Optional.empty(),
                        at,
                        lasted));
            }
        }
        touch();
    }

    private void touch() {
        VERSION.setRelease(this, version + 1);
    }
}
