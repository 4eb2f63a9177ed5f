package io.github.vitals.health.system;

import java.util.function.ToDoubleFunction;

/** Processors, load and tasks of the machine. */
final class CpuMeters {
    private static final String TIME = "Processor time by what it was spent on, of all processors together";

    private CpuMeters() {}

    static void add(Meters meters, Figures<Machine.Work> work) {
        Figures<Machine.Cpu> cpu = work.part(Machine.Work::cpu);
        Figures<Machine.Load> load = work.part(Machine.Work::load);
        Figures<Machine.Tasks> tasks = work.part(Machine.Work::tasks);
        time(meters, "user", cpu, Machine.Cpu::user);
        time(meters, "nice", cpu, Machine.Cpu::nice);
        time(meters, "system", cpu, Machine.Cpu::system);
        time(meters, "idle", cpu, Machine.Cpu::idle);
        time(meters, "iowait", cpu, Machine.Cpu::iowait);
        time(meters, "interrupt", cpu, Machine.Cpu::interrupt);
        time(meters, "steal", cpu, Machine.Cpu::steal);
        meters.gauge("system.load.average.5m", "", "Tasks that ran or waited to, of 5 min", load, Machine.Load::five)
                .gauge("system.load.average.15m", "", "The same of 15 min", load, Machine.Load::fifteen)
                .gauge("system.tasks", "", "Threads and processes of the machine", tasks, Machine.Tasks::all)
                .gauge("system.tasks.running", "", "Those that run or could", tasks, Machine.Tasks::running)
                .gauge("system.tasks.blocked", "", "Those that wait for a disk", tasks, Machine.Tasks::blocked)
                .counter(
                        "system.context.switches",
                        "",
                        "How often a task took the place of another",
                        tasks,
                        Machine.Tasks::contextSwitches);
    }

    private static void time(
            Meters meters, String state, Figures<Machine.Cpu> cpu, ToDoubleFunction<Machine.Cpu> figure) {
        meters.tagged("state", state).counter("system.cpu.time", "seconds", TIME, cpu, figure);
    }
}
