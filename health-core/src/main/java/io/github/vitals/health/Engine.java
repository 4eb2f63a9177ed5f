package io.github.vitals.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks: one run of each at a time, many quick ones in a row on one thread, given up when it is late. When
 * something is due is the {@link Schedule}'s to say; what comes of the runs goes to {@link Findings}.
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

    private boolean closed;

    /**
     * {@code onSooner} is run when something is due sooner than {@link #advance} last said; {@code mostLost} is how many
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
                here.run();
                if (inline == slots.length) {
                    return here;
                }
            }
        }
        Round round = Round.asked(this, slots, wanted, now);
        runner.submit(round);
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
            lost--;
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
            }
            aftermath.sooner(schedule.changed(slot));
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
                aftermath.sooner(schedule.changed(slot));
            } else if (going != null) {
                if (!going.expired) {
                    going.join(round);
                }
            } else if (lost >= mostLost) {
                refuse(slot, now);
                aftermath.sooner(schedule.changed(slot));
            } else {
                return start(slot, round, now, aftermath);
            }
        }
        round.endIfOver(aftermath);
        return null;
    }

    private boolean wanted(CheckSlot slot, Round round, long now) {
        if (!slot.asked() || slot.removed || slot.paused) {
            return false;
        }
        if (round.due) {
            return schedule.isRunDue(slot, now);
        }
        boolean here = slot.inline == round.inline || slot.run != null;
        return here && !slot.freshFor(round.askedTick, now);
    }

    private Run start(CheckSlot slot, Round round, long now, Aftermath aftermath) {
        long due = round.due ? slot.nextRun : round.askedTick;
        Run run = new Run(slot, this, round, now, schedule.stalled(), Schedule.lag(due, now));
        slot.run = run;
        round.outstanding++;
        schedule.inside++;
        aftermath.sooner(schedule.changed(slot));
        return run;
    }

    private void conclude(Run run, HealthResult result, long now, Aftermath aftermath) {
        CheckSlot slot = run.slot;
        long stall = schedule.stalled() - run.stalledBefore;
        slot.stalledBefore = schedule.stalled();
        findings.conclude(slot, result, run.startTick(), now, run.lag + stall);
        schedule.planNext(slot, run.startTick(), now);
        run.arrive(aftermath);
    }

    /** Too many threads are lost to checks that do not come back: nothing is risked any more until one does. */
    private void refuse(CheckSlot slot, long now) {
        HealthResult refused = HealthResult.unknown(
                FailureReason.SATURATED,
                "not run: " + lost + " threads are lost to checks that do not come back, and no more may be");
        slot.stalledBefore = schedule.stalled();
        findings.conclude(slot, refused, now, now, 0);
        schedule.planNext(slot, now, now);
    }

    // --- time passes

    /** Does what is due; returns how many nanoseconds there are until something is due again. */
    long advance() {
        Agenda agenda = new Agenda();
        Aftermath aftermath = aftermath();
        synchronized (lock) {
            if (closed) {
                return Long.MAX_VALUE;
            }
            long now = ticker.read();
            schedule.stepBegins(now);
            for (CheckSlot slot = schedule.due(now); slot != null; slot = schedule.due(now)) {
                look(slot, now, agenda, aftermath);
                schedule.settle(slot);
            }
        }
        aftermath.settle();
        work(agenda, aftermath);
        findings.deliver();
        synchronized (lock) {
            return closed ? Long.MAX_VALUE : schedule.stepEnds(ticker.read());
        }
    }

    /** What a step has found that cannot be done under the lock. */
    private static final class Agenda {
        final List<CheckSlot> due = new ArrayList<>();
        final List<Run> late = new ArrayList<>();
        final List<Run> stuck = new ArrayList<>();
        final List<CheckSlot> windows = new ArrayList<>();
    }

    private void look(CheckSlot slot, long now, Agenda agenda, Aftermath aftermath) {
        Run run = slot.run;
        if (run == null) {
            if (schedule.isStale(slot, now)) {
                findings.expire(slot);
            }
            if (schedule.isRunDue(slot, now)) {
                slot.queued = true;
                agenda.due.add(slot);
            }
        } else if (!run.expired) {
            if (schedule.isDeadlinePast(run, now)) {
                giveUp(run, lateResult(slot.policy.timeout()), now, aftermath);
                run.interrupting = true;
                agenda.late.add(run);
            }
        } else if (slot.nextRun - now <= 0) {
            slot.nextRun = now + slot.policy.periodNanos;
            agenda.stuck.add(run);
        }
        Maintenance maintenance = slot.maintenance;
        if (maintenance != null && maintenance.waits() && maintenance.dueTick() - now <= 0) {
            if (maintenance.endIfOver(now)) {
                maintenanceChanged(slot, maintenance);
            }
            if (maintenance.wantsLook(now)) {
                agenda.windows.add(slot);
            }
        }
    }

    private void giveUp(Run run, HealthResult result, long now, Aftermath aftermath) {
        if (!run.expired) {
            run.expired = true;
            schedule.inside--;
            if (run.occupied()) {
                run.lost = true;
                lost++;
            }
        }
        conclude(run, result, now, aftermath);
    }

    private void work(Agenda agenda, Aftermath aftermath) {
        for (Run run : agenda.late) {
            run.cancel();
            run.interrupting = false;
        }
        for (Run run : agenda.stuck) {
            HealthResult result = stuckResult(run, ticker.read());
            synchronized (lock) {
                if (run.slot.run == run) {
                    giveUp(run, result, ticker.read(), aftermath);
                    schedule.settle(run.slot);
                }
            }
        }
        aftermath.settle();
        for (CheckSlot slot : agenda.windows) {
            lookAtWindows(slot);
        }
        if (!agenda.due.isEmpty()) {
            runner.submit(Round.due(this, agenda.due.toArray(CheckSlot[]::new), ticker.read()));
        }
    }

    private void lookAtWindows(CheckSlot slot) {
        Maintenance.Opening opening =
                Maintenance.look(slot.policy.maintenance(), findings.clock().instant());
        synchronized (lock) {
            Maintenance maintenance = slot.maintenance;
            if (maintenance != null && !slot.removed) {
                if (maintenance.looked(opening, ticker.read())) {
                    maintenanceChanged(slot, maintenance);
                }
                schedule.settle(slot);
            }
        }
    }

    private void maintenanceChanged(CheckSlot slot, Maintenance maintenance) {
        boolean began = maintenance.active();
        findings.tell(new HealthLifecycle(
                began ? HealthLifecycle.Phase.MAINTENANCE_BEGAN : HealthLifecycle.Phase.MAINTENANCE_ENDED,
                Optional.of(slot.name),
                began ? maintenance.message() : "",
                findings.clock().instant(),
                Duration.ZERO));
        findings.renew(slot);
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

    private static @Nullable Run abandon(CheckSlot slot, Aftermath aftermath) {
        Run run = slot.run;
        slot.run = null;
        if (run != null) {
            run.interrupting = true;
            run.arrive(aftermath);
        }
        return run;
    }

    /** Ends what was abandoned; without the lock. */
    static void end(@Nullable Run abandoned) {
        if (abandoned != null) {
            abandoned.cancel();
            abandoned.interrupting = false;
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
        running.forEach(Engine::end);
        aftermath.settle();
    }
}
