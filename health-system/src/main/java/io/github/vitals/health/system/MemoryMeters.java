package io.github.vitals.health.system;

/** Memory, swap and what comes of having too little of it. */
final class MemoryMeters {
    private MemoryMeters() {}

    static void add(Meters meters, Figures<Machine.AllMemory> all, Figures<Machine.Paging> paging) {
        Figures<Machine.Memory> memory = all.part(Machine.AllMemory::memory);
        Figures<Machine.Swap> swap = all.part(Machine.AllMemory::swap);
        meters.gauge("system.memory.total", "bytes", "Memory of the machine", memory, Machine.Memory::total)
                .gauge(
                        "system.memory.available",
                        "bytes",
                        "What can be had without swapping",
                        memory,
                        Machine.Memory::available)
                .gauge("system.memory.free", "bytes", "Memory that nothing uses", memory, Machine.Memory::free)
                .gauge("system.memory.buffers", "bytes", "Blocks of disks in memory", memory, Machine.Memory::buffers)
                .gauge("system.memory.cached", "bytes", "Files in memory", memory, Machine.Memory::cached)
                .gauge("system.memory.slab", "bytes", "What the kernel keeps for itself", memory, Machine.Memory::slab)
                .gauge("system.swap.total", "bytes", "Swap of the machine", swap, Machine.Swap::total)
                .gauge("system.swap.free", "bytes", "Swap that nothing uses", swap, Machine.Swap::free);
        String faults = "Pages that were not where they were looked for; a major one waits for a disk";
        meters.tagged("type", "minor").counter("system.paging.faults", "", faults, paging, Machine.Paging::minorFaults);
        meters.tagged("type", "major").counter("system.paging.faults", "", faults, paging, Machine.Paging::majorFaults);
        String pages = "Pages that were moved between memory and swap";
        meters.tagged("direction", "in")
                .counter("system.paging.swapped", "pages", pages, paging, Machine.Paging::pagesIn);
        meters.tagged("direction", "out")
                .counter("system.paging.swapped", "pages", pages, paging, Machine.Paging::pagesOut);
        meters.counter(
                "system.memory.oom.kills",
                "",
                "Processes that the kernel killed for want of memory",
                paging,
                Machine.Paging::oomKills);
    }
}
