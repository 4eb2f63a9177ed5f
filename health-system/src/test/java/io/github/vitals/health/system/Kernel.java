package io.github.vitals.health.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a kernel tells, recorded or written down: a tree of files. */
record Kernel(Path folder) {
    static final Kernel RECENT = recorded("linux-6.18");
    static final Kernel NODE = recorded("linux-5.15-node");
    static final Kernel CONTAINER = recorded("linux-5.15-container");
    static final Kernel OLD = recorded("linux-2.6.32");

    private static Kernel recorded(String name) {
        return new Kernel(Path.of("src/test/resources").resolve(name).toAbsolutePath());
    }

    /** The same in a folder where it can be changed. */
    Kernel copiedTo(Path target) {
        for (Path file : files()) {
            write(target.resolve(folder.relativize(file)), bytes(file));
        }
        return new Kernel(target);
    }

    List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Roots roots() {
        return new Roots(folder.resolve("proc"), folder.resolve("sys"), Path.of("/"));
    }

    LinuxMachine machine() {
        return new LinuxMachine(roots());
    }

    /** Replaces what stands in a file of {@code /proc}. */
    void tells(String file, String text) {
        write(folder.resolve("proc").resolve(file), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    String told(String file) {
        return new String(bytes(folder.resolve("proc").resolve(file)), java.nio.charset.StandardCharsets.UTF_8);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
