package io.github.vitals.health.system;

/** How long the machine runs, and how many of its files are open. */
final class UseMeters {
    private UseMeters() {}

    static void add(Meters meters, Figures<Machine.Files> files, Figures<Double> uptime) {
        meters.gauge("system.files.open", "", "Open files of all processes", files, Machine.Files::open)
                .gauge("system.files.max", "", "How many may be open", files, Machine.Files::max)
                .gauge("system.uptime", "seconds", "How long the machine has been running", uptime, seconds -> seconds);
    }
}
