package io.github.vitals.health.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Linux tells in {@code /proc} and {@code /sys}. In a container most of it is of the whole machine; what is of the
 * network and of mounts is of the container's own. The format is that of the kernel's documentation,
 * {@code filesystems/proc}.
 */
final class LinuxMachine implements Machine {
    private static final double BITS_PER_MEGABIT = 1e6;

    private final Roots roots;
    private final Path proc;
    private final Path net;
    private final Inodes inodes = new Inodes(System::nanoTime);

    /** Roots other than {@code /proc} and {@code /sys} are for another system's, as a container may have them mounted. */
    LinuxMachine(Path proc, Path sys) {
        this(new Roots(proc, sys, Path.of("/")));
    }

    LinuxMachine(Roots roots) {
        this.roots = roots;
        this.proc = roots.proc();
        this.net = roots.process().resolve("net");
    }

    @Override
    public Cpu cpu() throws IOException {
        return ProcStat.cpu(stat());
    }

    @Override
    public Load load() throws IOException {
        return load(loads());
    }

    private static Load load(List<String> loads) {
        return new Load(ProcFile.number(loads, 0), ProcFile.number(loads, 1), ProcFile.number(loads, 2));
    }

    @Override
    public Tasks tasks() throws IOException {
        return tasks(stat(), loads());
    }

    private static Tasks tasks(String stat, List<String> loads) {
        return ProcStat.tasks(stat, ProcFile.number(loads, 4));
    }

    @Override
    public Work work() throws IOException {
        String stat = stat();
        List<String> loads = loads();
        return new Work(ProcStat.cpu(stat), tasks(stat, loads), load(loads));
    }

    private String stat() throws IOException {
        return ProcFile.text(proc.resolve("stat"));
    }

    /** The fourth word is of the form running/all. */
    private List<String> loads() throws IOException {
        return ProcFile.words(ProcFile.text(proc.resolve("loadavg")).replace('/', ' '));
    }

    @Override
    public Memory memory() throws IOException {
        return allMemory().memory();
    }

    @Override
    public Swap swap() throws IOException {
        return allMemory().swap();
    }

    @Override
    public AllMemory allMemory() throws IOException {
        String meminfo = ProcFile.text(proc.resolve("meminfo"));
        return new AllMemory(ProcMemory.memory(meminfo), ProcMemory.swap(meminfo));
    }

    @Override
    public Paging paging() throws IOException {
        return ProcMemory.paging(ProcFile.text(proc.resolve("vmstat")));
    }

    @Override
    public Files files() throws IOException {
        List<String> words = ProcFile.words(ProcFile.text(proc.resolve("sys/fs/file-nr")));
        return new Files(ProcFile.number(words, 0), ProcFile.number(words, 2));
    }

    @Override
    public Tcp tcp() throws IOException {
        return ProcNet.tcp(ProcFile.text(net.resolve("snmp")), ProcFile.text(net.resolve("netstat")));
    }

    @Override
    public Map<String, Long> tcpStates() throws IOException {
        return new ProcSockets(ProcSockets.MOST_LINES)
                .add(net.resolve("tcp"))
                .add(net.resolve("tcp6"))
                .states();
    }

    @Override
    public List<Disk> disks() throws IOException {
        return ProcDisks.parse(ProcFile.text(proc.resolve("diskstats")), wholeDisks());
    }

    /** A slash in a name is an exclamation mark there. */
    private Optional<Set<String>> wholeDisks() {
        String[] names = roots.sys().resolve("block").toFile().list();
        if (names == null) {
            return Optional.empty();
        }
        Set<String> whole = new HashSet<>();
        for (String name : names) {
            whole.add(name.replace('!', '/'));
        }
        return Optional.of(whole);
    }

    @Override
    public List<Interface> interfaces() throws IOException {
        return ProcNet.interfaces(ProcFile.text(net.resolve("dev")));
    }

    /** Interfaces that have no speed say so by -1, or by an error. */
    @Override
    public double speed(String name) throws IOException {
        Path file = roots.sys().resolve("class/net").resolve(name).resolve("speed");
        double megabits = ProcFile.number(ProcFile.text(file).strip());
        return megabits > 0 ? megabits * BITS_PER_MEGABIT : Double.NaN;
    }

    @Override
    public List<Mount> mounts(boolean network) throws IOException {
        return ProcMounts.parse(ProcFile.text(roots.process().resolve("mountinfo")), network);
    }

    @Override
    public void readInodes() {
        inodes.refresh();
    }

    /** Through {@link File}, since a {@link java.nio.file.FileStore} looks through all mounts for the one it is of. */
    @Override
    public FileSystem fileSystem(Mount mount) throws IOException {
        Path path = roots.folder(mount.mountpoint());
        File folder = path.toFile();
        long size = folder.getTotalSpace();
        if (size <= 0) {
            throw new IOException("mountpoint: " + path + " (expected: a file system that tells its size)");
        }
        Inodes.Count count = inodes.of(path);
        return new FileSystem(
                mount.mountpoint(),
                mount.device(),
                mount.type(),
                mount.readOnly(),
                size,
                folder.getFreeSpace(),
                folder.getUsableSpace(),
                count.all(),
                count.free());
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() throws IOException {
        return PressureFiles.read(proc.resolve("pressure"), "");
    }

    @Override
    public double uptime() throws IOException {
        return ProcFile.number(ProcFile.words(ProcFile.text(proc.resolve("uptime"))), 0);
    }

    @Override
    public int processors() throws IOException {
        return ProcStat.processors(stat());
    }
}
