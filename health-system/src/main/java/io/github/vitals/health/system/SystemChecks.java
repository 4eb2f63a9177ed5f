package io.github.vitals.health.system;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Checks of the machine and of the container that this process runs in: whether they are near what they can do, and when
 * they will be.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("cpu", SystemChecks.cpu().build())
 *         .check("memory", SystemChecks.memory().degradedAt(15).build())
 *         .check("throttling", SystemChecks.throttling().window(Duration.ofMinutes(10)).build());
 * }</pre>
 *
 * <p>What is counted is judged over a window of elapsed time that ends with the run, so a run in between changes nothing,
 * and nothing is said before one window has passed. Counters that begin anew, as those of a container that was started
 * again do, begin a new window.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>check</th><th>window</th><th>DEGRADED</th><th>DOWN</th></tr>
 *   <tr><td>{@link #cpu}</td><td>5 min</td><td>90 % used</td><td>never</td></tr>
 *   <tr><td>{@link #memory}</td><td>now; trend 4 h</td><td>10 % left, or 3 % within 30 min</td><td>3 % left</td></tr>
 *   <tr><td>{@link #swap}</td><td>now</td><td>80 % used</td><td>never</td></tr>
 *   <tr><td>{@link #inodes}</td><td>now; trend 1 h</td><td>10 % left, or 3 % within 4 h</td><td>3 % left</td></tr>
 *   <tr><td>{@link #diskBusy}</td><td>5 min</td><td>95 % of the time</td><td>never</td></tr>
 *   <tr><td>{@link #cpuPressure}</td><td>1 min</td><td>80 % of the time</td><td>never</td></tr>
 *   <tr><td>{@link #memoryPressure}</td><td>1 min</td><td>20 % of the time</td><td>never</td></tr>
 *   <tr><td>{@link #ioPressure}</td><td>1 min</td><td>60 % of the time</td><td>never</td></tr>
 *   <tr><td>{@link #throttling}</td><td>5 min</td><td>25 % of the periods</td><td>never</td></tr>
 *   <tr><td>{@link #oomKills}</td><td>1 h</td><td>1 process</td><td>never</td></tr>
 *   <tr><td>{@link #networkErrors}</td><td>5 min</td><td>1 % of the packets</td><td>never</td></tr>
 *   <tr><td>{@link #tcpRetransmissions}</td><td>5 min</td><td>5 % of the segments</td><td>never</td></tr>
 * </table>
 *
 * <p>A machine that is busy is at work, and the same machine, or the same load, is often that of a whole fleet: so hardly
 * anything is DOWN by itself, and none of the checks is critical. Their policy is a period of 30 s, and inline where only
 * files of the kernel are read. Every figure becomes a gauge, {@code health.system.cpu.used} and so on.
 *
 * <p>Where a figure is not there, on another system or without a container, the check is UP with the detail
 * {@code supported}, false. The reason is {@code saturated}; {@code assertion} for those of the network.
 *
 * <p>Thread-safe.
 */
public final class SystemChecks {
    private SystemChecks() {}

    /**
     * Looks at what share of the processors that this process may use was used: where its container may use fewer than
     * the machine has, by that container, else by everybody on the machine. Time that a hypervisor gave to others (steal)
     * counts as used. The message names steal from 5 % on, and time spent waiting for disks (iowait) from 10 % on. Details:
     * {@code of}, {@code processors}, {@code stealPercent}, {@code iowaitPercent}, {@code over}.
     *
     * @return a builder: percent used, over 5 min; DEGRADED at 90
     */
    public static SystemCheckBuilder cpu() {
        return here().cpu();
    }

    /**
     * Looks at what is left of the container's memory limit, or can still be had of the machine's memory, whichever is
     * the smaller share, and at when it will be gone. Files that can be read again do not count as used. The trend is
     * that of 4 h, so that a heap that grows after its start and then stays is not taken for one that leaks. Details:
     * {@code of}, {@code leftBytes}, {@code totalBytes}.
     *
     * @return a builder: percent left; DEGRADED at 10, DOWN at 3, DEGRADED if 3 is reached within 30 min
     */
    public static SystemCheckBuilder memory() {
        return here().memory();
    }

    /**
     * Looks at how much of the swap is used; UP where there is none. Details: {@code totalBytes}, {@code freeBytes}.
     *
     * @return a builder: percent used; DEGRADED at 80
     */
    public static SystemCheckBuilder swap() {
        return here().swap();
    }

    /**
     * Looks at how many more files the file system of a path may have. Space is looked at by
     * {@link io.github.vitals.health.checks.DiskSpaceCheck}. Inodes are told where OSHI is a dependency, and by file
     * systems that have a fixed number of them. Details: {@code inodes}, {@code inodesFree}, {@code mountpoint}.
     *
     * @param path a file or folder that exists when the check runs
     * @return a builder: percent left; DEGRADED at 10, DOWN at 3, DEGRADED if 3 is reached within 4 h; not inline
     */
    public static SystemCheckBuilder inodes(Path path) {
        return here().inodes(Objects.requireNonNull(path, "path: null (expected: a path)"));
    }

    /**
     * Looks at what share of the time a disk was busy: the busiest one counts. A disk that does much at once may be busy
     * all the time and not be at its limit. Details: {@code of}, the disk, and {@code over}.
     *
     * @return a builder: percent of the time, over 5 min; DEGRADED at 95
     */
    public static SystemCheckBuilder diskBusy() {
        return here().diskBusy();
    }

    /**
     * Looks at what share of the time some task waited for a processor: pressure stall information, of the container
     * where the kernel tells it, else of the machine. Details: {@code of} and {@code over}.
     *
     * @return a builder: percent of the time, over 1 min; DEGRADED at 80
     */
    public static SystemCheckBuilder cpuPressure() {
        return here().pressure(Pressure.Of.CPU);
    }

    /**
     * Looks at what share of the time some task waited for memory: for pages that were given away and had to come back,
     * or for others to be given away. Else as {@link #cpuPressure}.
     *
     * @return a builder: percent of the time, over 1 min; DEGRADED at 20
     */
    public static SystemCheckBuilder memoryPressure() {
        return here().pressure(Pressure.Of.MEMORY);
    }

    /**
     * Looks at what share of the time some task waited for a disk. Else as {@link #cpuPressure}.
     *
     * @return a builder: percent of the time, over 1 min; DEGRADED at 60
     */
    public static SystemCheckBuilder ioPressure() {
        return here().pressure(Pressure.Of.IO);
    }

    /**
     * Looks at in what share of its periods the container had used up its processor time and had to wait for the next
     * one. Fewer than 100 periods with work in the window are not judged. Details: {@code of} and {@code over}.
     *
     * @return a builder: percent of the periods, over 5 min; DEGRADED at 25
     */
    public static SystemCheckBuilder throttling() {
        return here().throttling();
    }

    /**
     * Looks at how many processes of the container, or where it does not count them of the machine, were killed for want
     * of memory, and so says for an hour that one was. Those from before the check was made do not count. Details:
     * {@code of} and {@code over}.
     *
     * @return a builder: processes, over 1 h; DEGRADED at 1
     */
    public static SystemCheckBuilder oomKills() {
        return here().oomKills();
    }

    /**
     * Looks at what share of the packets of a network interface were wrong or dropped, received and sent together: the
     * worst interface counts. Left out are {@code lo}, those of containers and virtual machines, and those with fewer than
     * 10,000 packets in the window. Details: {@code of}, the interface, and {@code over}.
     *
     * @return a builder: percent of the packets, over 5 min; DEGRADED at 1
     */
    public static SystemCheckBuilder networkErrors() {
        return here().networkErrors();
    }

    /**
     * Looks at what share of the TCP segments had to be sent again. Fewer than 1,000 segments in the window are not
     * judged. Detail: {@code over}.
     *
     * @return a builder: percent of the segments, over 5 min; DEGRADED at 5
     */
    public static SystemCheckBuilder tcpRetransmissions() {
        return here().tcpRetransmissions();
    }

    private static MachineChecks here() {
        Roots roots = Roots.own();
        Machine machine = Machines.find(roots);
        return new MachineChecks(machine, Containers.find(roots.proc(), machine), System::nanoTime);
    }
}
