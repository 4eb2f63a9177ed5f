package io.github.vitals.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks: one run of each at a time, many quick ones in a row on one thread. When something is due is the
 * {@link Schedule}'s to say, what is done then the {@link Supervision}'s; what comes of the runs goes to
 * {@link Findings}.
 *
 * <p>One lock guards everything that changes, here, there and in the {@link Catalogue}. Under it there is only
 * arithmetic: no check, no listener and no text of the user's is ever called while it is held.
 */
final class Engine {
    /** How long a check that declares it never blocks may take, before it is no longer believed. */
    private static final Duration INLINE_LIMIT = Duration.ofMillis(10);

    private static final int SLOW_BEFORE_DISBELIEF = 3;

    final Object lock = new Object();
    final Schedule schedule;
    final Findings findings;
    private final Ticker ticker;
    private final Runner runner;
    private final Runnable onSooner;
    private final int mostLost;

    /** How many threads are inside checks that were given up. */
    private int lost;

    /** As many as may be: then nothing is begun. Written under the lock, read by everybody. */
    private volatile boolean saturated;

    private volatile boolean closed;

    /**
     * {@code onSooner} is run when something is due sooner than the last step said; {@code mostLost} is how many
     * threads may be lost to checks that do not come back.
     */
    Engine(Findings findings, Schedule schedule, Runner runner, Runnable onSooner, int mostLost) {
        this.findings = findings;
        this.schedule = schedule;
        this.ticker = findings.ticker();
        this.runner = runner;
        this.onSooner = onSooner;
        this.mostLost = mostLost;
    }

    Ticker ticker() {
        return ticker;
    }

    Aftermath aftermath() {
        return new Aftermath(findings, onSooner);
    }

    Runner runner() {
        return runner;
    }

    /** Calls the listeners on this thread, which is a worker with nothing else to do. */
    void tellHere() {
        findings.deliverHere();
    }

    // --- asking

    /**
     * Begins to bring checks up to date: those that never block on this thread, the others on one of the runner, if any
     * of them is wanted. The round that is returned is over when all are.
     */
    Round refresh(CheckSlot[] slots, @Nullable GroupView wanted) {
        long now = ticker.read();
        if (wanted == null || wanted.mayRunInline()) {
            int inline = 0;
            for (CheckSlot slot : slots) {
                inline += slot.inline ? 1 : 0;
            }
            if (inline > 0) {
                Round here = Round.inline(this, slots, wanted, now);
                here.goThrough();
                findings.deliver();
                if (inline == slots.length) {
                    return here;
                }
            }
        }
        return submitted(Round.asked(this, slots, wanted, now));
    }

    /** Begins to run a check on one of the runner, unless it is under way. */
    Round rerun(CheckSlot slot) {
        return submitted(Round.forced(this, slot, ticker.read()));
    }

    private Round submitted(Round round) {
        round.refused = closed || saturated;
        if (round.refused) {
            round.goThrough();
            findings.deliver();
        } else {
            runner.submit(round);
        }
        return round;
    }

    /** Those of a round's checks whose run has not ended and has not been given up. */
    List<CheckSlot> pending(Round round) {
        List<CheckSlot> pending = new ArrayList<>();
        synchronized (lock) {
            long now = ticker.read();
            for (CheckSlot slot : round.slots) {
                boolean givenUp = slot.run != null && slot.run.expired;
                if (!closed && !givenUp && wanted(slot, round, now)) {
                    pending.add(slot);
                }
            }
        }
        return pending;
    }

    // --- running

    /**
     * Takes what came of a round's run before this, and begins its next; null if there is none left to begin. Without a
     * result, the run before goes on somewhere else.
     */
    @Nullable
    Run next(Round round, @Nullable Run before, @Nullable HealthResult result, Aftermath aftermath) {
        Run run;
        synchronized (lock) {
            long now = ticker.read();
            if (before != null) {
                leave(before, result, now, aftermath);
            }
            run = begin(round, now, aftermath);
        }
        if (before != null) {
            before.shakeOff();
        }
        aftermath.settle();
        return run;
    }

    private void leave(Run run, @Nullable HealthResult result, long now, Aftermath aftermath) {
        if (run.lost) {
            run.lost = false;
            lose(-1);
        }
        if (result != null) {
            end(run, result, now, aftermath);
        }
        CheckSlot slot = run.slot;
        if (slot.inline) {
            slot.slowInARow = now - run.startTick() > INLINE_LIMIT.toNanos() ? slot.slowInARow + 1 : 0;
            slot.inline = slot.slowInARow < SLOW_BEFORE_DISBELIEF;
        }
    }

    /** A stage has completed, on whatever thread. */
    void completed(Run run, HealthResult result) {
        Aftermath aftermath = aftermath();
        synchronized (lock) {
            end(run, result, ticker.read(), aftermath);
        }
        aftermath.settle();
        findings.deliver();
    }

