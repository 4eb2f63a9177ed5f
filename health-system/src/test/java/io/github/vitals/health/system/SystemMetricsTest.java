package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SystemMetricsTest {
    private static final ConditionFactory SOON = Awaitility.await().pollInterval(Duration.ofMillis(5));

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("system-metrics"))
                .map(thread -> thread.getName() + (thread.isDaemon() ? " daemon" : ""))
                .collect(Collectors.toSet());
    }

    private Set<String> tags(String name, String tag) {
        return meters.find(name).meters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag(tag))
                .collect(Collectors.toSet());
    }

    private SystemMetrics bind(Kernel kernel, Shown shown) {
        return new SystemMetrics(kernel.machine(), shown, ticker, meters);
    }

    @Test
    void oneCallShowsTheMachineAndClosingTakesItAway() {
        try (SystemMetrics system = SystemMetrics.bindTo(meters)) {
            assertThat(meters.get("system.memory.total").gauge().value()).isPositive();
            assertThat(meters.get("system.cpu.time")
                            .tag("state", "user")
                            .functionCounter()
                            .count())
                    .isPositive();
            SOON.until(() -> meters.find("system.filesystem.size").gauge() != null);
            assertThat(tags("system.tcp.connections", "state")).contains("established", "listen");
            assertThat(threads()).containsExactlyInAnyOrder("system-metrics daemon", "system-metrics-files daemon");
        }
        assertThat(meters.getMeters()).isEmpty();
        SOON.until(() -> threads().isEmpty());
    }

    @Test
    void whatBindToReturnsNeedNotBeKept() {
        WeakReference<SystemMetrics> held = new WeakReference<>(SystemMetrics.bindTo(meters));
        SOON.until(() -> meters.find("system.filesystem.size").gauge() != null);
        System.gc();
        assertThat(held.get()).isNotNull();
        held.get().close();
    }

    @Test
    void metersFollowDisksAndInterfacesAsTheyComeAndGo() {
        Kernel kernel = Kernel.RECENT.copiedTo(folder);
        try (SystemMetrics system = bind(kernel, Shown.byDefault())) {
            assertThat(tags("system.disk.io", "device")).containsExactly("vda");
            assertThat(tags("system.network.io", "interface")).containsExactlyInAnyOrder("eth0", "ifb0", "ifb1");
            kernel.tells("diskstats", " 8 0 sda 1 0 8 1 1 0 8 1 0 1 1\n");
            kernel.tells("1/net/dev", "eth1: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n");
            Kernel.write(kernel.roots().sys().resolve("block/sda/size"), new byte[0]);
            Kernel.write(kernel.roots().sys().resolve("class/net/eth1/speed"), "1000\n".getBytes());
            ticker.pass(Duration.ofSeconds(10));
            system.look();
            assertThat(tags("system.disk.io", "device")).containsExactly("sda");
            assertThat(tags("system.network.io", "interface")).containsExactly("eth1");
            assertThat(meters.get("system.network.speed").gauge().value()).isEqualTo(1e9);
        }
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void interfacesOfContainersAndVirtualMachinesAreLeftOut() {
        try (SystemMetrics system = bind(Kernel.NODE, Shown.byDefault())) {
            assertThat(tags("system.network.io", "interface")).containsExactlyInAnyOrder("eth0", "tailscale0");
        }
    }

    @Test
    void devicesAreChosenByName() {
        Shown shown =
                Shown.byDefault().withDisks(name -> name.startsWith("md")).withInterfaces(name -> name.equals("lo"));
        try (SystemMetrics system = bind(Kernel.NODE, shown)) {
            assertThat(tags("system.disk.io", "device")).containsExactly("md127");
            assertThat(tags("system.network.io", "interface")).containsExactly("lo");
        }
    }

    @Test
    void fileSystemsAreChosenByTheirMountpointAndThoseOfANetworkAreAskedFor() {
        Kernel kernel = Kernel.RECENT.copiedTo(folder);
        kernel.tells(
                "1/mountinfo",
                "27 1 254:0 / /proc rw - ext4 /dev/vda rw\n28 1 0:60 / /sys rw - nfs4 filer:/export rw\n");
        try (SystemMetrics system = SystemMetrics.builder()
                .proc(kernel.roots().proc())
                .root(folder)
                .fileSystems(mountpoint -> !mountpoint.equals("/proc"))
                .networkFileSystems(true)
                .disks(name -> false)
                .interfaces(name -> false)
                .bindTo(meters)) {
            SOON.until(() -> meters.find("system.filesystem.size").gauge() != null);
            assertThat(tags("system.filesystem.size", "mountpoint")).containsExactly("/sys");
            assertThat(meters.find("system.disk.io").meters()).isEmpty();
            assertThat(meters.find("system.network.io").meters()).isEmpty();
        }
    }

    @Test
    void anAgentReadsTheMachinesFilesWhereTheyAreMounted() {
        Kernel kernel = Kernel.RECENT.copiedTo(folder);
        kernel.tells("1/mountinfo", "27 1 254:0 / /proc rw - ext4 /dev/vda rw\n");
        try (SystemMetrics system = SystemMetrics.builder()
                .proc(kernel.roots().proc())
                .sys(kernel.roots().sys())
                .root(folder)
                .bindTo(meters)) {
            assertThat(meters.get("system.uptime").gauge().value()).isEqualTo(38891.36);
            SOON.until(() -> meters.find("system.filesystem.size").gauge() != null);
            assertThat(tags("system.filesystem.size", "mountpoint")).containsExactly("/proc");
        }
    }

    @Test
    void aFolderThatIsNoProcIsRefused() {
        assertThatThrownBy(() -> SystemMetrics.builder().proc(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proc: " + folder + " (expected: a folder with a file stat)");
    }

    @Test
    void whatAnOldKernelDoesNotTellHasNoMeter() {
        try (SystemMetrics system = bind(Kernel.OLD, Shown.byDefault())) {
            assertThat(meters.find("system.memory.available").meters()).isEmpty();
            assertThat(meters.find("system.pressure.waiting").meters()).isEmpty();
            assertThat(meters.find("system.memory.oom.kills").meters()).isEmpty();
            assertThat(meters.get("system.memory.total").gauge().value()).isPositive();
        }
    }
}
