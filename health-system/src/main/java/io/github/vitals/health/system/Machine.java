package io.github.vitals.health.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the operating system tells of the machine. Each call reads anew; what the system does not tell is NaN. Figures that
 * only grow are counted since the machine started. Thread-safe.
 */
interface Machine {
    /** Processor time of all processors together, in seconds. */
    record Cpu(double user, double nice, double system, double idle, double iowait, double interrupt, double steal) {}

    /** Of the last 1, 5 and 15 minutes. */
    record Load(double one, double five, double fifteen) {}

    /** Tasks, which are threads and processes, and how often one took the place of another. */
    record Tasks(double all, double running, double blocked, double contextSwitches) {}

    /** What is told of processors and tasks at once. */
    record Work(Cpu cpu, Tasks tasks, Load load) {}

    /** In bytes. Available is what a new process may have without swapping. */
    record Memory(double total, double available, double free, double buffers, double cached, double slab) {}

    /** In bytes. */
    record Swap(double total, double free) {}

    /** What is told of memory at once. */
    record AllMemory(Memory memory, Swap swap) {}

    /** Faults, pages that went to and came from swap, and processes that were killed for want of memory. */
    record Paging(double minorFaults, double majorFaults, double pagesIn, double pagesOut, double oomKills) {}

    /** One disk. Times in seconds: of all reads, of all writes, and in which at least one was under way. */
    record Disk(
            String device,
            double bytesRead,
            double bytesWritten,
            double reads,
            double writes,
            double readTime,
            double writeTime,
            double busyTime,
            double underWay) {}

    /** One network interface. */
    record Interface(
            String name,
            double bytesReceived,
            double bytesSent,
            double packetsReceived,
            double packetsSent,
            double receiveErrors,
            double sendErrors,
            double receiveDrops,
            double sendDrops) {}

    /** TCP of both versions of IP. */
    record Tcp(
            double segmentsReceived,
            double segmentsSent,
            double retransmitted,
            double resetsSent,
            double listenOverflows,
            double listenDrops) {}

    /** Where a file system is. Read-only is it where nothing can be written to it, wherever else it is mounted. */
    record Mount(String mountpoint, String device, String type, boolean readOnly) {}

    /** One mounted file system, sizes in bytes. */
    record FileSystem(
            String mountpoint,
            String device,
            String type,
            boolean readOnly,
            double size,
            double free,
            double available,
            double inodes,
            double inodesFree) {}

    /** File descriptors of all processes. */
    record Files(double open, double max) {}

    Cpu cpu() throws IOException;

    Load load() throws IOException;

    Tasks tasks() throws IOException;

    /** All of these from one look. */
    default Work work() throws IOException {
        return new Work(cpu(), tasks(), load());
    }

    Memory memory() throws IOException;

    Swap swap() throws IOException;

    /** Both from one look. */
    default AllMemory allMemory() throws IOException {
        return new AllMemory(memory(), swap());
    }

    Paging paging() throws IOException;

    Files files() throws IOException;

    Tcp tcp() throws IOException;

    /** How many connections are in which state; {@code established}, {@code time_wait} and so on. */
    Map<String, Long> tcpStates() throws IOException;

    List<Disk> disks() throws IOException;

    List<Interface> interfaces() throws IOException;

    /** Of an interface, in bits a second. It may have to wait for whoever sets up interfaces just then. */
    double speed(String name) throws IOException;

    /** File systems that hold files for longer than the machine runs, each once; those of a network if asked for. */
    List<Mount> mounts(boolean network) throws IOException;

    /** Finds out, for all of them at once, how many files they may have, where that is told of all at once. */
    default void readInodes() {}

    /** What one of them holds. Takes as long as its disk or its network does, which may be for ever. */
    FileSystem fileSystem(Mount mount) throws IOException;

    /** Those of {@link #mounts} without a network that can be read. */
    default List<FileSystem> fileSystems() throws IOException {
        List<FileSystem> read = new ArrayList<>();
        for (Mount mount : mounts(false)) {
            try {
                read.add(fileSystem(mount));
            } catch (IOException unreadable) {
                // As a folder that nobody but root may see.
            }
        }
        return List.copyOf(read);
    }

    /** Seconds in which tasks waited for something, by what that is; empty where nobody measures it. */
    Map<Pressure.Of, Pressure> pressure() throws IOException;

    /** How long it has been running, in seconds. */
    double uptime() throws IOException;

    /** Of the machine, whatever part of them a container may use. */
    int processors() throws IOException;
}
