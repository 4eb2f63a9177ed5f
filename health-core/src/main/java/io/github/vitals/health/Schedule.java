package io.github.vitals.health;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When something is next to be done about each check. Guarded by the engine's lock.
 *
 * <p>An entry of the timeline is never due later than there is something to do, but it may be due earlier: most changes
 * only make things due later, and are not worth moving the entry. Whoever takes an entry looks again at what is true.
 *
 * <p>Time in which the process stood still (it was suspended, or the machine had no processor for it) is not held
 * against anybody: deadlines and limits of age move by it.
 */
final class Schedule {
    /** How late a step may come before it counts as standing still. */
    static final Duration STALL = Duration.ofMillis(100);

    /** How far apart the first runs of checks are on average, at least. */
    private static final Duration BETWEEN_FIRST = Duration.ofNanos(500_000);

    /** While runs are going on, steps are at most this far apart, so that standing still is noticed. */
    private static final Duration WATCH = Duration.ofMillis(100);

    private final Ticker ticker;
    private final boolean started;
    private final Timeline timeline = new Timeline();
    private long firstSpread;

    /** When the next step is expected; only valid if {@link #expecting}. */
    private long expected;

    private boolean expecting;
    private boolean asleep = true;
    private long stalled;

    /** How many runs are inside their checks and not given up. */
    int inside;

    /** {@code started} if checks are to be run by themselves, and not only when somebody asks. */
    Schedule(Ticker ticker, boolean started) {
        this.ticker = ticker;
        this.started = started;
    }

    long read() {
        return ticker.read();
    }

    /** How long the process has stood still, altogether. */
    long stalled() {
        return stalled;
    }

    // --- steps

    /** A step begins: if it comes much later than expected, everything stood still. */
    void stepBegins(long now) {
        if (expecting && now - expected > STALL.toNanos()) {
            stalled += now - expected;
        }
        expecting = false;
        asleep = false;
    }

    /** A step ends; returns how many nanoseconds there are until the next is wanted. */
    long stepEnds(long now) {
        Timeline.Entry first = timeline.first();
        long nap = first == null ? Long.MAX_VALUE : Math.max(0, Timeline.due(first) - now);
        if (inside > 0) {
            nap = Math.min(nap, WATCH.toNanos());
        }
        expecting = nap != Long.MAX_VALUE;
        expected = now + nap;
        asleep = true;
        return nap;
    }

    /** The check that is to be looked at now; null if there is none. */
    @Nullable
    CheckSlot due(long now) {
        Timeline.Entry first = timeline.first();
        return first == null || Timeline.due(first) - now > 0 ? null : (CheckSlot) first;
    }

    /** Puts an entry where it is really due, when it has been looked at. */
    void settle(CheckSlot slot) {
        if (somethingToDo(slot)) {
            timeline.schedule(slot, dueOf(slot));
        } else {
            timeline.remove(slot);
        }
    }

    /** Something about a check has changed; returns whether a step is wanted sooner than expected. */
    boolean changed(CheckSlot slot) {
        if (!somethingToDo(slot)) {
            return false;
        }
        long due = dueOf(slot);
        if (!Timeline.standsBefore(slot, due)) {
            timeline.schedule(slot, due);
        }
        boolean sooner = asleep && (!expecting || due - expected < 0);
        if (sooner) {
            asleep = false;
        }
        return sooner;
    }

    /** A run has begun, and nothing else is new; returns the same as {@link #changed}. */
    boolean begun(CheckSlot slot, long now) {
        return !Timeline.standsBefore(slot, now + slot.policy.timeoutNanos) && changed(slot);
    }

    /** A run has ended, and nothing else is new; returns the same as {@link #changed}. */
    boolean ended(CheckSlot slot) {
        long stale = staleAt(slot);
        long due = started && slot.nextRun - stale < 0 ? slot.nextRun : stale;
        return !Timeline.standsBefore(slot, due) && changed(slot);
    }

    void remove(CheckSlot slot) {
        timeline.remove(slot);
    }

    // --- what is true of a check

