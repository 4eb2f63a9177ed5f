package io.github.vitals.health.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cgroups of version 1 for each controller, and one of version 2, which really hold back what is in them. */
final class RealCgroups implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final List<String> TREES = List.of("cpu", "cpuacct", "cpuset", "memory", "pids", "unified");

    private final String name = "vitals-" + ProcessHandle.current().pid();

    private RealCgroups() {}

    /** Empty where none can be made: that takes root, and a system with both versions. */
    static Optional<RealCgroups> make() {
        if (TREES.stream().anyMatch(tree -> !Files.isWritable(ROOT.resolve(tree).resolve("cgroup.procs")))) {
            return Optional.empty();
        }
        RealCgroups made = new RealCgroups();
        TREES.forEach(tree -> made.folder(tree).toFile().mkdir());
        made.set("cpuset", "cpuset.mems", "0").set("cpuset", "cpuset.cpus", "0");
        return Optional.of(made);
    }

    private Path folder(String tree) {
        return ROOT.resolve(tree).resolve(name);
    }

    RealCgroups set(String tree, String file, String value) {
        try {
            Files.writeString(folder(tree).resolve(file), value);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A command that is in all of them from its beginning. */
    Process start(List<String> command) throws IOException {
        return start(TREES, command);
    }

    /** A command that is in these of them. */
    Process start(List<String> trees, List<String> command) throws IOException {
        StringBuilder script = new StringBuilder("set -e; ");
        trees.forEach(tree -> script.append("echo $$ > ").append(folder(tree)).append("/cgroup.procs; "));
        List<String> whole = new ArrayList<>(List.of("sh", "-c", script + "exec \"$@\"", "sh"));
        whole.addAll(command);
        return new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What sets a command into namespaces of its own, in which it sees these cgroups as the roots of all. */
    static List<String> namespaces() {
        String script = "set -e; for tree in cpu cpuacct memory pids; do umount -l /sys/fs/cgroup/$tree;"
                + " mount -t cgroup -o $tree none /sys/fs/cgroup/$tree; done;"
                + " umount -l /sys/fs/cgroup/unified; mount -t cgroup2 none /sys/fs/cgroup/unified; exec \"$@\"";
        return List.of("unshare", "--cgroup", "--mount", "sh", "-c", script, "sh");
    }

    /** A cgroup can be removed a moment after the last process in it has ended. */
    @Override
    public void close() {
        TREES.forEach(tree -> await().atMost(Duration.ofSeconds(10)).until(() -> removed(folder(tree))));
    }

    private static boolean removed(Path folder) {
        return !Files.exists(folder) || folder.toFile().delete();
    }
}
