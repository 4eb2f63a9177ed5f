package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code /proc/stat}: times in hundredths of a second, whatever the kernel's own clock beats. */
record ProcStat(Path file) {
    private static final double TICKS_PER_SECOND = 100;

    /** Those of the first line: user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user. */
    Machine.Cpu cpu() throws IOException {
        List<String> times = ProcFile.words(ProcFile.lines(file).get(0));
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

    Machine.Tasks tasks(double all) throws IOException {
        List<String> lines = ProcFile.lines(file);
        return new Machine.Tasks(
                all, number(lines, "procs_running"), number(lines, "procs_blocked"), number(lines, "ctxt"));
    }

    private static double number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> ProcFile.number(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    int processors() throws IOException {
        return (int) ProcFile.lines(file).stream()
                .filter(line -> line.matches("cpu\\d+ .*"))
                .count();
    }
}
