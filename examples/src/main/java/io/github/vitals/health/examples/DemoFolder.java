package io.github.vitals.health.examples;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;

import io.github.vitals.health.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of a running demo: its logs, what outlives it, and which processes belong to it. */
final class DemoFolder implements AutoCloseable {
    private static final String SELF = "demo";

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    /** Takes the folder, ends what an earlier demo that was killed has left, and refuses if one still runs. */
    static DemoFolder open(Path path) throws IOException, Refusal {
        Files.createDirectories(path);
        DemoFolder folder = new DemoFolder(path);
        Optional<ProcessHandle> other = PidFile.running(folder.pidFile(SELF));
        if (other.isPresent()) {
            throw new Refusal("a demo runs already, with pid " + other.get().pid() + " (expected: one at a time in "
                    + path + ")");
        }
        folder.clean();
        folder.remember(SELF, ProcessHandle.current().pid());
        return folder;
    }

    /** Where the logs go. */
    static Path logs(Path path) {
        return path.resolve("logs");
    }

    /** Writes down a process, so that it can be broken and mended. */
    void remember(String name, long pid) throws IOException {
        PidFile.write(pidFile(name), pid);
    }

    Path pidFile(String name) {
        return path.resolve(name + ".pid");
    }

    /** A folder for data, which is deleted in the end. */
    Path data(String name) throws IOException {
        return Files.createDirectories(path.resolve("data").resolve(name));
    }

    /** Lets {@code psql} in without asking, by a file that only the one who runs the demo can read. */
    Path passwordFile(PostgresServer postgres) throws IOException {
        Path file =
                Files.createFile(data("postgres").resolve("pgpass"), asFileAttribute(Set.of(OWNER_READ, OWNER_WRITE)));
        return Files.writeString(
                file, "127.0.0.1:%d:*:%s:%s%n".formatted(postgres.port(), postgres.user(), postgres.password()));
    }

    private void clean() throws IOException {
        for (Path file : pidFiles()) {
            PidFile.running(file).ifPresent(DemoFolder::end);
            Files.deleteIfExists(file);
        }
        delete(path.resolve("data"));
    }

    private List<Path> pidFiles() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        }
    }

    private static void end(ProcessHandle process) {
        if (process.pid() != ProcessHandle.current().pid()) {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Leaves the logs, the history, and alerts that are still to be told. */
    @Override
    public void close() throws IOException {
        clean();
    }
}
