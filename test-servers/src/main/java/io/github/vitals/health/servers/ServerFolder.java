package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one server: its data, its log, and the record of whose it is. A JVM that is killed leaves folder and
 * server behind; the next one that starts a server finds the record, sees that the owner is gone, and clears up.
 */
final class ServerFolder {
    private static final String OWNER = "owner";
    private static final String SERVER = "server";

    private final Path path;

    private ServerFolder(Path path) {
        this.path = path;
    }

    static ServerFolder create(String kind) {
        Path servers = Home.servers();
        sweep(servers);
        ProcessHandle self = ProcessHandle.current();
        try {
            Path path = Files.createTempDirectory(servers, kind + "-" + self.pid() + "-");
            ServerFolder folder = new ServerFolder(path);
            folder.record(OWNER, self);
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a folder in " + servers, failed);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    Path path() {
        return path;
    }

    /** Remembers the server's process, for whoever has to clear up after us. */
    void serverIs(ProcessHandle server) {
        record(SERVER, server);
    }

    private void record(String name, ProcessHandle process) {
        try {
            Files.writeString(path.resolve(name), Identity.of(process).text());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + path, failed);
        }
    }

    /** Removes the folder, and what the server has left elsewhere. */
    void delete() {
        if (Files.exists(path)) {
            PostgresProcess.releaseSharedMemory(path);
            Home.delete(path);
        }
    }

    /** Ends the servers of JVMs that are gone. */
    private static void sweep(Path servers) {
        try (Stream<Path> folders = Files.list(servers)) {
            List<Path> abandoned = folders.filter(ServerFolder::abandoned).toList();
            abandoned.forEach(ServerFolder::clear);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look through " + servers, failed);
        }
    }

    /** The owner's pid is in the name too, for the moment before the record is written. */
    private static boolean abandoned(Path folder) {
        Optional<Identity> owner = Identity.read(folder.resolve(OWNER));
        if (owner.isPresent()) {
            return owner.get().process().isEmpty();
        }
        String[] parts = folder.getFileName().toString().split("-", -1);
        return parts.length == 3
                && parts[1].matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
    }

    private static void clear(Path folder) {
        Identity.read(folder.resolve(SERVER)).flatMap(Identity::process).ifPresent(Processes::kill);
        try {
            new ServerFolder(folder).delete();
        } catch (UncheckedIOException anotherIsAtIt) {
            // Two JVMs may clear at the same time; what neither could delete is seen again at the next start.
            if (Files.exists(folder.resolve(SERVER))) {
                throw anotherIsAtIt;
            }
        }
    }
}
