package io.github.vitals.health;

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
    private final Ticker ticker;
    private final InstantSource clock;
    private final Listeners listeners;
    private final Map<HealthGroup, GroupView> views = new LinkedHashMap<>();
    private final GroupView all;

    private volatile CheckSlot[] slots = {};
    private volatile long version;

    /** {@code runner} is where listeners are called that no worker has just come by. */
    Findings(Ticker ticker, InstantSource clock, Collection<HealthGroup> groups, Runner runner) {
        this.ticker = ticker;
        this.clock = clock;
        this.listeners = new Listeners(runner);
        this.all = new GroupView(HealthGroup.ALL, clock.instant(), ticker);
        views.put(HealthGroup.ALL, all);
        groups.forEach(group -> views.computeIfAbsent(group, own -> new GroupView(own, clock.instant(), ticker)));
    }

    Ticker ticker() {
        return ticker;
    }

    // --- reading, without a lock

    Collection<HealthGroup> groups() {
        return views.keySet();
    }

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

    // --- who listens

    void listen(HealthListener listener) {
        listeners.add(listener, slots);
    }

    void unlisten(HealthListener listener) {
        listeners.remove(listener);
    }

    /** Calls the listeners on a thread of the runner; outside the lock. */
    void deliver() {
        listeners.deliver();
    }

    /** Calls the listeners on this thread, which is a worker with nothing else to do; outside the lock. */
    void deliverHere() {
        listeners.deliverHere();
    }

    // --- changing; everything below is called under the engine's lock

    /** The first checks: what there is to begin with is no change. */
    void open(List<CheckSlot> first, List<HealthListener> hearers) {
        slots = first.toArray(CheckSlot[]::new);
        views.values().forEach(view -> view.prime(slots));
        hearers.forEach(this::listen);
        touch();
    }

    void add(CheckSlot slot) {
        CheckSlot[] more = Arrays.copyOf(slots, slots.length + 1);
        more[slots.length] = slot;
        slots = more;
        Instant at = clock.instant();
        slot.state = slot.renewed(ticker, at);
        listeners.added(slot.state);
        regroup(at);
    }

    void remove(CheckSlot slot) {
        slots = Arrays.stream(slots).filter(other -> other != slot).toArray(CheckSlot[]::new);
        listeners.removed(slot.state);
        regroup(clock.instant());
    }

    /** Takes the result of a run that began at {@code startTick} and has ended, or was given up, just now. */
    void conclude(CheckSlot slot, HealthResult result, long startTick, long now) {
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
        renew(slot, at);
        if (slot.passed != passedBefore) {
            regroup(at);
        }
        listeners.ran(slot.state);
    }

    /** The last result of a check has become too old to say anything. */
    void expire(CheckSlot slot) {
        slot.stale = true;
        slot.judge.forget();
        renew(slot, clock.instant());
    }

    /** Publishes what is known of a check now, and what follows from it for those that depend on it. */
    private void renew(CheckSlot slot, Instant at) {
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
}
