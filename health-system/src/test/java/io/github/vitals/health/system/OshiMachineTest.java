package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is told for other systems, compared with what Linux tells by itself. */
@EnabledOnOs(OS.LINUX)
class OshiMachineTest {
    private static final double GIB = 1 << 30;
    private static OshiMachine oshi;
    private static LinuxMachine linux;

    @BeforeAll
    static void begin() {
        oshi = new OshiMachine(System::nanoTime);
        linux = new LinuxMachine(Roots.own());
    }

    /** Apart by what happens between the two looks, in seconds of two processors and a bit. */
    @Test
    void processorTimesAgree() throws IOException {
        Machine.Cpu ours = linux.cpu();
        Machine.Cpu theirs = oshi.cpu();
        Offset<Double> moments = within(10.0);
        assertThat(theirs.user()).isCloseTo(ours.user(), moments);
        assertThat(theirs.system()).isCloseTo(ours.system(), moments);
        assertThat(theirs.idle()).isCloseTo(ours.idle(), moments);
        assertThat(theirs.iowait()).isCloseTo(ours.iowait(), moments);
        assertThat(theirs.steal()).isCloseTo(ours.steal(), moments);
        assertThat(theirs.interrupt()).isCloseTo(ours.interrupt(), moments);
        assertThat(oshi.processors()).isEqualTo(linux.processors());
    }

    @Test
    void memoryAgrees() throws IOException {
        assertThat(oshi.memory().total()).isEqualTo(linux.memory().total());
        assertThat(oshi.memory().available()).isCloseTo(linux.memory().available(), within(GIB));
        assertThat(oshi.swap().total()).isEqualTo(linux.swap().total());
        assertThat(oshi.paging().pagesIn()).isCloseTo(linux.paging().pagesIn(), within(1e5));
        assertThat(oshi.paging().minorFaults()).isNaN();
    }

    @Test
    void loadTasksUptimeAndFilesAgree() throws IOException {
        assertThat(oshi.load().fifteen()).isCloseTo(linux.load().fifteen(), within(1.0));
        assertThat(oshi.tasks().contextSwitches())
                .isCloseTo(linux.tasks().contextSwitches(), within(linux.tasks().contextSwitches() / 100));
        assertThat(oshi.uptime()).isCloseTo(linux.uptime(), within(10.0));
        assertThat(oshi.files().max()).isEqualTo(linux.files().max());
    }

    @Test
    void disksAgree() throws IOException {
        for (Machine.Disk ours : linux.disks()) {
            assertThat(oshi.disks())
                    .filteredOn(disk -> disk.device().equals(ours.device()))
                    .allSatisfy(theirs -> {
                        assertThat(theirs.reads()).isCloseTo(ours.reads(), within(ours.reads() / 10 + 1000));
                        assertThat(theirs.bytesWritten())
                                .isCloseTo(ours.bytesWritten(), within(ours.bytesWritten() / 10 + GIB));
                        assertThat(theirs.readTime()).isNaN();
                    });
        }
    }

    @Test
    void interfacesAgree() throws IOException {
        Set<String> ours = names(linux.interfaces());
        assertThat(names(oshi.interfaces())).isNotEmpty().isSubsetOf(ours);
        assertThat(names(oshi.interfaces())).as("asked again").isNotEmpty().isSubsetOf(ours);
    }

    private static Set<String> names(List<Machine.Interface> interfaces) {
        return interfaces.stream().map(Machine.Interface::name).collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void connectionsAgree() throws IOException {
        assertThat(oshi.tcp().segmentsSent())
                .isCloseTo(linux.tcp().segmentsSent(), within(linux.tcp().segmentsSent() / 10 + 1e5));
        assertThat(linux.tcpStates().keySet()).containsAll(oshi.tcpStates().keySet());
    }

    @Test
    void theRootFileSystemAgreesAndItsInodesAreTheSame() throws IOException {
        Machine.FileSystem theirs = root(oshi);
        Machine.FileSystem ours = root(linux);
        assertThat(theirs.size()).isEqualTo(ours.size());
        assertThat(theirs.available()).isCloseTo(ours.available(), within(GIB));
        assertThat(theirs.inodes()).isEqualTo(ours.inodes());
        assertThat(theirs.type()).isEqualTo(ours.type());
    }

    private static Machine.FileSystem root(Machine machine) throws IOException {
        return machine.fileSystems().stream()
                .filter(one -> one.mountpoint().equals("/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theJdkAloneTellsOfMemoryAndFileSystems() throws IOException {
        JdkMachine jdk = new JdkMachine();
        assertThat(jdk.memory().total()).isPositive();
        assertThat(jdk.swap().total()).isNotNegative();
        assertThat(jdk.fileSystems()).allSatisfy(one -> assertThat(one.size()).isPositive());
        assertThat(jdk.disks()).isEmpty();
        assertThat(jdk.interfaces()).isEmpty();
        assertThat(jdk.processors()).isEqualTo(linux.processors());
    }

    @Test
    void withoutOshiTheJdkTellsAndALineSaysWhatToAdd() throws Exception {
        try (Logged logged = new Logged();
                URLClassLoader without = classPathWithoutOshi()) {
            Object machine = call(without, "Machines", "other");
            assertThat(machine.getClass().getSimpleName()).isEqualTo("JdkMachine");
            assertThat(logged.events()).hasSize(1);
            assertThat(logged.events().get(0).getLevel()).isEqualTo(Level.INFO);
            assertThat(logged.events().get(0).getKeyValuePairs().get(0).value).isEqualTo("com.github.oshi:oshi-core");
        }
    }

    @Test
    void withoutOshiLinuxTellsAllButInodes() throws Exception {
        try (URLClassLoader without = classPathWithoutOshi()) {
            Object roots = call(without, "Roots", "own");
            Class<?> type = without.loadClass("io.github.vitals.health.system.Machines");
            var find = type.getDeclaredMethod("find", roots.getClass());
            find.setAccessible(true);
            Object machine = find.invoke(null, roots);
            var read =
                    without.loadClass("io.github.vitals.health.system.Machine").getMethod("fileSystems");
            read.setAccessible(true);
            assertThat(machine.getClass().getSimpleName()).isEqualTo("LinuxMachine");
            assertThat(read.invoke(machine).toString()).contains("inodes=NaN").doesNotContain("size=NaN");
        }
    }

    private static Object call(ClassLoader loader, String type, String method) throws Exception {
        var called = loader.loadClass("io.github.vitals.health.system." + type).getDeclaredMethod(method);
        called.setAccessible(true);
        return called.invoke(null);
    }

    /** Logging is that of the test. */
    private static URLClassLoader classPathWithoutOshi() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("oshi")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                boolean shared = name.startsWith("org.slf4j") || name.startsWith("ch.qos.logback");
                return shared ? OshiMachineTest.class.getClassLoader().loadClass(name) : super.findClass(name);
            }
        };
    }
}
