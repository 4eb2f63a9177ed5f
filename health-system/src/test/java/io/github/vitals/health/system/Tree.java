package io.github.vitals.health.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A machine of 8 processors and 16 GiB as files, and what it says of the cgroups of the process. */
final class Tree {
    static final double GIB = 1 << 30;
    static final double MIB = 1 << 20;

    private final Path folder;

    Tree(Path folder) {
        this.folder = folder;
        StringBuilder stat = new StringBuilder("cpu  1 0 1 9 0 0 0 0 0 0\n");
        for (int each = 0; each < 8; each++) {
            stat.append("cpu").append(each).append(" 1 0 1 9 0 0 0 0 0 0\n");
        }
        file("proc/stat", stat.toString());
        file("proc/meminfo", "MemTotal:       16777216 kB\n");
        file("proc/sys/kernel/threads-max", "192730\n");
        file("proc/sys/kernel/pid_max", "32768\n");
        allowed("0-7");
    }

    /** Processors on which the process may run. */
    Tree allowed(String list) {
        return file(
                "proc/self/status",
                "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t" + list + "\nMems_allowed:\t1\n");
    }

    /** A line of {@code /proc/self/cgroup}. */
    Tree in(String line) {
        return append("proc/self/cgroup", line + "\n");
    }

    /** A folder of cgroups, in which that of this path is seen. */
    Tree mounted(String root, String point, String type, String options) {
        String where = folder.resolve(point).toString().replace(" ", "\\040");
        return append(
                "proc/self/mountinfo",
                "31 23 0:28 " + root + " " + where + " rw,relatime shared:9 - " + type + " " + type + " rw"
                        + (options.isEmpty() ? "" : "," + options) + "\n");
    }

    /** A cgroup other than the root, of no more than its name. */
    Tree group(String path) {
        return file(path + "/cgroup.procs", "1\n").file(path + "/cgroup.events", "populated 1\nfrozen 0\n");
    }

    Tree file(String path, String text) {
        return write(path, text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private Tree append(String path, String text) {
        return write(path, text, StandardOpenOption.APPEND);
    }

    private Tree write(String path, String text, StandardOpenOption how) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Container container() {
        Path proc = folder.resolve("proc");
        return Containers.find(proc, new LinuxMachine(proc, folder.resolve("sys")));
    }
}
