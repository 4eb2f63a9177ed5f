package io.github.vitals.health.system;

import io.github.vitals.health.system.CounterWindow.Growth;
import java.time.Duration;

/** What the processors of the machine did over the last window. Not thread-safe. */
final class ProcessorTime {
    private final CounterWindow used;
    private final CounterWindow steal;
    private final CounterWindow iowait;

    /**
     * In percent of the time of all of them. What a hypervisor gave to others, steal, is among what was used, since nobody
     * here can have it; while they wait for a disk they can be had.
     */
    record Spent(double used, double steal, double iowait, boolean covered) {}

    ProcessorTime(Duration window) {
        this.used = new CounterWindow(window);
        this.steal = new CounterWindow(window);
        this.iowait = new CounterWindow(window);
    }

    /** Steal and iowait may fall by a little on their own, so each has a window of its own. */
    Spent add(long tick, Machine.Cpu cpu) {
        double busy = Told.sum(cpu.user(), cpu.nice(), cpu.system(), cpu.interrupt(), cpu.steal());
        double all = Told.sum(busy, cpu.idle(), cpu.iowait());
        Growth growth = used.add(tick, busy, all);
        return new Spent(
                growth.percent(),
                steal.add(tick, Told.sum(0, cpu.steal()), all).percent(),
                iowait.add(tick, Told.sum(0, cpu.iowait()), all).percent(),
                growth.covered());
    }
}
