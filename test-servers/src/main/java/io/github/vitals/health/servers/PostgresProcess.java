package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL as a child process, from the binaries that come in a jar. */
final class PostgresProcess {
    private PostgresProcess() {}

    static ChildProcess launch(int port, String user, String password) {
        Path binaries = PostgresBinaries.unpacked();
        Unprivileged unprivileged = Unprivileged.find();
        ServerFolder folder = ServerFolder.create("postgres");
        try {
            initialise(folder, binaries, unprivileged, List.of(user, password));
        } catch (RuntimeException failed) {
            folder.delete();
            throw failed;
        }
        return ChildProcess.launch(
                folder, new Call(binaries, unprivileged, new PostgresReadiness(user, password)), port);
    }

    /** Starts a server on data that is there already, as the owner of the folder wants it. */
    static ChildProcess launch(ServerFolder folder, Readiness readiness) {
        Unprivileged unprivileged = Unprivileged.find();
        unprivileged.give(folder.path());
        return ChildProcess.launch(folder, new Call(PostgresBinaries.unpacked(), unprivileged, readiness), Ports.ANY);
    }

    private record Call(Path binaries, Unprivileged unprivileged, Readiness readiness) implements ChildProcess.Recipe {
        @Override
        public List<String> command(ServerFolder folder, int port) {
            List<String> command = unprivileged.command(binaries.resolve("bin/postgres"));
            command.addAll(List.of("-D", folder.resolve("data").toString(), "-p", Integer.toString(port)));
            // Loopback only, no socket files, no durability, and nothing that outlives a SIGKILL in /dev/shm.
            for (String setting : List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "fsync=off",
                    "shared_buffers=16MB",
                    "dynamic_shared_memory_type=mmap",
                    "shared_memory_type=mmap")) {
                command.addAll(List.of("-c", setting));
            }
            return command;
        }

        @Override
        public boolean answers(String host, int port) {
            return readiness.answers(host, port);
        }
    }

    private static void initialise(
            ServerFolder folder, Path binaries, Unprivileged unprivileged, List<String> credentials) {
        Path passwordFile = folder.resolve("password");
        try {
            Files.writeString(passwordFile, credentials.get(1));
            unprivileged.give(folder.path());
            List<String> command = unprivileged.command(binaries.resolve("bin/initdb"));
            command.addAll(List.of("-D", folder.resolve("data").toString(), "-U", credentials.get(0)));
            command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile));
            command.addAll(List.of("--no-sync", "--no-locale", "--encoding=UTF8"));
            Processes.Ended initdb = Processes.run(command);
            if (initdb.exit() != 0) {
                throw new IllegalStateException("initdb failed: " + initdb.output());
            }
            Files.delete(passwordFile);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + folder.path(), failed);
        }
    }

    /** A PostgreSQL that was killed leaves a small shared memory segment; the last line of its pid file names it. */
    static void releaseSharedMemory(Path folder) {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        try {
            List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
            for (String line : lines) {
                String[] keyAndId = line.strip().split(" +", -1);
                if (keyAndId.length == 2 && keyAndId[1].matches("\\d+") && Processes.installed("ipcrm")) {
                    Processes.run(new ArrayList<>(List.of("ipcrm", "-m", keyAndId[1])));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + pidFile, failed);
        }
    }
}
