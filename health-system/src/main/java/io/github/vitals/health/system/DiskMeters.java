package io.github.vitals.health.system;

import java.util.function.ToDoubleFunction;

/** What one disk does. */
final class DiskMeters {
    private static final String SECONDS = "seconds";

    private DiskMeters() {}

    static void add(Meters meters, String device, Figures<Machine.Disk> disk) {
        Meters tagged = meters.tagged("device", device);
        direction(
                tagged.tagged("direction", "read"),
                disk,
                Machine.Disk::bytesRead,
                Machine.Disk::reads,
                Machine.Disk::readTime);
        direction(
                tagged.tagged("direction", "write"),
                disk,
                Machine.Disk::bytesWritten,
                Machine.Disk::writes,
                Machine.Disk::writeTime);
        tagged.counter(
                        "system.disk.busy.time",
                        SECONDS,
                        "Time in which at least one operation was under way",
                        disk,
                        Machine.Disk::busyTime)
                .gauge("system.disk.underway", "", "Operations that are under way", disk, Machine.Disk::underWay);
    }

    private static void direction(
            Meters meters,
            Figures<Machine.Disk> disk,
            ToDoubleFunction<Machine.Disk> bytes,
            ToDoubleFunction<Machine.Disk> operations,
            ToDoubleFunction<Machine.Disk> time) {
        meters.counter("system.disk.io", "bytes", "What was read and written", disk, bytes)
                .counter("system.disk.operations", "", "Operations that are done", disk, operations)
                .counter("system.disk.operation.time", SECONDS, "Time that all of them took together", disk, time);
    }
}
