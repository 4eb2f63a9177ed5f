package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks after the checks as time passes: begins what is due, gives up what is late, asks where the stuck are, and lets
 * results grow stale. Calls nothing of the user's itself, so that nothing can hold it up.
 */
final class Supervision implements LongSupplier {
    private final Engine engine;
    private final Schedule schedule;
    private final Findings findings;
    private final Ticker ticker;

    Supervision(Engine engine) {
        this.engine = engine;
        this.schedule = engine.schedule;
        this.findings = engine.findings;
        this.ticker = engine.ticker();
    }

    /** What a step has found that cannot be done under the lock. */
    private static final class Agenda {
        final List<CheckSlot> due = new ArrayList<>();
        final List<Run> late = new ArrayList<>();
        final List<Run> stuck = new ArrayList<>();
        final List<CheckSlot> windows = new ArrayList<>();
    }

    /** Does what is due; returns how many nanoseconds there are until something is due again. */
    @Override
    public long getAsLong() {
        Agenda agenda = new Agenda();
        Aftermath aftermath = engine.aftermath();
        synchronized (engine.lock) {
            if (engine.closed()) {
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
        synchronized (engine.lock) {
            return engine.closed() ? Long.MAX_VALUE : schedule.stepEnds(ticker.read());
        }
    }

    // --- under the lock

    private void look(CheckSlot slot, long now, Agenda agenda, Aftermath aftermath) {
        Run run = slot.run;
        if (run == null) {
            lookAtIdle(slot, now, agenda);
        } else if (!run.expired) {
            if (schedule.isDeadlinePast(run, now)) {
                engine.giveUp(run, lateResult(slot.policy.timeout()), now, aftermath);
                run.interrupting = true;
                agenda.late.add(run);
            }
        } else if (slot.nextRun - now <= 0) {
            slot.nextRun = now + slot.policy.periodNanos;
            agenda.stuck.add(run);
        }
        Maintenance maintenance = slot.maintenance;
        if (maintenance != null) {
            if (maintenance.endIfOver(now)) {
                maintenanceChanged(slot, maintenance);
            }
            if (maintenance.wantsLook(now)) {
                agenda.windows.add(slot);
            }
        }
    }

    private void lookAtIdle(CheckSlot slot, long now, Agenda agenda) {
        if (schedule.isStale(slot, now)) {
            findings.expire(slot);
        }
        if (schedule.isRunDue(slot, now)) {
            if (engine.saturated()) {
                engine.refuse(slot, now);
            } else {
                slot.queued = true;
                agenda.due.add(slot);
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

    // --- without the lock

    private void work(Agenda agenda, Aftermath aftermath) {
        for (Run run : agenda.late) {
            engine.cancel(run);
        }
        for (Run run : agenda.stuck) {
            HealthResult result = stuckResult(run, ticker.read());
            synchronized (engine.lock) {
                if (run.slot.run == run) {
                    engine.giveUp(run, result, ticker.read(), aftermath);
                    schedule.settle(run.slot);
                }
            }
        }
        aftermath.settle();
        for (CheckSlot slot : agenda.windows) {
            engine.runner().submit(() -> lookAtWindows(slot));
        }
        if (!agenda.due.isEmpty()) {
            engine.runner().submit(Round.due(engine, agenda.due.toArray(CheckSlot[]::new), ticker.read()));
        }
    }

    /** Windows are the user's own, so a worker asks them. */
    private void lookAtWindows(CheckSlot slot) {
        Instant at = findings.clock().instant();
        Maintenance.Opening opening = Maintenance.look(slot.policy.maintenance(), at);
        Aftermath aftermath = engine.aftermath();
        synchronized (engine.lock) {
            Maintenance maintenance = slot.maintenance;
            if (maintenance != null && !slot.removed) {
                if (maintenance.looked(opening, ticker.read())) {
                    maintenanceChanged(slot, maintenance);
                }
                aftermath.sooner(schedule.changed(slot));
            }
        }
        aftermath.settle();
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
}
