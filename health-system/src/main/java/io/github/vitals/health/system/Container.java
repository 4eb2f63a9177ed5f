package io.github.vitals.health.system;

import java.io.IOException;
import java.util.Map;

/**
 * What the process and those it shares a container with may use, and use. A limit holds that is the lowest of those of
 * the container, of what it is in, and of the machine; so there always is one where the machine is known. What is not
 * told is NaN. Thread-safe.
 */
interface Container {
    /** Processor time in seconds, by user and by system. */
    record Cpu(double user, double system) {}

    /** Periods in which there was something to do, those in which it had to wait for the next, and for how long in all. */
    record Throttling(double periods, double throttled, double time) {}

    /** In bytes. The working set is what is used without the files that could be read again. */
    record Memory(double usage, double workingSet, double limit) {}

    /** How often the limit was met, and how many processes were killed for it. */
    record MemoryEvents(double limitHits, double oomKills) {}

    /** Threads and processes. */
    record Tasks(double count, double limit) {}

    /** Whether it has limits or figures of its own; else all of it is the machine's. */
    boolean present();

    /** How many processors it may use, in whole or in part. */
    double cpuLimit() throws IOException;

    Cpu cpu() throws IOException;

    Throttling throttling() throws IOException;

    Memory memory() throws IOException;

    MemoryEvents memoryEvents() throws IOException;

    Tasks tasks() throws IOException;

    /** As that of the machine, of the tasks of the container. */
    Map<Pressure.Of, Pressure> pressure() throws IOException;
}
