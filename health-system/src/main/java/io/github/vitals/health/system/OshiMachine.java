package io.github.vitals.health.system;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.InternetProtocolStats;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/** What OSHI tells, for systems other than Linux. */
final class OshiMachine implements Machine {
    private static final double MILLIS_PER_SECOND = 1000;

    private final OperatingSystem system;
    private final HardwareAbstractionLayer hardware;
    private final CentralProcessor processor;
    private final Listed<HWDiskStore> disks;
    private final Listed<NetworkIF> interfaces;
    private volatile Map<String, OSFileStore> stores = Map.of();

    /** Throws a {@link LinkageError} where OSHI or its native library is not there. */
    OshiMachine(LongSupplier ticker) {
        SystemInfo info = new SystemInfo();
        this.system = info.getOperatingSystem();
        this.hardware = info.getHardware();
        this.processor = hardware.getProcessor();
        this.disks = new Listed<>(hardware::getDiskStores, HWDiskStore::updateAttributes, ticker);
        this.interfaces = new Listed<>(hardware::getNetworkIFs, NetworkIF::updateAttributes, ticker);
    }

    @Override
    public Cpu cpu() {
        long[] ticks = processor.getSystemCpuLoadTicks();
        return new Cpu(
                seconds(ticks, TickType.USER),
                seconds(ticks, TickType.NICE),
                seconds(ticks, TickType.SYSTEM),
                seconds(ticks, TickType.IDLE),
                seconds(ticks, TickType.IOWAIT),
                seconds(ticks, TickType.IRQ) + seconds(ticks, TickType.SOFTIRQ),
                seconds(ticks, TickType.STEAL));
    }

    private static double seconds(long[] ticks, TickType type) {
        return ticks[type.getIndex()] / MILLIS_PER_SECOND;
    }

    @Override
    public Load load() {
        double[] loads = processor.getSystemLoadAverage(3);
        return new Load(told(loads[0]), told(loads[1]), told(loads[2]));
    }

    /** OSHI says less than nothing where it does not know. */
    private static double told(double figure) {
        return figure < 0 ? Double.NaN : figure;
    }

    private static double told(long figure) {
        return told((double) figure);
    }

    @Override
    public Tasks tasks() {
        return new Tasks(told(system.getThreadCount()), Double.NaN, Double.NaN, told(processor.getContextSwitches()));
    }

    /** Free is told by Linux only, so here it is not. */
    @Override
    public Memory memory() {
        GlobalMemory memory = hardware.getMemory();
        return new Memory(memory.getTotal(), memory.getAvailable(), Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public Swap swap() {
        double total = hardware.getMemory().getVirtualMemory().getSwapTotal();
        return new Swap(total, total - hardware.getMemory().getVirtualMemory().getSwapUsed());
    }

    @Override
    public Paging paging() {
        return new Paging(
                Double.NaN,
                Double.NaN,
                told(hardware.getMemory().getVirtualMemory().getSwapPagesIn()),
                told(hardware.getMemory().getVirtualMemory().getSwapPagesOut()),
                Double.NaN);
    }

    @Override
    public Files files() {
        return new Files(
                told(system.getFileSystem().getOpenFileDescriptors()),
                told(system.getFileSystem().getMaxFileDescriptors()));
    }

    @Override
    public Tcp tcp() {
        InternetProtocolStats.TcpStats four = system.getInternetProtocolStats().getTCPv4Stats();
        InternetProtocolStats.TcpStats six = system.getInternetProtocolStats().getTCPv6Stats();
        return new Tcp(
                (double) four.getSegmentsReceived() + six.getSegmentsReceived(),
                (double) four.getSegmentsSent() + six.getSegmentsSent(),
                (double) four.getSegmentsRetransmitted() + six.getSegmentsRetransmitted(),
                (double) four.getOutResets() + six.getOutResets(),
                Double.NaN,
                Double.NaN);
    }

    @Override
    public Map<String, Long> tcpStates() {
        Map<String, Long> states = new TreeMap<>();
        for (IPConnection connection : system.getInternetProtocolStats().getConnections()) {
            if (connection.getType().startsWith("tcp")) {
                states.merge(state(connection), 1L, Long::sum);
            }
        }
        return states;
    }

    /** As Linux names it. */
    private static String state(IPConnection connection) {
        String state = String.valueOf(connection.getState()).toLowerCase(Locale.ROOT);
        return switch (state) {
            case "fin_wait_1" -> "fin_wait1";
            case "fin_wait_2" -> "fin_wait2";
            case "closed" -> "close";
            default -> state;
        };
    }

    @Override
    public List<Disk> disks() {
        return disks.now().stream().map(OshiMachine::disk).toList();
    }

    private static Disk disk(HWDiskStore disk) {
        return new Disk(
                disk.getName().substring(disk.getName().lastIndexOf('/') + 1),
                disk.getReadBytes(),
                disk.getWriteBytes(),
                disk.getReads(),
                disk.getWrites(),
                Double.NaN,
                Double.NaN,
                disk.getTransferTime() / MILLIS_PER_SECOND,
                disk.getCurrentQueueLength());
    }

    @Override
    public List<Interface> interfaces() {
        return interfaces.now().stream().map(OshiMachine::of).toList();
    }

    private static Interface of(NetworkIF one) {
        return new Interface(
                one.getName(),
                one.getBytesRecv(),
                one.getBytesSent(),
                one.getPacketsRecv(),
                one.getPacketsSent(),
                one.getInErrors(),
                one.getOutErrors(),
                one.getInDrops(),
                Double.NaN);
    }

    @Override
    public double speed(String name) {
        return interfaces.now().stream()
                .filter(one -> one.getName().equals(name) && one.getSpeed() > 0)
                .mapToDouble(NetworkIF::getSpeed)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** OSHI reads what they hold as it lists them. */
    @Override
    public List<Mount> mounts(boolean network) {
        Map<String, OSFileStore> listed = new TreeMap<>();
        system.getFileSystem().getFileStores(!network).stream()
                .filter(store -> store.getTotalSpace() > 0)
                .forEach(store -> listed.put(store.getMount(), store));
        stores = listed;
        return listed.values().stream().map(OshiMachine::mount).toList();
    }

    private static Mount mount(OSFileStore store) {
        boolean readOnly = List.of(store.getOptions().split(",", -1)).contains("ro");
        return new Mount(store.getMount(), store.getVolume(), store.getType(), readOnly);
    }

    @Override
    public FileSystem fileSystem(Mount mount) throws IOException {
        OSFileStore store = stores.get(mount.mountpoint());
        if (store == null) {
            throw new IOException("mountpoint: " + mount.mountpoint() + " (expected: one of those that were listed)");
        }
        Inodes.Count inodes = Inodes.count(store);
        return new FileSystem(
                mount.mountpoint(),
                mount.device(),
                mount.type(),
                mount.readOnly(),
                store.getTotalSpace(),
                store.getFreeSpace(),
                store.getUsableSpace(),
                inodes.all(),
                inodes.free());
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() {
        return Map.of();
    }

    @Override
    public double uptime() {
        return system.getSystemUptime();
    }

    @Override
    public int processors() {
        return processor.getLogicalProcessorCount();
    }
}
