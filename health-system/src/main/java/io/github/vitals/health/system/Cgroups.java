package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The cgroups of a process, one of each tree: {@code /proc/self/cgroup} says where in the tree it is, and
 * {@code /proc/self/mountinfo} where of the tree what can be seen. A container may see only its own part of a tree, and
 * that under another name.
 */
record Cgroups(List<Membership> memberships, List<CgroupMount> mounts) {
    /** Only the root of a tree of version 1 has this file. */
    private static final String ROOT_ONLY = "release_agent";

    /** Only the root of the tree of version 2 lacks this file. */
    private static final String ALL_BUT_ROOT = "cgroup.events";

    /** A line {@code tree:controllers:path}; the tree of version 2 names no controllers. */
    record Membership(List<String> controllers, Path path) {
        static Optional<Membership> parse(String line) {
            String[] parts = line.split(":", 3);
            try {
                return parts.length < 3
                        ? Optional.empty()
                        : Optional.of(new Membership(List.of(parts[1].split(",", -1)), Path.of(parts[2])));
            } catch (InvalidPathException unusable) {
                return Optional.empty();
            }
        }
    }

    /** Those of the process whose folder in {@code /proc} this is; none where the kernel does not say. */
    static Cgroups of(Path process) {
        return new Cgroups(
                parsed(process.resolve("cgroup"), Membership::parse),
                parsed(process.resolve("mountinfo"), CgroupMount::parse));
    }

    private static <T> List<T> parsed(Path file, Function<String, Optional<T>> parse) {
        try {
            // Names are what people choose, and what reads lines of UTF-8 refuses a file with one that is not.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.lines().map(parse).flatMap(Optional::stream).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** In the tree of this controller, if it is of version 1. */
    Cgroup v1(String controller) {
        return find(controller, mount -> mount.version1(controller), folder -> Files.exists(folder.resolve(ROOT_ONLY)));
    }

    Cgroup v2() {
        return find("", CgroupMount::version2, folder -> !Files.exists(folder.resolve(ALL_BUT_ROOT)));
    }

    private Cgroup find(String controller, Predicate<CgroupMount> tree, Predicate<Path> root) {
        return memberships.stream()
                .filter(membership -> membership.controllers().contains(controller))
                .findFirst()
                .flatMap(membership -> way(membership.path(), tree))
                .map(way -> way.stream()
                        .filter(root.negate())
                        .map(CgroupFolder::new)
                        .toList())
                .map(Cgroup::new)
                .orElse(Cgroup.NONE);
    }

    /** The same tree may be seen in several places; the one that shows the most is looked at. */
    private Optional<List<Path>> way(Path path, Predicate<CgroupMount> tree) {
        return mounts.stream()
                .filter(tree)
                .sorted(Comparator.comparing((CgroupMount mount) -> !mount.shows(path))
                        .thenComparing(mount -> mount.root().getNameCount()))
                .map(mount -> mount.way(path))
                .filter(way -> !way.isEmpty())
                .findFirst();
    }
}
