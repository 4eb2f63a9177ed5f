package io.github.vitals.health.system;

import static io.github.vitals.health.system.Tree.GIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainersTest {
    private static final String ROOT = "sys/fs/cgroup";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private Tree tree;

    @BeforeEach
    void machine() {
        tree = new Tree(folder);
    }

    private Set<String> names() {
        try (Meters meters = new Meters(registry)) {
            ContainerMeters.add(meters, tree.container(), System::nanoTime);
            // Reads every one of them.
            registry.getMeters().forEach(meter -> meter.measure().forEach(measured -> measured.getValue()));
            return registry.getMeters().stream()
                    .map(Meter::getId)
                    .map(Meter.Id::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void withoutAContainerOnlyWhatTheMachineAllowsIsShown() throws IOException {
        assertThat(tree.container().present()).isFalse();
        assertThat(names()).containsExactly("container.cpu.limit", "container.memory.limit", "container.tasks.limit");
        assertThat(tree.container().memory().limit()).isEqualTo(16 * GIB);
    }

    @Test
    void aSystemWithoutAnyOfTheseFilesHasNoMeters() {
        Path nothing = folder.resolve("nothing");
        Container container = Containers.find(nothing, new LinuxMachine(nothing, nothing));
        try (Meters meters = new Meters(registry)) {
            ContainerMeters.add(meters, container, System::nanoTime);
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void limitsOfTheContainerHoldWhereTheFilesOfTheMachineAreHidden() throws IOException {
        Path hidden = folder.resolve("hidden");
        tree.in("0::/").mounted("/", ROOT, "cgroup2", "").group(ROOT).file(ROOT + "/cpu.max", "200000 100000\n");
        Container container = Containers.find(folder.resolve("proc"), new LinuxMachine(hidden, hidden));
        assertThat(container.cpuLimit()).isEqualTo(2);
        assertThat(container.memory().limit()).isNaN();
    }

    @Test
    void everythingThatIsToldHasAMeter() {
        tree.in("0::/").mounted("/", ROOT, "cgroup2", "").group(ROOT);
        tree.file(ROOT + "/cpu.max", "max 100000\n")
                .file(ROOT + "/cpu.stat", """
                        usage_usec 1
                        user_usec 1
                        system_usec 0
                        nr_periods 0
                        nr_throttled 0
                        throttled_usec 0
                        """)
                .file(ROOT + "/memory.max", "max\n")
                .file(ROOT + "/memory.current", "1\n")
                .file(ROOT + "/memory.stat", "inactive_file 0\n")
                .file(ROOT + "/memory.events", "max 0\noom_kill 0\n")
                .file(ROOT + "/pids.max", "max\n")
                .file(ROOT + "/pids.current", "1\n")
                .file(ROOT + "/io.pressure", "some total=0\nfull avg10=0.00 total=0\n");
        assertThat(names())
                .containsExactly(
                        "container.cpu.limit",
                        "container.cpu.periods",
                        "container.cpu.throttled.periods",
                        "container.cpu.throttled.time",
                        "container.cpu.time",
                        "container.memory.limit",
                        "container.memory.limit.hits",
                        "container.memory.oom.kills",
                        "container.memory.usage",
                        "container.memory.working.set",
                        "container.pressure.waiting",
                        "container.tasks",
                        "container.tasks.limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "max",
                "-1\n",
                "NaN\n",
                "Infinity\n",
                "1e999 0\n",
                "0 0\n",
                "12345678901234567890123456789 -1\n",
                "\u0000\u0001\u00ff",
                "some full total=\nmax\noom_kill\ninactive_file x y z\n",
                "0::0::0::\n- - - cgroup2\n"
            })
    void whateverIsInTheFilesNothingIsThrown(String content) throws IOException {
        tree.in("0::/").in("3:memory,cpu,cpuacct,pids:/").in(content).in("1:memory:/\u0000");
        tree.mounted("/", ROOT, "cgroup2", "").mounted("/", "v1", "cgroup", "memory,cpu,cpuacct,pids");
        tree.mounted(content, "odd", "cgroup2", "").mounted("/\u0000", "odd", "cgroup", "memory");
        for (String group : new String[] {ROOT, "v1"}) {
            tree.group(group);
            for (String file : new String[] {
                "cpu.max",
                "cpu.stat",
                "memory.max",
                "memory.current",
                "memory.stat",
                "memory.events",
                "pids.max",
                "pids.current",
                "cpu.pressure",
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
                "memory.failcnt",
                "memory.oom_control",
                "cpu.cfs_quota_us",
                "cpu.cfs_period_us",
                "cpuacct.stat"
            }) {
                tree.file(group + "/" + file, content);
            }
        }
        tree.allowed(content);
        assertThatCode(this::names).doesNotThrowAnyException();
        assertThat(tree.container().cpuLimit()).isBetween(0.0, 8.0);
        assertThat(tree.container().memory().limit()).isBetween(0.0, 16 * GIB);
    }

    @Test
    void foldersInPlaceOfFilesAreNoFailure() {
        tree.in("0::/").mounted("/", ROOT, "cgroup2", "").group(ROOT);
        tree.file(ROOT + "/cpu.max/x", "").file(ROOT + "/memory.current/x", "").file(ROOT + "/cpu.stat/x", "");
        assertThatCode(this::names).doesNotThrowAnyException();
    }
}
