package io.github.vitals.health.system;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the machine tells at once when it is asked, each read at most once a second. */
record Sources(
        Figures<Machine.Cpu> cpu,
        Figures<Machine.Load> load,
        Figures<Machine.Tasks> tasks,
        Figures<Machine.Memory> memory,
        Figures<Machine.Swap> swap,
        Figures<Machine.Paging> paging,
        Figures<Map<Pressure.Of, Pressure>> pressure) {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    static Sources of(Machine machine, LongSupplier ticker) {
        return new Sources(
                new Latest<>(machine::cpu, ticker, MOMENT),
                new Latest<>(machine::load, ticker, MOMENT),
                new Latest<>(machine::tasks, ticker, MOMENT),
                new Latest<>(machine::memory, ticker, MOMENT),
                new Latest<>(machine::swap, ticker, MOMENT),
                new Latest<>(machine::paging, ticker, MOMENT),
                new Latest<>(machine::pressure, ticker, MOMENT));
    }
}
