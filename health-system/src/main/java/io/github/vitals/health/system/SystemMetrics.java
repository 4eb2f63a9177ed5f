package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine, the container and the JVM as meters.
 *
 * <pre>{@code
 * SystemMetrics system = SystemMetrics.bindTo(meters);
 * }</pre>
 *
 * <p>The JVM is shown by Micrometer's own binders, under their names, and by what HotSpot counts of its safepoints; what
 * the application has bound before is left to it.
 *
 * <p>A scrape reads each file of the kernel once, and nothing that could hang: file systems are read on a thread of their
 * own, every 10 s. Meters of disks, interfaces and file systems come and go with them; of each kind 64 are shown at most.
 * What the system does not tell has no meter. Two daemon threads are held until it is closed, and one more for each file
 * system that hangs.
 *
 * <p>Thread-safe.
 */
public final class SystemMetrics implements AutoCloseable {
    private final Threads threads = new Threads();
    private final Sources sources;
    private final FileSystems fileSystems;
    private final List<Devices<?>> devices;
    private final Meters meters;
    private final LongSupplier ticker;
    private final MeterRegistry registry;
    private volatile @Nullable JvmMeters jvm;

    SystemMetrics(Machine machine, Shown shown, LongSupplier ticker, MeterRegistry registry) {
        this.sources = Sources.of(machine, shown, ticker);
        this.fileSystems = new FileSystems(new ShownMounts(machine, shown), ticker, threads.reading(), this::follow);
        this.devices = List.of(
                new Devices<>("disk", registry, sources.disks(), DiskMeters::add),
                new Devices<>("interface", registry, sources.interfaces(), NetworkMeters::add),
                new Devices<>("speed of an interface", registry, sources.speeds(), NetworkMeters::addSpeed),
                new Devices<>("state of connections", registry, sources.tcpStates(), TcpMeters::addState),
                new Devices<>("file system", registry, fileSystems, new FileSystemMeters(ticker)::add));
        this.meters = new Meters(registry);
        this.ticker = ticker;
        this.registry = registry;
        addMachine();
        follow();
    }

    private void addMachine() {
        CpuMeters.add(meters, sources.work());
        MemoryMeters.add(meters, sources.memory(), sources.paging());
        PressureMeters.add(meters, "system.pressure.waiting", sources.pressure());
        TcpMeters.add(meters, sources.tcp());
        UseMeters.add(meters, sources.files(), sources.uptime());
    }

    SystemMetrics with(Container container) {
        ContainerMeters.add(meters, container, ticker);
        return this;
    }

    SystemMetrics withJvm() {
        jvm = JvmMeters.bindTo(registry, ticker);
        return this;
    }

    SystemMetrics start() {
        threads.look(this::look);
        return this;
    }

    /** Reads what is not read in a scrape; file systems by and by, on another thread. */
    void look() {
        sources.look();
        follow();
        fileSystems.look();
    }

    private void follow() {
        devices.forEach(Devices::follow);
    }

    /**
     * Adds all meters, with the defaults of {@link #builder()}. Once for each registry: a second one's would be the same.
     *
     * @param registry where the meters are to be
     * @return what removes them again when it is closed; it need not be kept
     */
    public static SystemMetrics bindTo(MeterRegistry registry) {
        return builder().bindTo(registry);
    }

    /**
     * Starts to describe what is to be shown.
     *
     * @return a new builder
     */
    public static SystemMetricsBuilder builder() {
        return new SystemMetricsBuilder();
    }

    /** Removes every meter that was added, and ends the threads. */
    @Override
    public void close() {
        threads.close();
        devices.forEach(Devices::close);
        JvmMeters bound = jvm;
        if (bound != null) {
            bound.close();
        }
        meters.close();
    }
}
