package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The container of a process: the cgroups it is in, of both versions where the system has both, within the machine.
 * Without any, what may be used is the machine's, and what is used is not told.
 */
record ProcessContainer(List<Container> groups, Machine machine, Path proc) implements Container {
    @Override
    public boolean present() {
        return groups.stream().anyMatch(Container::present);
    }

    @Override
    public double cpuLimit() throws IOException {
        return lowest(Container::cpuLimit, Lowest.of(told(this::allowed), told(machine::processors)));
    }

    /** How many processors it may run on, by its own choice or that of the cgroups it is in. */
    private double allowed() throws IOException {
        return ProcFile.lines(proc.resolve("self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .mapToDouble(line -> ProcessorList.count(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public Cpu cpu() throws IOException {
        return first(Container::cpu, Cpu::user, new Cpu(Double.NaN, Double.NaN));
    }

    @Override
    public Throttling throttling() throws IOException {
        return first(Container::throttling, Throttling::periods, new Throttling(Double.NaN, Double.NaN, Double.NaN));
    }

    @Override
    public Memory memory() throws IOException {
        Memory memory = first(Container::memory, Memory::usage, new Memory(Double.NaN, Double.NaN, Double.NaN));
        double total = told(() -> machine.memory().total());
        return new Memory(
                memory.usage(),
                memory.workingSet(),
                lowest(group -> group.memory().limit(), total));
    }

    @Override
    public MemoryEvents memoryEvents() throws IOException {
        return first(Container::memoryEvents, MemoryEvents::limitHits, new MemoryEvents(Double.NaN, Double.NaN));
    }

    @Override
    public Tasks tasks() throws IOException {
        Tasks tasks = first(Container::tasks, Tasks::count, new Tasks(Double.NaN, Double.NaN));
        double machine = Lowest.of(kernel("threads-max"), kernel("pid_max"));
        return new Tasks(tasks.count(), lowest(group -> group.tasks().limit(), machine));
    }

    private double kernel(String setting) {
        return told(() -> new CgroupFolder(proc.resolve("sys/kernel")).number(setting));
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() throws IOException {
        for (Container group : groups) {
            Map<Pressure.Of, Pressure> pressure = group.pressure();
            if (!pressure.isEmpty()) {
                return pressure;
            }
        }
        return Map.of();
    }

    /** A question to each of the groups. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Container group) throws IOException;
    }

    /** What the first one says that has this figure. */
    private <T> T first(Question<T> question, ToDoubleFunction<T> figure, T nothing) throws IOException {
        for (Container group : groups) {
            T answer = question.ask(group);
            if (!Double.isNaN(figure.applyAsDouble(answer))) {
                return answer;
            }
        }
        return nothing;
    }

    private double lowest(Question<Double> question, double machine) throws IOException {
        double lowest = machine;
        for (Container group : groups) {
            lowest = Lowest.of(lowest, question.ask(group));
        }
        return lowest;
    }

    /** A container can hide the files of the machine; its limits hold all the same. */
    private static double told(Latest.Reading<? extends Number> reading) {
        try {
            return reading.read().doubleValue();
        } catch (IOException | RuntimeException hidden) {
            return Double.NaN;
        }
    }
}
