package io.github.vitals.health.system;

import static io.github.vitals.health.system.Tree.GIB;
import static io.github.vitals.health.system.Tree.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupV2Test {
    private static final String ROOT = "sys/fs/cgroup";

    @TempDir
    private Path folder;

    private Tree tree;

    @BeforeEach
    void machine() {
        tree = new Tree(folder);
    }

    /** What the kernel has in the cgroup of a container. */
    private Tree filled(String group) {
        return tree.group(group)
                .file(group + "/cpu.max", "150000 100000\n")
                .file(group + "/cpu.stat", """
                        usage_usec 7500000
                        user_usec 6000000
                        system_usec 1500000
                        nice_usec 0
                        core_sched.force_idle_usec 0
                        nr_periods 400
                        nr_throttled 30
                        throttled_usec 2500000
                        nr_bursts 0
                        burst_usec 0
                        """)
                .file(group + "/memory.max", "536870912\n")
                .file(group + "/memory.current", "314572800\n")
                .file(
                        group + "/memory.stat",
                        "anon 200000000\nfile 100000000\nactive_file 1\ninactive_file 104857600\n")
                .file(group + "/memory.events", "low 0\nhigh 3\nmax 17\noom 2\noom_kill 1\noom_group_kill 0\n")
                .file(group + "/pids.max", "100\n")
                .file(group + "/pids.current", "42\n")
                .file(group + "/cpu.pressure", """
                        some avg10=0.00 avg60=0.00 avg300=0.00 total=3000000
                        full avg10=0.00 avg60=0.00 avg300=0.00 total=1000000
                        """);
    }

    @Nested
    class InANamespaceOfItsOwn {
        @BeforeEach
        void docker() {
            tree.in("0::/").mounted("/", ROOT, "cgroup2", "nsdelegate,memory_recursiveprot");
            filled(ROOT);
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
            assertThat(container.pressure()).containsOnlyKeys(Pressure.Of.CPU).containsValue(new Pressure(3, 1));
        }

        @Test
        void limitsThatAreRaisedInPlaceAreSeen() throws IOException {
            Container container = tree.container();
            tree.file(ROOT + "/cpu.max", "300000 100000\n").file(ROOT + "/memory.max", "1073741824\n");
            assertThat(container.cpuLimit()).isEqualTo(3);
            assertThat(container.memory().limit()).isEqualTo(GIB);
        }

        @Test
        void withoutLimitsThoseOfTheMachineHold() throws IOException {
            tree.file(ROOT + "/cpu.max", "max 100000\n")
                    .file(ROOT + "/memory.max", "max\n")
                    .file(ROOT + "/pids.max", "max\n");
            Container container = tree.container();
            assertThat(container.cpuLimit()).isEqualTo(8);
            assertThat(container.memory()).isEqualTo(new Container.Memory(300 * MIB, 200 * MIB, 16 * GIB));
            assertThat(container.tasks()).isEqualTo(new Container.Tasks(42, 32768));
            assertThat(container.throttling().periods()).isEqualTo(400);
        }

        @Test
        void noLimitIsAboveTheMachines() throws IOException {
            tree.file(ROOT + "/cpu.max", "6400000 100000\n").file(ROOT + "/memory.max", "1099511627776\n");
            assertThat(tree.container().cpuLimit()).isEqualTo(8);
            assertThat(tree.container().memory().limit()).isEqualTo(16 * GIB);
        }

        @Test
        void processorsOnWhichItMustNotRunDoNotCount() throws IOException {
            assertThat(tree.allowed("0,5-6").container().cpuLimit()).isEqualTo(1.5);
            assertThat(tree.allowed("5").container().cpuLimit()).isEqualTo(1);
        }

        @Test
        void aWorkingSetIsNeverLessThanNothing() throws IOException {
            tree.file(ROOT + "/memory.stat", "inactive_file 904857600\n");
            assertThat(tree.container().memory().workingSet()).isZero();
        }
    }

    @Nested
    class InTheTreeOfTheMachine {
        private static final String SLICE = ROOT + "/system.slice";
        private static final String SERVICE = SLICE + "/shop.service";

        @BeforeEach
        void service() {
            tree.in("0::/system.slice/shop.service").mounted("/", ROOT, "cgroup2", "");
            tree.file(ROOT + "/cgroup.procs", "1\n").file(ROOT + "/cpu.stat", "usage_usec 9\nuser_usec 9\n");
            tree.group(SLICE).file(SLICE + "/cpu.stat", "usage_usec 8\nuser_usec 8000000\nsystem_usec 9000000\n");
            filled(SERVICE);
        }

        @Test
        void itsOwnLimitHoldsWhereItIsTheLowest() throws IOException {
            tree.file(SLICE + "/memory.max", "1073741824\n").file(SLICE + "/cpu.max", "400000 100000\n");
            assertThat(tree.container().memory().limit()).isEqualTo(512 * MIB);
            assertThat(tree.container().cpu()).isEqualTo(new Container.Cpu(6, 1.5));
        }

        @Test
        void whereALowerLimitIsSharedSoAreTheFiguresThatCountAgainstIt() throws IOException {
            tree.file(SLICE + "/memory.max", "419430400\n")
                    .file(SLICE + "/memory.current", "408944640\n")
                    .file(SLICE + "/memory.stat", "inactive_file 1048576\n")
                    .file(SLICE + "/memory.events", "max 99\noom_kill 5\n")
                    .file(SLICE + "/cpu.max", "100000 100000\n")
                    .file(SLICE + "/pids.max", "50\n")
                    .file(SLICE + "/pids.current", "49\n");
            Container container = tree.container();
            assertThat(container.memory()).isEqualTo(new Container.Memory(390 * MIB, 389 * MIB, 400 * MIB));
            assertThat(container.memoryEvents()).isEqualTo(new Container.MemoryEvents(99, 5));
            assertThat(container.cpuLimit()).isEqualTo(1);
            assertThat(container.cpu()).isEqualTo(new Container.Cpu(8, 9));
            assertThat(container.tasks()).isEqualTo(new Container.Tasks(49, 50));
        }

        @Test
        void aControllerThatIsNotSwitchedOnSoFarDownTellsOfTheGroupAbove() throws IOException {
            tree.in("").file("proc/self/cgroup", "0::/system.slice/shop.service/worker\n");
            tree.group(SERVICE + "/worker").file(SERVICE + "/worker/cpu.stat", "user_usec 1000000\nsystem_usec 0\n");
            tree.file(SERVICE + "/memory.max", "max\n").file(SERVICE + "/cpu.max", "max 100000\n");
            assertThat(tree.container().memory().usage()).isEqualTo(300 * MIB);
            assertThat(tree.container().cpu().user()).isEqualTo(1);
        }

        @Test
        void theRootIsTheMachineAndNoContainer() throws IOException {
            tree.file("proc/self/cgroup", "0::/\n");
            Container container = tree.container();
            assertThat(container.present()).isFalse();
            assertThat(container.cpu().user()).isNaN();
            assertThat(container.pressure()).isEmpty();
            assertThat(container.cpuLimit()).isEqualTo(8);
        }
    }

    @Nested
    class WhereOnlyAPartOfTheTreeIsSeen {
        @Test
        void itsPathBeginsWhereThePartDoes() throws IOException {
            tree.in("0::/kubepods.slice/pod7.slice/cri-3.scope/init")
                    .mounted("/kubepods.slice/pod7.slice/cri-3.scope", ROOT, "cgroup2", "");
            tree.group(ROOT);
            filled(ROOT + "/init");
            tree.group(ROOT + "/cri-3.scope/init").file(ROOT + "/cri-3.scope/init/memory.current", "1\n");
            assertThat(tree.container().memory().usage()).isEqualTo(300 * MIB);
        }

        @Test
        void aPathOfOutsideIsThatOfThePart() throws IOException {
            tree.in("0::/../../system.slice/docker-3.scope").mounted("/", ROOT, "cgroup2", "");
            filled(ROOT);
            assertThat(tree.container().memory().usage()).isEqualTo(300 * MIB);
        }

        @Test
        void whatIsSeenOfOutsideOnlyIsNotTheProcessesOwn() throws IOException {
            tree.in("0::/").mounted("/..", ROOT, "cgroup2", "");
            filled(ROOT);
            assertThat(tree.container().present()).isFalse();
        }

        @Test
        void aProcessThatWasMovedOutOfItsNamespaceIsFoundOutside() throws IOException {
            tree.in("0::/../system.slice").mounted("/..", ROOT, "cgroup2", "");
            tree.group(ROOT);
            filled(ROOT + "/system.slice");
            assertThat(tree.container().memory().usage()).isEqualTo(300 * MIB);
        }

        @Test
        void aPathDoesNotLeadOutOfTheMount() throws IOException {
            tree.in("0::/../../secret").mounted("/..", ROOT, "cgroup2", "");
            filled("sys/fs/secret");
            filled(ROOT);
            tree.file(ROOT + "/memory.max", "1048576\n");
            assertThat(tree.container().memory().limit()).isEqualTo(MIB);
        }

        @Test
        void theMountThatShowsMostIsLookedAt() throws IOException {
            tree.in("0::/pod/container")
                    .mounted("/pod/container", "narrow", "cgroup2", "")
                    .mounted("/other", "other", "cgroup2", "")
                    .mounted("/", ROOT, "cgroup2", "");
            filled("narrow");
            filled("other");
            filled(ROOT + "/pod/container");
            tree.group(ROOT + "/pod").file(ROOT + "/pod/memory.max", "1048576\n");
            assertThat(tree.container().memory().limit()).isEqualTo(MIB);
        }

        @Test
        void aMountThatIsCoveredByAnotherIsPassedOver() throws IOException {
            tree.in("0::/pod").mounted("/", "covered", "cgroup2", "").mounted("/pod", ROOT, "cgroup2", "");
            filled(ROOT);
            assertThat(tree.container().memory().limit()).isEqualTo(512 * MIB);
        }

        @Test
        void spacesInFoldersAreRead() throws IOException {
            tree.in("0::/pod one").mounted("/", "sys/c group", "cgroup2", "");
            filled("sys/c group/pod one");
            assertThat(tree.container().memory().limit()).isEqualTo(512 * MIB);
        }
    }
}
