package io.github.vitals.health.system;

import java.nio.file.Path;

/** Where the kernel tells of itself, and where what is mounted at {@code /} is found. Immutable. */
record Roots(Path proc, Path sys, Path root) {
    private static final Path PROC = Path.of("/proc");

    /** Those of the system that this process runs on. */
    static Roots own() {
        return new Roots(PROC, Path.of("/sys"), Path.of("/"));
    }

    /** Whose mounts and whose network are meant: this process's own, or on another's system those it began with. */
    Path process() {
        return proc.resolve(proc.equals(PROC) ? "self" : "1");
    }

    /** Where a folder of that system is found. */
    Path folder(String mountpoint) {
        return root.resolve(mountpoint.substring(mountpoint.startsWith("/") ? 1 : 0));
    }
}
