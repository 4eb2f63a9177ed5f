package io.github.vitals.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks: when each is due, one run of each at a time, given up when it is late. What comes of the runs goes to
 * {@link Findings}.
 *
 * <p>One lock guards everything that changes, here and in the findings. Under it there is only arithmetic: no check, no
 * listener and no text of the user's is ever called while it is held.
 */
final class Engine {
    private final Object lock = new Object();
    private final Ticker ticker;
    private final boolean scheduled;
    private final Runner runner;
    private final Runnable onSooner;
    private final Findings findings;
    private final Timeline timeline = new Timeline();
    private final Map<String, CheckSlot> byName = new ConcurrentHashMap<>();
    private boolean closed;

    /** {@code onSooner} is run when something is due sooner than {@link #advance} last said. */
    Engine(Findings findings, boolean scheduled, Runner runner, Runnable onSooner) {
        this.findings = findings;
        this.ticker = findings.ticker();
        this.scheduled = scheduled;
        this.runner = runner;
        this.onSooner = onSooner;
    }

    Ticker ticker() {
        return ticker;
    }

    // --- the catalogue

    /** Fills the engine, once: nothing runs and nobody is told before everything is in place. */
    void open(List<CheckSlot> first, List<HealthListener> hearers) {
        synchronized (lock) {
            first.forEach(slot -> byName.put(slot.name, slot));
            first.forEach(this::link);
            findings.open(first, hearers);
            first.forEach(this::enter);
        }
        afterwards(scheduled && !first.isEmpty());
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
            findings.add(slot);
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
            slot.dependencies.forEach(dependency -> dependency.dependents.remove(slot));
            timeline.remove(slot);
            abandoned = slot.run;
            slot.run = null;
            findings.remove(slot);
        }
        if (abandoned != null) {
            abandoned.interrupt();
            abandoned.conclude();
        }
        findings.deliver();
        return true;
    }

    @Nullable
    CheckSlot slot(String name) {
        return byName.get(name);
    }

    void listen(HealthListener listener) {
        synchronized (lock) {
            findings.listen(listener);
        }
        findings.deliver();
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
        findings.deliverHere();
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
            findings.deliver();
        }
    }

    private void startOrStale(CheckSlot slot, long now) {
        Run started = null;
        synchronized (lock) {
            if (closed || slot.run != null || slot.removed) {
                return;
            }
            if (isStale(slot, now)) {
                findings.expire(slot);
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
                findings.expire(slot);
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

    // --- when what is next; everything below is called under the lock, close() aside

    private void conclude(CheckSlot slot, HealthResult result, long startTick) {
        long now = ticker.read();
        findings.conclude(slot, result, startTick, now);
        slot.nextRun = nextRun(slot, startTick, now);
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
        findings.deliver();
    }

    /** Starts nothing more, and lets go those who wait; what the interrupted checks still say does not count. */
    void close() {
        List<Run> running = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            for (CheckSlot slot : byName.values()) {
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
