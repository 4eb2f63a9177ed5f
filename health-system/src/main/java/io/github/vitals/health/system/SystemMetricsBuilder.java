package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;

/** Describes what {@link SystemMetrics} shows. Not thread-safe. */
public final class SystemMetricsBuilder {
    private Roots roots = Roots.own();
    private Shown shown = Shown.byDefault();
    private boolean jvm = true;

    SystemMetricsBuilder() {}

    /**
     * Chooses disks by their names, as {@code sda} or {@code dm-0}; by default all are shown that were ever used.
     * Partitions, memory and images never are.
     *
     * @param chosen whether a disk is shown
     * @return this
     */
    public SystemMetricsBuilder disks(Predicate<String> chosen) {
        shown = shown.withDisks(Objects.requireNonNull(chosen, "disks: null (expected: a predicate of names)"));
        return this;
    }

    /**
     * Chooses network interfaces by their names, as {@code eth0}; by default all but {@code lo} and those of containers
     * and virtual machines: {@code veth*}, {@code docker*}, {@code br-*}, {@code cni*}, {@code cali*}, {@code virbr*} and
     * {@code tap*}.
     *
     * @param chosen whether an interface is shown
     * @return this
     */
    public SystemMetricsBuilder interfaces(Predicate<String> chosen) {
        shown = shown.withInterfaces(
                Objects.requireNonNull(chosen, "interfaces: null (expected: a predicate of names)"));
        return this;
    }

    /**
     * Chooses file systems by where they are mounted; by default all. Those that are in memory, of the kernel's own, or
     * images never are shown.
     *
     * @param chosen whether a file system is shown
     * @return this
     */
    public SystemMetricsBuilder fileSystems(Predicate<String> chosen) {
        shown = shown.withFileSystems(
                Objects.requireNonNull(chosen, "fileSystems: null (expected: a predicate of mountpoints)"));
        return this;
    }

    /**
     * Shows file systems of a network as well, such as NFS, CIFS, Ceph and those of FUSE; not by default, since each that
     * hangs keeps a thread.
     *
     * @param chosen whether they are shown
     * @return this
     */
    public SystemMetricsBuilder networkFileSystems(boolean chosen) {
        shown = shown.withNetwork(chosen);
        return this;
    }

    /**
     * Shows the JVM and its process, by Micrometer's own binders; by default they are shown. A binder that the application
     * has bound before is left to it.
     *
     * @param chosen whether they are shown
     * @return this
     */
    public SystemMetricsBuilder jvm(boolean chosen) {
        jvm = chosen;
        return this;
    }

    /**
     * Where the kernel tells of the machine, for an agent in a container that has the machine's mounted elsewhere. Network
     * and mounts are then those of the machine's first process. Default: {@code /proc}.
     *
     * @param proc a folder of the kind of {@code /proc}
     * @return this
     * @throws IllegalArgumentException if it is none
     */
    public SystemMetricsBuilder proc(Path proc) {
        if (!Files.isReadable(proc.resolve("stat"))) {
            throw new IllegalArgumentException("proc: " + proc + " (expected: a folder with a file stat)");
        }
        roots = new Roots(proc, roots.sys(), roots.root());
        return this;
    }

    /**
     * Where the kernel tells of devices. Default: {@code /sys}.
     *
     * @param sys a folder of the kind of {@code /sys}
     * @return this
     */
    public SystemMetricsBuilder sys(Path sys) {
        roots = new Roots(roots.proc(), Objects.requireNonNull(sys, "sys: null (expected: a folder)"), roots.root());
        return this;
    }

    /**
     * Where an agent has the root of the machine's file systems mounted, which are read below it. Default: {@code /}.
     *
     * @param root a folder
     * @return this
     */
    public SystemMetricsBuilder root(Path root) {
        roots = new Roots(roots.proc(), roots.sys(), Objects.requireNonNull(root, "root: null (expected: a folder)"));
        return this;
    }

    /**
     * Adds the meters.
     *
     * @param registry where the meters are to be
     * @return what removes them again when it is closed
     */
    public SystemMetrics bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry: null (expected: a meter registry)");
        Machine machine = Machines.find(roots);
        SystemMetrics metrics = new SystemMetrics(machine, shown, System::nanoTime, registry)
                .with(Containers.find(roots.proc(), machine));
        return (jvm ? metrics.withJvm() : metrics).start();
    }
}
