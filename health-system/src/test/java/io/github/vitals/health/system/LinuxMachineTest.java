package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinuxMachineTest {
    private static final double KIB = 1024;

    @Nested
    class OfARecentKernel {
        private final Machine machine = Kernel.RECENT.machine();

        @Test
        void timesAreHundredthsOfASecondWithTheTwoKindsOfInterruptsTogether() throws IOException {
            List<String> told = ProcFile.words(
                    Kernel.RECENT.told("stat").lines().findFirst().orElseThrow());
            Machine.Cpu cpu = machine.cpu();
            assertThat(cpu.user() * 100).isCloseTo(Double.parseDouble(told.get(1)), within(1e-6));
            assertThat(cpu.idle() * 100).isCloseTo(Double.parseDouble(told.get(4)), within(1e-6));
            assertThat(cpu.interrupt() * 100)
                    .isCloseTo(Double.parseDouble(told.get(6)) + Double.parseDouble(told.get(7)), within(1e-6));
            assertThat(cpu.steal() * 100).isCloseTo(Double.parseDouble(told.get(8)), within(1e-6));
            assertThat(machine.processors()).isEqualTo(2);
        }

        @Test
        void whatIsToldAtOnceIsWhatIsToldByItself() throws IOException {
            assertThat(machine.work()).isEqualTo(new Machine.Work(machine.cpu(), machine.tasks(), machine.load()));
            assertThat(machine.allMemory()).isEqualTo(new Machine.AllMemory(machine.memory(), machine.swap()));
        }

        @Test
        void loadTasksUptimeAndFilesAreRead() throws IOException {
            assertThat(machine.load()).isEqualTo(new Machine.Load(3.64, 4.01, 3.29));
            assertThat(machine.tasks().all()).isEqualTo(88);
            assertThat(machine.tasks().contextSwitches()).isPositive();
            assertThat(machine.uptime()).isEqualTo(38891.36);
            assertThat(machine.files()).isEqualTo(new Machine.Files(450, 2466170));
        }

        @Test
        void memoryIsInBytes() throws IOException {
            assertThat(machine.memory().total()).isEqualTo(24684084 * KIB);
            assertThat(machine.memory().available())
                    .isBetween(1.0, machine.memory().total());
            assertThat(machine.swap()).isEqualTo(new Machine.Swap(0, 0));
            assertThat(machine.paging().oomKills()).isNotNegative();
            assertThat(machine.paging().minorFaults()).isPositive();
        }

        @Test
        void pressureIsInSeconds() throws IOException {
            assertThat(machine.pressure().get(Pressure.Of.CPU)).isEqualTo(new Pressure(18344.231016, 0));
            assertThat(machine.pressure().get(Pressure.Of.IO)).isEqualTo(new Pressure(280.306355, 152.700138));
        }

        @Test
        void ofTheDisksOnlyTheRealOneWasEverUsed() throws IOException {
            assertThat(machine.disks())
                    .containsExactly(new Machine.Disk(
                            "vda", 17669282 * 512.0, 28185440 * 512.0, 645856, 748800, 4843.294, 477.278, 484.952, 0));
        }

        @Test
        void segmentsAndListenFiguresComeFromTwoFiles() throws IOException {
            Machine.Tcp tcp = machine.tcp();
            assertThat(tcp.segmentsReceived()).isGreaterThan(1e8);
            assertThat(tcp.listenOverflows()).isEqualTo(89977);
            assertThat(tcp.listenDrops()).isEqualTo(89977);
        }

        @Test
        void connectionsOfBothVersionsOfIpAreCountedByState() throws IOException {
            assertThat(machine.tcpStates())
                    .hasSize(11)
                    .containsEntry("established", 3L)
                    .containsEntry("listen", 2L)
                    .containsEntry("time_wait", 1L)
                    .containsEntry("close_wait", 1L)
                    .containsEntry("closing", 0L);
        }

        @Test
        void anInterfaceWithoutASpeedHasNone() throws IOException {
            assertThat(machine.speed("eth0")).isNaN();
            assertThatThrownBy(() -> machine.speed("ifb0")).isInstanceOf(IOException.class);
        }
    }

    @Nested
    class OfAnOldKernel {
        private final Machine machine = Kernel.OLD.machine();

        @Test
        void whatItDoesNotTellIsNotANumber() throws IOException {
            assertThat(machine.memory().total()).isEqualTo(4055988 * KIB);
            assertThat(machine.memory().available()).isNaN();
            assertThat(machine.paging().oomKills()).isNaN();
            assertThat(machine.paging().pagesOut()).isEqualTo(25300);
            assertThat(machine.paging().minorFaults()).isEqualTo(98765432 - 43210);
            assertThat(machine.pressure()).isEmpty();
        }

        @Test
        void namesTellPartitionsWhereSysIsNotToBeSeen() throws IOException {
            assertThat(machine.disks()).extracting(Machine.Disk::device).containsExactly("sda", "dm-1", "dm-10");
        }

        @Test
        void aFigureMayFollowTheColonAtOnce() throws IOException {
            assertThat(machine.interfaces())
                    .contains(
                            new Machine.Interface(
                                    "eth0", 4123456789012.0, 2987654321098.0, 987654321, 876543210, 7, 3, 19, 5),
                            new Machine.Interface("eth0.100", 1000, 2000, 10, 20, 0, 0, 0, 0));
        }

        @Test
        void theFileSystemSaysWhetherItCanBeWrittenNotTheMount() throws IOException {
            assertThat(machine.mounts(false))
                    .containsExactly(
                            new Machine.Mount("/", "/dev/mapper/vg-root", "ext4", false),
                            new Machine.Mount("/boot", "/dev/sda1", "ext4", true));
        }

        @Test
        void tcpIsReadWhateverFollowsIt() throws IOException {
            assertThat(machine.tcp()).isEqualTo(new Machine.Tcp(600600, 700700, 808, 1010, 12, 13));
            assertThat(machine.tcpStates().values()).containsOnly(0L);
        }
    }

    @Nested
    class OfANodeWithManyDevices {
        private final Machine machine = Kernel.NODE.machine();

        @Test
        void partitionsAndWhatIsInMemoryAreLeftOutAndArraysAreNot() throws IOException {
            assertThat(machine.disks())
                    .extracting(Machine.Disk::device)
                    .containsExactly("nvme0n1", "cciss/c0d0", "dm-0", "md127");
        }

        @Test
        void columnsThatCameLaterDoNotShiftTheOthers() throws IOException {
            assertThat(machine.disks().get(0))
                    .isEqualTo(new Machine.Disk("nvme0n1", 80000 * 512.0, 160000 * 512.0, 1000, 2000, .5, 1.5, 1.2, 2));
        }

        @Test
        void eachDeviceIsThereOnceUnderItsShortestPath() throws IOException {
            assertThat(machine.mounts(false))
                    .extracting(Machine.Mount::mountpoint)
                    .containsExactlyInAnyOrder(
                            "/",
                            "/boot/efi",
                            "/data",
                            "/mnt/with space\tand\\backslash",
                            "/mnt/grün",
                            "/tank/pool",
                            "/mnt/over",
                            "/mnt/usb");
        }

        @Test
        void whatIsMountedOverAnotherHidesIt() throws IOException {
            assertThat(machine.mounts(false))
                    .filteredOn(mount -> mount.mountpoint().equals("/mnt/over"))
                    .extracting(Machine.Mount::device)
                    .containsExactly("/dev/sde1");
        }

        @Test
        void thoseOfANetworkAreThereWhenAskedFor() throws IOException {
            assertThat(machine.mounts(true))
                    .extracting(Machine.Mount::mountpoint)
                    .contains("/mnt/nfs", "/mnt/ssh", "/mnt/win", "/mnt/bucket")
                    .hasSize(12);
        }
    }

    @Test
    void inAContainerItsRootIsThereAndFilesOfTheMachineAreNot() throws IOException {
        assertThat(Kernel.CONTAINER.machine().mounts(false))
                .containsExactlyInAnyOrder(
                        new Machine.Mount("/", "overlay", "overlay", false),
                        new Machine.Mount("/var/lib/orders", "/dev/nvme0n1p2", "xfs", false));
    }

    @Test
    void theFileSystemsOfThisMachineAreRead(@TempDir Path folder) throws IOException {
        Kernel here = Kernel.RECENT.copiedTo(folder);
        here.tells(
                "1/mountinfo",
                "27 1 254:0 / " + folder + " rw - ext4 /dev/vda rw\n28 1 8:1 / /none rw - ext4 /dev/b rw");
        List<Machine.FileSystem> read = here.machine().fileSystems();
        assertThat(read).hasSize(1);
        assertThat(read.get(0).size()).isEqualTo(Files.getFileStore(folder).getTotalSpace());
        assertThat(read.get(0).free()).isBetween(1.0, read.get(0).size());
        assertThat(read.get(0).available()).isBetween(1.0, read.get(0).size());
    }

    @Test
    void anotherSystemsFoldersAreFoundBelowWhereItsRootIsMounted() {
        Roots roots = new Roots(Path.of("/host/proc"), Path.of("/host/sys"), Path.of("/host/root"));
        assertThat(roots.folder("/var/lib")).isEqualTo(Path.of("/host/root/var/lib"));
        assertThat(roots.folder("/")).isEqualTo(Path.of("/host/root"));
        assertThat(roots.process()).isEqualTo(Path.of("/host/proc/1"));
        assertThat(Roots.own().folder("/var/lib")).isEqualTo(Path.of("/var/lib"));
        assertThat(Roots.own().process()).isEqualTo(Path.of("/proc/self"));
    }

    @Test
    void noMoreConnectionsAreCountedThanTheMost(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tcp");
        String line = "   1: 0100007F:1F90 0100007F:C4D2 01 00000000:00000000 00:00000000 00000000 0 0 701\n";
        Files.writeString(file, "  sl  local_address rem_address   st tx_queue\n" + line.repeat(50));
        assertThat(new ProcSockets(20).add(file).add(file).states()).containsEntry("established", 20L);
        assertThat(new ProcSockets(200).add(file).add(file).states()).containsEntry("established", 100L);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineTellsAllOfIt() throws IOException {
        Machine machine = new LinuxMachine(Roots.own());
        assertThat(machine.cpu().user()).isPositive();
        assertThat(machine.load().fifteen()).isNotNegative();
        assertThat(machine.tasks().running()).isPositive();
        assertThat(machine.memory().available()).isPositive();
        assertThat(machine.paging().minorFaults()).isPositive();
        assertThat(machine.files().open()).isPositive();
        assertThat(machine.interfaces()).isNotEmpty();
        assertThat(machine.tcp().segmentsSent()).isNotNegative();
        assertThat(machine.tcpStates()).containsKey("established");
        assertThat(machine.fileSystems())
                .allSatisfy(one -> assertThat(one.size()).isPositive());
        assertThat(machine.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
