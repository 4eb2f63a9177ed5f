package io.github.vitals.health.system;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What stands in {@code /proc/self/mountinfo}: of each device the mount with the shortest path. Kept is what is on a
 * device or, whatever it is on, at the root, and pools of disks; not what is in memory, and not images of disks.
 */
final class ProcMounts {
    private static final Set<String> IN_MEMORY = Set.of("rootfs", "ramfs", "tmpfs", "devtmpfs");
    private static final Set<String> IMAGES = Set.of("squashfs", "iso9660", "udf", "erofs", "cramfs", "romfs");
    private static final Set<String> POOLS = Set.of("zfs", "ubifs", "bcachefs");
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "ceph",
            "9p",
            "virtiofs",
            "afs",
            "lustre",
            "beegfs",
            "gpfs",
            "glusterfs");

    /** Files of the machine that runtimes mount into every container. */
    private static final Set<String> OF_CONTAINERS =
            Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/dev/termination-log");

    private static final BinaryOperator<Machine.Mount> SHORTEST = BinaryOperator.minBy(
            Comparator.comparingInt(mount -> mount.mountpoint().length()));

    private ProcMounts() {}

    static List<Machine.Mount> parse(String mountinfo, boolean network) {
        Map<String, Line> byMountpoint = new LinkedHashMap<>();
        mountinfo.lines().flatMap(line -> Line.of(line).stream()).forEach(line -> {
            // What is mounted on top of another hides it.
            byMountpoint.remove(line.mount().mountpoint());
            byMountpoint.put(line.mount().mountpoint(), line);
        });
        return shortest(byMountpoint.values(), network);
    }

    private static List<Machine.Mount> shortest(Collection<Line> lines, boolean network) {
        Map<String, Machine.Mount> byDevice = new LinkedHashMap<>();
        for (Line line : lines) {
            if (kept(line.mount(), network)) {
                byDevice.merge(line.device(), line.mount(), SHORTEST);
            }
        }
        return List.copyOf(byDevice.values());
    }

    private static boolean kept(Machine.Mount mount, boolean network) {
        String type = mount.type();
        if (mount.mountpoint().equals("/")) {
            return !IN_MEMORY.contains(type);
        }
        if (NETWORK.contains(type) || type.equals("fuse") || type.startsWith("fuse.")) {
            return network;
        }
        return (mount.device().startsWith("/dev/") || POOLS.contains(type))
                && !IN_MEMORY.contains(type)
                && !IMAGES.contains(type)
                && !OF_CONTAINERS.contains(mount.mountpoint());
    }

    /** {@code 36 35 98:0 /inside /mountpoint rw,noatime shared:1 - ext4 /dev/sda1 rw}. */
    private record Line(String device, Machine.Mount mount) {
        private static final int FIRST_OPTION = 6;

        static Optional<Line> of(String line) {
            List<String> words = ProcFile.words(line);
            int dash = words.indexOf("-");
            if (dash < FIRST_OPTION || words.size() < dash + 4) {
                return Optional.empty();
            }
            boolean readOnly = List.of(words.get(dash + 3).split(",", -1)).contains("ro");
            Machine.Mount mount = new Machine.Mount(
                    name(words.get(4)), name(words.get(dash + 2)), name(words.get(dash + 1)), readOnly);
            return Optional.of(new Line(words.get(2), mount));
        }
    }

    /** White space and backslashes are written as a backslash and three octal digits; names are UTF-8 mostly. */
    private static String name(String written) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            boolean escaped = written.charAt(i) == '\\'
                    && i + 3 < written.length()
                    && written.substring(i + 1, i + 4).matches("[0-3][0-7]{2}");
            bytes.append(escaped ? (char) Integer.parseInt(written.substring(i + 1, i + 4), 8) : written.charAt(i));
            i += escaped ? 3 : 0;
        }
        return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
