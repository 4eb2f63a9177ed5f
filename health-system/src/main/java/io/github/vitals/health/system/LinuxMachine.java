package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Linux tells in {@code /proc} and {@code /sys}. In a container most of it is of the whole machine; what is of the
 * network is of the container's own. The format is that of the kernel's documentation, {@code filesystems/proc}.
 */
final class LinuxMachine implements Machine {
    private final Path proc;
    private final ProcStat stat;
    private final ProcMemory memory;

    /** Roots other than {@code /proc} and {@code /sys} are for another system's, as a container may have them mounted. */
    LinuxMachine(Path proc, Path sys) {
        this.proc = proc;
        this.stat = new ProcStat(proc.resolve("stat"));
        this.memory = new ProcMemory(proc.resolve("meminfo"), proc.resolve("vmstat"));
    }

    @Override
    public Cpu cpu() throws IOException {
        return stat.cpu();
    }

    @Override
    public Load load() throws IOException {
        List<String> words = ProcFile.words(ProcFile.text(proc.resolve("loadavg")));
        return new Load(ProcFile.number(words, 0), ProcFile.number(words, 1), ProcFile.number(words, 2));
    }

    @Override
    public Tasks tasks() throws IOException {
        // The fourth word is of the form running/all.
        String loads = ProcFile.text(proc.resolve("loadavg"));
        List<String> words = ProcFile.words(loads.replace('/', ' '));
        return stat.tasks(ProcFile.number(words, 4));
    }

    @Override
    public Memory memory() throws IOException {
        return memory.memory();
    }

    @Override
    public Swap swap() throws IOException {
        return memory.swap();
    }

    @Override
    public Paging paging() throws IOException {
        return memory.paging();
    }

    @Override
    public Files files() throws IOException {
        List<String> words = ProcFile.words(ProcFile.text(proc.resolve("sys/fs/file-nr")));
        return new Files(ProcFile.number(words, 0), ProcFile.number(words, 2));
    }

    @Override
    public Tcp tcp() throws IOException {
        throw new IOException("not read yet");
    }

    @Override
    public Map<String, Long> tcpStates() throws IOException {
        return Map.of();
    }

    @Override
    public List<Disk> disks() throws IOException {
        return List.of();
    }

    @Override
    public List<Interface> interfaces() throws IOException {
        return List.of();
    }

    @Override
    public List<FileSystem> fileSystems() throws IOException {
        return List.of();
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
        return stat.processors();
    }
}