    boolean isDeadlinePast(Run run, long now) {
        return deadline(run) - now <= 0;
    }

    boolean isRunDue(CheckSlot slot, long now) {
        return isRunExpected(slot) && slot.nextRun - now <= 0;
    }

    boolean isStale(CheckSlot slot, long now) {
        return canGrowStale(slot) && staleAt(slot) - now <= 0;
    }

    /** From now on the age of the last result counts; time in which the process stands still does not. */
    void fresh(CheckSlot slot, long now) {
        slot.staleTick = now + slot.policy.staleAfterNanos - stalled;
    }

    /** How long after its time a run begins, in nanoseconds. */
    static long lag(long due, long now) {
        return Math.max(0, now - due);
    }

    private long deadline(Run run) {
        return run.startTick() + run.slot.policy.timeoutNanos + stalled - run.stalledBefore;
    }

    private boolean isRunExpected(CheckSlot slot) {
        return started && slot.asked() && !slot.paused && !slot.queued;
    }

    private static boolean canGrowStale(CheckSlot slot) {
        return slot.run == null && !slot.stale && !slot.paused && slot.state().latest() != null;
    }

    private long staleAt(CheckSlot slot) {
        return slot.staleTick + stalled;
    }

    private static boolean hasMaintenance(CheckSlot slot) {
        return slot.maintenance != null && slot.maintenance.waits();
    }

    private boolean somethingToDo(CheckSlot slot) {
        return !slot.removed && (slot.run != null || isRunExpected(slot) || canGrowStale(slot) || hasMaintenance(slot));
    }

    private long dueOf(CheckSlot slot) {
        Run run = slot.run;
        boolean any = false;
        long due = 0;
        if (run != null) {
            due = run.expired ? slot.nextRun : deadline(run);
            any = true;
        } else if (isRunExpected(slot)) {
            due = slot.nextRun;
            any = true;
        }
        if (canGrowStale(slot)) {
            due = earlier(any, due, staleAt(slot));
            any = true;
        }
        Maintenance maintenance = slot.maintenance;
        return maintenance != null && maintenance.waits() ? earlier(any, due, maintenance.dueTick()) : due;
    }

    private static long earlier(boolean any, long due, long other) {
        return any && due - other <= 0 ? due : other;
    }

    // --- when a check is next to be run

    /** So many checks are about to be planned: their first runs are spread so that they do not come all at once. */
    void expect(int checks) {
        firstSpread = checks * BETWEEN_FIRST.toNanos();
    }

    /** The first run of a check comes soon: it is spread over the jitter, and over longer where there are very many. */
    void planFirst(CheckSlot slot, long now) {
        long jitter = (long) (slot.policy.jitter() * slot.policy.periodNanos);
        long spread = jitter == 0 ? 0 : Math.max(jitter, Math.min(slot.policy.periodNanos, firstSpread));
        slot.nextRun = now + (long) (random() * spread);
    }

    /** The run after one that began at {@code startTick} and has just been concluded. */
    void planNext(CheckSlot slot, long startTick, long now) {
        if (!started) {
            slot.nextRun = now + slot.policy.periodNanos;
            return;
        }
        if (slot.judge.firstFailure()) {
            slot.nextRun = now + Math.min(slot.policy.confirm().toNanos(), slot.policy.periodNanos);
            return;
        }
        long period = slot.longDown(now) ? slot.policy.downPeriod().toNanos() : slot.policy.periodNanos;
        long next = startTick + (long) (period * part(slot));
        slot.nextRun = next - now > 0 ? next : now + period;
    }

    /**
     * Which part of the period is to pass: it moves by the jitter. Where there are so many checks that their first runs
     * had to be spread beyond that, the second ones are spread over the whole period.
     */
    private double part(CheckSlot slot) {
        double jitter = slot.policy.jitter();
        boolean crowded = firstSpread > jitter * slot.policy.period().toNanos();
        return crowded && jitter > 0 && slot.judge.seen() == 1 ? random() : 1 + jitter * (2 * random() - 1);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
