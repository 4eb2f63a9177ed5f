package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

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
        double machines = Lowest.of(told(this::allowed), told(machine::processors));
        return lowest(all(Container::cpuLimit), Double::doubleValue, machines);
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
        return first(all(Container::cpu), Cpu::user, new Cpu(Double.NaN, Double.NaN));
    }

    @Override
    public Throttling throttling() throws IOException {
        Throttling nothing = new Throttling(Double.NaN, Double.NaN, Double.NaN);
        return first(all(Container::throttling), Throttling::periods, nothing);
    }

    @Override
    public Memory memory() throws IOException {
        List<Memory> all = all(Container::memory);
        Memory memory = first(all, Memory::usage, new Memory(Double.NaN, Double.NaN, Double.NaN));
        double total = told(() -> machine.memory().total());
        return new Memory(memory.usage(), memory.workingSet(), lowest(all, Memory::limit, total));
    }

    @Override
    public MemoryEvents memoryEvents() throws IOException {
        MemoryEvents nothing = new MemoryEvents(Double.NaN, Double.NaN);
        return first(all(Container::memoryEvents), MemoryEvents::limitHits, nothing);
    }

    @Override
    public Tasks tasks() throws IOException {
        List<Tasks> all = all(Container::tasks);
        Tasks tasks = first(all, Tasks::count, new Tasks(Double.NaN, Double.NaN));
        double most = Lowest.of(kernel("threads-max"), kernel("pid_max"));
        return new Tasks(tasks.count(), lowest(all, Tasks::limit, most));
    }

    private double kernel(String setting) {
        return told(() -> new CgroupFolder(proc.resolve("sys/kernel")).number(setting));
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() throws IOException {
        return all(Container::pressure).stream()
                .filter(pressure -> !pressure.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    /** A question to each of the groups. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Container group) throws IOException;
    }

    private <T> List<T> all(Question<T> question) throws IOException {
        List<T> answers = new ArrayList<>();
        for (Container group : groups) {
            answers.add(question.ask(group));
        }
        return answers;
    }

    /** Of the one that has this figure. */
    private static <T> T first(List<T> answers, ToDoubleFunction<T> figure, T nothing) {
        return answers.stream()
                .filter(answer -> !Double.isNaN(figure.applyAsDouble(answer)))
                .findFirst()
                .orElse(nothing);
    }

    private static <T> double lowest(List<T> answers, ToDoubleFunction<T> limit, double machines) {
        return Lowest.of(
                DoubleStream.concat(DoubleStream.of(machines), answers.stream().mapToDouble(limit))
                        .toArray());
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
