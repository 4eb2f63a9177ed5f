package io.github.vitals.health.system;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What the container of the process may use, and uses. Where there is none, only what the machine allows. */
final class ContainerMeters {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private ContainerMeters() {}

    static void add(Meters meters, Container container, LongSupplier ticker) {
        cpu(meters, container, ticker);
        memory(meters, container, ticker);
        Figures<Container.Tasks> tasks = new Latest<>(container::tasks, ticker, MOMENT);
        meters.gauge("container.tasks", "", "Threads and processes", tasks, Container.Tasks::count)
                .gauge("container.tasks.limit", "", "How many there may be", tasks, Container.Tasks::limit);
        PressureMeters.add(meters, "container.pressure.waiting", new Latest<>(container::pressure, ticker, MOMENT));
    }

    private static void cpu(Meters meters, Container container, LongSupplier ticker) {
        Figures<Double> limit = new Latest<>(container::cpuLimit, ticker, MOMENT);
        meters.gauge("container.cpu.limit", "processors", "How many may be used", limit, Double::doubleValue);
        Figures<Container.Cpu> cpu = new Latest<>(container::cpu, ticker, MOMENT);
        String time = "Processor time by what it was spent on";
        meters.tagged("state", "user").counter("container.cpu.time", "seconds", time, cpu, Container.Cpu::user);
        meters.tagged("state", "system").counter("container.cpu.time", "seconds", time, cpu, Container.Cpu::system);
        Figures<Container.Throttling> throttling = new Latest<>(container::throttling, ticker, MOMENT);
        meters.counter(
                        "container.cpu.periods",
                        "",
                        "Periods of the limit in which there was something to do",
                        throttling,
                        Container.Throttling::periods)
                .counter(
                        "container.cpu.throttled.periods",
                        "",
                        "Periods in which the limit was used up",
                        throttling,
                        Container.Throttling::throttled)
                .counter(
                        "container.cpu.throttled.time",
                        "seconds",
                        "How long processors waited for the next period, all together",
                        throttling,
                        Container.Throttling::time);
    }

    private static void memory(Meters meters, Container container, LongSupplier ticker) {
        Figures<Container.Memory> memory = new Latest<>(container::memory, ticker, MOMENT);
        Figures<Container.MemoryEvents> events = new Latest<>(container::memoryEvents, ticker, MOMENT);
        meters.gauge("container.memory.limit", "bytes", "Memory that may be used", memory, Container.Memory::limit)
                .gauge(
                        "container.memory.usage",
                        "bytes",
                        "Memory that is used, with files that are kept in it",
                        memory,
                        Container.Memory::usage)
                .gauge(
                        "container.memory.working.set",
                        "bytes",
                        "The same without files that were not read of late",
                        memory,
                        Container.Memory::workingSet)
                .counter(
                        "container.memory.limit.hits",
                        "",
                        "How often there was to be more memory than the limit",
                        events,
                        Container.MemoryEvents::limitHits)
                .counter(
                        "container.memory.oom.kills",
                        "",
                        "Processes that were killed for want of memory",
                        events,
                        Container.MemoryEvents::oomKills);
    }
}