    private void end(Run run, HealthResult result, long now, Aftermath aftermath) {
        if (run.ended) {
            return;
        }
        run.ended = true;
        CheckSlot slot = run.slot;
        if (!run.expired) {
            schedule.inside--;
        }
        if (slot.run == run) {
            slot.run = null;
            if (!run.expired) {
                conclude(run, result, now, aftermath);
                aftermath.sooner(schedule.ended(slot));
            } else {
                aftermath.sooner(schedule.changed(slot));
            }
        }
    }

    private @Nullable Run begin(Round round, long now, Aftermath aftermath) {
        while (round.next < round.slots.length) {
            CheckSlot slot = round.slots[round.next++];
            Run going = slot.run;
            if (closed || slot.removed) {
                continue;
            }
            if (round.due) {
                slot.queued = false;
            }
            if (!wanted(slot, round, now)) {
                aftermath.sooner(round.due && schedule.changed(slot));
            } else if (going != null) {
                if (!going.expired) {
                    going.join(round);
                }
            } else if (round.refused || saturated) {
                refuse(slot, now);
                aftermath.sooner(schedule.changed(slot));
            } else {
                return start(slot, round, now, aftermath);
            }
        }
        round.endIfOver(now, aftermath);
        return null;
    }

    private boolean wanted(CheckSlot slot, Round round, long now) {
        if (!slot.asked() || slot.removed || slot.paused) {
            return false;
        }
        if (round.due) {
            return schedule.isRunDue(slot, now);
        }
        if (round.forced) {
            return !slot.finishedSince(round.askedTick);
        }
        boolean here = slot.inline == round.inline || slot.run != null;
        return here && !slot.freshFor(round.askedTick, now);
    }

    private Run start(CheckSlot slot, Round round, long now, Aftermath aftermath) {
        long due = round.due ? slot.nextRun : round.askedTick;
        Run run = new Run(slot, round, now, schedule.stalled(), Schedule.lag(due, now));
        slot.run = run;
        round.outstanding++;
        schedule.inside++;
        aftermath.sooner(schedule.begun(slot, now));
        return run;
    }

    private void conclude(Run run, HealthResult result, long now, Aftermath aftermath) {
        CheckSlot slot = run.slot;
        long stall = schedule.stalled() - run.stalledBefore;
        schedule.fresh(slot, now);
        findings.conclude(slot, result, run.startTick(), now, run.lag + stall);
        schedule.planNext(slot, run.startTick(), now);
        run.arrive(now, aftermath);
    }

    /** Too many threads are lost to checks that do not come back: nothing is risked any more until one does. */
    void refuse(CheckSlot slot, long now) {
        HealthResult refused = HealthResult.unknown(
                FailureReason.SATURATED,
                "not run: " + lost + " threads are lost to checks that do not come back, and no more may be");
        schedule.fresh(slot, now);
        findings.conclude(slot, refused, now, now, 0);
        schedule.planNext(slot, now, now);
    }

    boolean closed() {
        return closed;
    }

    /** Whether as many threads are lost as may be: then nothing is begun. */
    boolean saturated() {
        return saturated;
    }

    private void lose(int threads) {
        lost += threads;
        saturated = lost >= mostLost;
    }

    // --- giving up; under the lock

    /** Concludes a run that has not ended, and will not be waited for any longer. */
    void giveUp(Run run, HealthResult result, long now, Aftermath aftermath) {
        expire(run);
        conclude(run, result, now, aftermath);
    }

    /** From now on the run does not count; a thread that is still inside is lost until it comes back. */
    private void expire(Run run) {
        if (run.expired) {
            return;
        }
        run.expired = true;
        schedule.inside--;
        if (run.occupied()) {
            run.lost = true;
            lose(1);
        }
    }

    // --- coming and going

    /** A check that is in the catalogue now is run from now on. Under the lock. */
    boolean enter(CheckSlot slot) {
        schedule.planFirst(slot, ticker.read());
        return schedule.changed(slot);
    }

    /** A check that is in the catalogue no more is forgotten; what is still inside it does not count. Under the lock. */
    @Nullable
    Run forget(CheckSlot slot, Aftermath aftermath) {
        slot.removed = true;
        schedule.remove(slot);
        return abandon(slot, aftermath);
    }

    private @Nullable Run abandon(CheckSlot slot, Aftermath aftermath) {
        Run run = slot.run;
        slot.run = null;
        if (run != null) {
            expire(run);
            run.interrupting = true;
            run.arrive(ticker.read(), aftermath);
        }
        return run;
    }

    /** Tells a check that it was given up, or abandoned; without the lock. */
    void cancel(Run run) {
        run.interrupt();
        if (run.awaitsStage()) {
            runner.submit(run::cancelStage);
        }
    }

    /** Starts nothing more, and lets go those who wait; what the interrupted checks still say does not count. */
    void close(Iterable<CheckSlot> slots) {
        List<Run> running = new ArrayList<>();
        Aftermath aftermath = aftermath();
        synchronized (lock) {
            closed = true;
            for (CheckSlot slot : slots) {
                Run run = abandon(slot, aftermath);
                if (run != null) {
                    running.add(run);
                }
            }
        }
        running.forEach(this::cancel);
        aftermath.settle();
        // Where a worker is inside a check that does not come back, its round would never be over.
        running.forEach(Run::endRound);
    }
}
