package io.github.vitals.health.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks of the process's cgroup and how many it may have; none where there is no limit or it cannot be read. */
record PidsCgroup(@Nullable Path folder) {
    record Tasks(long current, long max) {}

    /** {@code ofProcess} lists the process's cgroups, as {@code /proc/self/cgroup} does. */
    static PidsCgroup find(Path ofProcess, Path root) {
        return new PidsCgroup(candidates(ofProcess, root).stream()
                .filter(folder -> Files.isReadable(folder.resolve("pids.max")))
                .findFirst()
                .orElse(null));
    }

    Optional<Tasks> tasks() {
        Path known = folder;
        if (known == null) {
            return Optional.empty();
        }
        try {
            // "max" stands for no limit, and is no number.
            return Optional.of(new Tasks(number(known.resolve("pids.current")), number(known.resolve("pids.max"))));
        } catch (IOException | NumberFormatException unlimited) {
            return Optional.empty();
        }
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    /** In a container the mount often begins at its own cgroup, so the path of the process may not be there. */
    private static List<Path> candidates(Path ofProcess, Path root) {
        List<Path> folders = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(ofProcess)) {
                String[] parts = line.split(":", 3); // hierarchy:controllers:/path
                if (parts.length == 3 && (parts[1].isEmpty() || parts[1].equals("pids"))) {
                    folders.add(root.resolve(parts[1]).resolve(parts[2].substring(1)));
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            folders.clear();
        }
        folders.add(root);
        folders.add(root.resolve("pids"));
        return folders;
    }
}
