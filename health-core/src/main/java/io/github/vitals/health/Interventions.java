package io.github.vitals.health;

import io.github.vitals.health.HealthLifecycle.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What people and orchestrators say about checks and the registry, over what the checks say themselves. */
final class Interventions {
    /** How often draining asks whether there is still work, and how often it reports. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration REPORT = Duration.ofSeconds(1);

    private static final GroupView.Ruling CLOSED_GATE =
            new GroupView.Ruling(HealthStatus.UNKNOWN, "the application has not said yet that it is ready");

    private static final GroupView.Ruling DRAINING = new GroupView.Ruling(HealthStatus.DOWN, "draining");

    private final Engine engine;
    private final Findings findings;

    Interventions(Engine engine) {
        this.engine = engine;
        this.findings = engine.findings;
    }

    // --- one check

    void maintain(CheckSlot slot, Duration duration, String reason) {
        String safe = Texts.safe(reason);
        change(List.of(slot), candidate -> true, Phase.MAINTENANCE_BEGAN, safe, duration, (check, now) -> {
            if (check.maintenance == null) {
                check.maintenance = new Maintenance(check.policy.maintenance(), now);
            }
            check.maintenance.announce(safe, now + duration.toNanos());
        });
    }

    boolean endMaintenance(CheckSlot slot) {
        return change(
                        List.of(slot),
                        check -> check.maintenance != null && check.maintenance.announced(),
                        Phase.MAINTENANCE_ENDED,
                        "",
                        Duration.ZERO,
                        (check, now) -> {
                            if (check.maintenance != null) {
                                check.maintenance.end();
                            }
                        })
                > 0;
    }

    void pause(Iterable<CheckSlot> slots) {
        change(slots, check -> !check.paused, Phase.PAUSED, "", Duration.ZERO, (check, now) -> check.paused = true);
    }

    void resume(Iterable<CheckSlot> slots) {
        change(slots, check -> check.paused, Phase.RESUMED, "", Duration.ZERO, (check, now) -> {
            check.paused = false;
            engine.schedule.fresh(check, now);
            engine.schedule.planFirst(check, now);
        });
    }

    /** How one check is changed, under the lock. */
    @FunctionalInterface
    private interface Change {
        void make(CheckSlot slot, long now);
    }

    private int change(
            Iterable<CheckSlot> slots,
            Predicate<CheckSlot> concerned,
            Phase phase,
            String message,
            Duration remaining,
            Change change) {
        Aftermath aftermath = engine.aftermath();
        int changed = 0;
        synchronized (engine.lock) {
            long now = engine.ticker().read();
            Instant at = findings.clock().instant();
            for (CheckSlot slot : slots) {
                if (slot.removed || !concerned.test(slot)) {
                    continue;
                }
                changed++;
                change.make(slot, now);
                findings.tell(new HealthLifecycle(phase, Optional.of(slot.name), message, at, remaining));
                findings.renew(slot);
                aftermath.sooner(engine.schedule.changed(slot));
            }
        }
        aftermath.settle();
        return changed;
    }

    // --- the whole registry

    void closeGate() {
        synchronized (engine.lock) {
            findings.rule(HealthGroup.READINESS, CLOSED_GATE);
        }
    }

    void openGate() {
        synchronized (engine.lock) {
            if (CLOSED_GATE.equals(findings.ruling(HealthGroup.READINESS))) {
                findings.rule(HealthGroup.READINESS, null);
                tell(Phase.GATE_OPENED, Duration.ZERO);
            }
        }
        findings.deliver();
    }

    /** Waits on the calling thread; returns whether there was no work any more before the time was up. */
    boolean drain(Duration atMost, BooleanSupplier idle) {
        long start = System.nanoTime();
        long end = start + atMost.toNanos();
        synchronized (engine.lock) {
            findings.rule(HealthGroup.READINESS, DRAINING);
        }
        long report = start;
        boolean empty = idle.getAsBoolean();
        for (long now = start;
                !empty && now - end < 0 && !Thread.currentThread().isInterrupted(); ) {
            if (now - report >= 0) {
                tellNow(Phase.DRAINING, Duration.ofNanos(end - now));
                report += REPORT.toNanos();
            }
            LockSupport.parkNanos(this, Math.min(LOOK.toNanos(), end - now));
            empty = idle.getAsBoolean();
            now = System.nanoTime();
        }
        tellNow(Phase.DRAINED, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        return empty;
    }

    private void tellNow(Phase phase, Duration remaining) {
        synchronized (engine.lock) {
            tell(phase, remaining);
        }
        findings.deliver();
    }

    private void tell(Phase phase, Duration remaining) {
        findings.tell(new HealthLifecycle(
                phase, Optional.empty(), "", findings.clock().instant(), remaining));
    }

    /** The last that is told. */
    void tellClosed() {
        tellNow(Phase.CLOSED, Duration.ZERO);
    }

    /** Waits for a group to be UP; returns whether it was in time. */
    boolean await(GroupView view, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (findings.report(view).status() != HealthStatus.UP) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK.toNanos()));
        }
        return true;
    }
}
