package io.github.vitals.health.system;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the JDK tells, for systems other than Linux where OSHI is not there: memory, swap and file systems. */
final class JdkMachine implements Machine {
    private static final String UNTOLD = "not told by the JDK";

    @Override
    public Cpu cpu() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public Load load() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public Tasks tasks() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public Memory memory() throws IOException {
        OperatingSystemMXBean system = system();
        return new Memory(
                system.getTotalMemorySize(),
                Double.NaN,
                system.getFreeMemorySize(),
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    @Override
    public Swap swap() throws IOException {
        OperatingSystemMXBean system = system();
        return new Swap(system.getTotalSwapSpaceSize(), system.getFreeSwapSpaceSize());
    }

    /** A trimmed runtime image may be without {@code jdk.management}. */
    private static OperatingSystemMXBean system() throws IOException {
        try {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        } catch (LinkageError | IllegalArgumentException absent) {
            throw new IOException(UNTOLD, absent);
        }
    }

    @Override
    public Paging paging() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public Files files() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public Tcp tcp() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public Map<String, Long> tcpStates() {
        return Map.of();
    }

    @Override
    public List<Disk> disks() {
        return List.of();
    }

    @Override
    public List<Interface> interfaces() {
        return List.of();
    }

    @Override
    public double speed(String name) {
        return Double.NaN;
    }

    /** The name that the JDK has for a file system is of its device or label, and its mountpoint is only told in words. */
    @Override
    public List<Mount> mounts(boolean network) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (FileStore store : FileSystems.getDefault().getFileStores()) {
            if (store.getTotalSpace() > 0) {
                mounts.add(new Mount(store.toString(), store.name(), store.type(), store.isReadOnly()));
            }
        }
        return mounts;
    }

    @Override
    public FileSystem fileSystem(Mount mount) throws IOException {
        for (FileStore store : FileSystems.getDefault().getFileStores()) {
            if (store.toString().equals(mount.mountpoint())) {
                return new FileSystem(
                        mount.mountpoint(),
                        mount.device(),
                        mount.type(),
                        mount.readOnly(),
                        store.getTotalSpace(),
                        store.getUnallocatedSpace(),
                        store.getUsableSpace(),
                        Double.NaN,
                        Double.NaN);
            }
        }
        throw new IOException("mountpoint: " + mount.mountpoint() + " (expected: mounted)");
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() {
        return Map.of();
    }

    @Override
    public double uptime() throws IOException {
        throw new IOException(UNTOLD);
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
