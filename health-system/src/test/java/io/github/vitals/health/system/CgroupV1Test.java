package io.github.vitals.health.system;

import static io.github.vitals.health.system.Tree.GIB;
import static io.github.vitals.health.system.Tree.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupV1Test {
    private static final String CPU = "sys/fs/cgroup/cpu,cpuacct";
    private static final String MEMORY = "sys/fs/cgroup/memory";
    private static final String PIDS = "sys/fs/cgroup/pids";
    private static final String UNIFIED = "sys/fs/cgroup/unified";
    private static final String NO_LIMIT = "9223372036854771712\n";

    @TempDir
    private Path folder;

    private Tree tree;

    /** Docker without a namespace for cgroups: the path is that of outside, and only its end is mounted. */
    @BeforeEach
    void docker() {
        tree = new Tree(folder)
                .in("11:memory:/docker/3f")
                .in("7:pids:/docker/3f")
                .in("4:cpu,cpuacct:/docker/3f")
                .in("1:name=systemd:/docker/3f")
                .in("0::/docker/3f")
                .mounted("/docker/3f", MEMORY, "cgroup", "memory")
                .mounted("/docker/3f", PIDS, "cgroup", "pids")
                .mounted("/docker/3f", CPU, "cgroup", "cpu,cpuacct")
                .mounted("/docker/3f", "sys/fs/cgroup/systemd", "cgroup", "xattr,name=systemd");
        cpu(CPU, 150000);
        memory(MEMORY, "536870912\n");
        tree.group(PIDS).file(PIDS + "/pids.max", "100\n").file(PIDS + "/pids.current", "42\n");
    }

    private Tree cpu(String group, int quota) {
        return tree.group(group)
                .file(group + "/cpu.cfs_quota_us", quota + "\n")
                .file(group + "/cpu.cfs_period_us", "100000\n")
                .file(group + "/cpu.stat", "nr_periods 400\nnr_throttled 30\nthrottled_time 2500000000\n")
                .file(group + "/cpuacct.stat", "user 600\nsystem 150\n");
    }

    private Tree memory(String group, String limit) {
        return tree.group(group)
                .file(group + "/memory.limit_in_bytes", limit)
                .file(group + "/memory.usage_in_bytes", "314572800\n")
                .file(
                        group + "/memory.stat",
                        "inactive_file 1\nhierarchical_memory_limit " + limit + "total_inactive_file 104857600\n")
                .file(group + "/memory.failcnt", "17\n")
                .file(group + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
    }

    @Test
    void whatItMayUseAndUsesIsShown() throws IOException {
        Container container = tree.container();
        assertThat(container.present()).isTrue();
        assertThat(container.cpuLimit()).isEqualTo(1.5);
        assertThat(container.cpu()).isEqualTo(new Container.Cpu(6, 1.5));
        assertThat(container.throttling()).isEqualTo(new Container.Throttling(400, 30, 2.5));
        assertThat(container.memory()).isEqualTo(new Container.Memory(300 * MIB, 200 * MIB, 512 * MIB));
        assertThat(container.memoryEvents()).isEqualTo(new Container.MemoryEvents(17, 1));
        assertThat(container.tasks()).isEqualTo(new Container.Tasks(42, 100));
        assertThat(container.pressure()).isEmpty();
    }

    @Test
    void withoutLimitsThoseOfTheMachineHold() throws IOException {
        cpu(CPU, -1);
        memory(MEMORY, NO_LIMIT);
        tree.file(PIDS + "/pids.max", "max\n");
        Container container = tree.container();
        assertThat(container.cpuLimit()).isEqualTo(8);
        assertThat(container.memory()).isEqualTo(new Container.Memory(300 * MIB, 200 * MIB, 16 * GIB));
        assertThat(container.tasks().limit()).isEqualTo(32768);
    }

    @Test
    void noLimitIsNoneAlsoWhereTheMachineDoesNotTellItsOwn() throws IOException {
        memory(MEMORY, NO_LIMIT).file("proc/meminfo", "");
        assertThat(tree.container().memory().limit()).isNaN();
    }

    @Test
    void aLimitOfAGroupThatCannotBeSeenHoldsWhereTheKernelTellsIt() throws IOException {
        tree.file(MEMORY + "/memory.stat", "hierarchical_memory_limit 419430400\ntotal_inactive_file 0\n");
        assertThat(tree.container().memory().limit()).isEqualTo(400 * MIB);
    }

    @Test
    void ofALowerLimitFurtherUpTheFiguresAreShownAndKillsOnTheWayAddedUp() throws IOException {
        tree.file("proc/self/cgroup", "11:memory:/docker/3f/init\n4:cpu,cpuacct:/docker/3f/init\n");
        memory(MEMORY + "/init", NO_LIMIT).file(MEMORY + "/init/memory.usage_in_bytes", "1\n");
        cpu(CPU + "/init", -1).file(CPU + "/init/cpuacct.stat", "user 1\nsystem 1\n");
        Container container = tree.container();
        assertThat(container.memory().usage()).isEqualTo(300 * MIB);
        assertThat(container.memoryEvents()).isEqualTo(new Container.MemoryEvents(17, 2));
        assertThat(container.cpuLimit()).isEqualTo(1.5);
        assertThat(container.cpu()).isEqualTo(new Container.Cpu(6, 1.5));
    }

    @Test
    void theRootIsTheMachineAndNoContainer() throws IOException {
        tree.file("proc/self/cgroup", "11:memory:/\n7:pids:/\n4:cpu,cpuacct:/\n");
        for (String root : new String[] {MEMORY, PIDS, CPU}) {
            tree.file(root + "/release_agent", "\n");
        }
        Container container = tree.container();
        assertThat(container.present()).isFalse();
        assertThat(container.memory()).isEqualTo(new Container.Memory(Double.NaN, Double.NaN, 16 * GIB));
        assertThat(container.memoryEvents().oomKills()).isNaN();
        assertThat(container.tasks().count()).isNaN();
        assertThat(container.cpu().user()).isNaN();
        assertThat(container.throttling().periods()).isNaN();
    }

    @Test
    void inANamespaceOfItsOwnWhatLooksLikeTheRootIsTheContainer() throws IOException {
        tree.file("proc/self/cgroup", "11:memory:/\n").file("proc/self/mountinfo", "");
        tree.mounted("/", MEMORY, "cgroup", "memory");
        assertThat(tree.container().memory().limit()).isEqualTo(512 * MIB);
    }

    @Test
    void controllersMayBeInTreesOfTheirOwn() throws IOException {
        tree.file("proc/self/cgroup", "2:cpuacct:/a\n1:cpu:/\n").file("proc/self/mountinfo", "");
        tree.mounted("/", "cpu", "cgroup", "cpu").mounted("/", "account", "cgroup", "cpuacct");
        tree.group("cpu").file("cpu/release_agent", "\n");
        tree.group("account/a").file("account/a/cpuacct.stat", "user 300\nsystem 100\n");
        assertThat(tree.container().cpu()).isEqualTo(new Container.Cpu(3, 1));
        assertThat(tree.container().throttling().periods()).isNaN();
    }

    @Test
    void besidesVersionTwoTellsOfPressureAndOfWhatVersionOneDoesNotHave() throws IOException {
        tree.file("proc/self/cgroup", "11:memory:/docker/3f\n0::/docker/3f\n")
                .mounted("/", UNIFIED, "cgroup2", "")
                .group(UNIFIED + "/docker/3f")
                .file(UNIFIED + "/docker/3f/cpu.stat", "usage_usec 3000000\nuser_usec 2000000\nsystem_usec 1000000\n")
                .file(UNIFIED + "/docker/3f/memory.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=5000000\n");
        Container container = tree.container();
        assertThat(container.memory().limit()).isEqualTo(512 * MIB);
        assertThat(container.cpu()).isEqualTo(new Container.Cpu(2, 1));
        assertThat(container.pressure().get(Pressure.Of.MEMORY).some()).isEqualTo(5);
    }
}
