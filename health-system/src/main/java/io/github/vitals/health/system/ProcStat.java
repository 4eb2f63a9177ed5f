package io.github.vitals.health.system;

import java.util.List;

/** What stands in {@code /proc/stat}: times in hundredths of a second, whatever the kernel's own clock beats. */
final class ProcStat {
    private static final double TICKS_PER_SECOND = 100;
    private static final String ALL_PROCESSORS = "cpu ";

    private ProcStat() {}

    /** Those of the first line: user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user. */
    static Machine.Cpu cpu(String text) {
        int end = text.indexOf('\n');
        String line = text.substring(0, end < 0 ? text.length() : end);
        List<String> times = line.startsWith(ALL_PROCESSORS) ? ProcFile.words(line) : List.of();
        return new Machine.Cpu(
                seconds(times, 1),
                seconds(times, 2),
                seconds(times, 3),
                seconds(times, 4),
                seconds(times, 5),
                seconds(times, 6) + seconds(times, 7),
                seconds(times, 8));
    }

    private static double seconds(List<String> times, int place) {
        return ProcFile.number(times, place) / TICKS_PER_SECOND;
    }

    static Machine.Tasks tasks(String text, double all) {
        return new Machine.Tasks(
                all,
                ProcFile.number(text, "procs_running"),
                ProcFile.number(text, "procs_blocked"),
                ProcFile.number(text, "ctxt"));
    }

    static int processors(String text) {
        return (int) text.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
    }
}
