package io.github.vitals.health.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Version 2 of cgroups, as in the kernel's documentation {@code admin-guide/cgroup-v2}. Limits that nobody set are NaN. */
record CgroupV2(Cgroup group) implements Container {
    private static final double MICROS_PER_SECOND = 1e6;

    @Override
    public boolean present() {
        return group.present();
    }

    @Override
    public double cpuLimit() throws IOException {
        return quota(cpuHolder());
    }

    private CgroupFolder cpuHolder() throws IOException {
        return group.holder("cpu.stat", CgroupV2::quota);
    }

    /** {@code 50000 100000}: what may be used of each period, or {@code max}. */
    private static double quota(CgroupFolder folder) throws IOException {
        List<Double> words = folder.numbers("cpu.max");
        return words.size() < 2 ? Double.NaN : words.get(0) / words.get(1);
    }

    @Override
    public Cpu cpu() throws IOException {
        Map<String, Double> stat = cpuHolder().named("cpu.stat");
        return new Cpu(seconds(stat, "user_usec"), seconds(stat, "system_usec"));
    }

    @Override
    public Throttling throttling() throws IOException {
        Map<String, Double> stat = cpuHolder().named("cpu.stat");
        return new Throttling(
                number(stat, "nr_periods"), number(stat, "nr_throttled"), seconds(stat, "throttled_usec"));
    }

    private static double number(Map<String, Double> named, String name) {
        return named.getOrDefault(name, Double.NaN);
    }

    private static double seconds(Map<String, Double> named, String name) {
        return number(named, name) / MICROS_PER_SECOND;
    }

    private CgroupFolder memoryHolder() throws IOException {
        return group.holder("memory.current", folder -> folder.number("memory.max"));
    }

    @Override
    public Memory memory() throws IOException {
        CgroupFolder holder = memoryHolder();
        double usage = holder.number("memory.current");
        double inactive = number(holder.named("memory.stat"), "inactive_file");
        return new Memory(usage, Math.max(0, usage - inactive), holder.number("memory.max"));
    }

    @Override
    public MemoryEvents memoryEvents() throws IOException {
        Map<String, Double> events = memoryHolder().named("memory.events");
        return new MemoryEvents(number(events, "max"), number(events, "oom_kill"));
    }

    @Override
    public Tasks tasks() throws IOException {
        return group.tasks();
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() {
        return group.own().pressure();
    }
}
