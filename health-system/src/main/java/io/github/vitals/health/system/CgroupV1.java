package io.github.vitals.health.system;

import java.io.IOException;
import java.util.Map;

/**
 * Version 1 of cgroups, which has a tree for each of these, as in the kernel's documentation
 * {@code admin-guide/cgroup-v1}. Limits that nobody set are NaN.
 */
record CgroupV1(Cgroup cpuGroup, Cgroup accountGroup, Cgroup memoryGroup, Cgroup tasksGroup) implements Container {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double TICKS_PER_SECOND = 100;

    /** No limit is the largest number of whole pages, which depends on their size. */
    private static final double NO_LIMIT = 1L << 60;

    @Override
    public boolean present() {
        return cpuGroup.present() || accountGroup.present() || memoryGroup.present() || tasksGroup.present();
    }

    @Override
    public double cpuLimit() throws IOException {
        return Lowest.of(quota(cpuHolder()));
    }

    private CgroupFolder cpuHolder() throws IOException {
        return cpuGroup.holder("cpu.stat", CgroupV1::quota);
    }

    /** What may be used of each period, in microseconds; less than nothing stands for no limit. */
    private static double quota(CgroupFolder folder) throws IOException {
        return folder.number("cpu.cfs_quota_us") / folder.number("cpu.cfs_period_us");
    }

    /** Of the cgroup whose limit holds where both are one tree, as they mostly are. */
    @Override
    public Cpu cpu() throws IOException {
        CgroupFolder holder = cpuHolder();
        CgroupFolder account = holder.has("cpuacct.stat") ? holder : accountGroup.own();
        Map<String, Double> stat = account.named("cpuacct.stat");
        return new Cpu(number(stat, "user") / TICKS_PER_SECOND, number(stat, "system") / TICKS_PER_SECOND);
    }

    @Override
    public Throttling throttling() throws IOException {
        Map<String, Double> stat = cpuHolder().named("cpu.stat");
        return new Throttling(
                number(stat, "nr_periods"),
                number(stat, "nr_throttled"),
                number(stat, "throttled_time") / NANOS_PER_SECOND);
    }

    private static double number(Map<String, Double> named, String name) {
        return named.getOrDefault(name, Double.NaN);
    }

    private CgroupFolder memoryHolder() throws IOException {
        return memoryGroup.holder("memory.usage_in_bytes", CgroupV1::memoryLimit);
    }

    private static double memoryLimit(CgroupFolder folder) throws IOException {
        return limit(folder.number("memory.limit_in_bytes"));
    }

    private static double limit(double bytes) {
        return bytes < NO_LIMIT ? bytes : Double.NaN;
    }

    @Override
    public Memory memory() throws IOException {
        CgroupFolder holder = memoryHolder();
        Map<String, Double> stat = holder.named("memory.stat");
        double usage = holder.number("memory.usage_in_bytes");
        double inactive = number(stat, "total_inactive_file");
        // The kernel also says there what holds of those that cannot be seen from in here.
        double above = limit(number(stat, "hierarchical_memory_limit"));
        return new Memory(usage, Math.max(0, usage - inactive), Lowest.of(memoryLimit(holder), above));
    }

    /** A kill is counted only where the process was that was killed, so those on the way are added up. */
    @Override
    public MemoryEvents memoryEvents() throws IOException {
        double kills = 0;
        for (CgroupFolder folder : memoryGroup.way()) {
            kills += number(folder.named("memory.oom_control"), "oom_kill");
        }
        return new MemoryEvents(memoryHolder().number("memory.failcnt"), memoryGroup.present() ? kills : Double.NaN);
    }

    @Override
    public Tasks tasks() throws IOException {
        return tasksGroup.tasks();
    }

    /** Only version 2 knows. */
    @Override
    public Map<Pressure.Of, Pressure> pressure() {
        return Map.of();
    }
}
