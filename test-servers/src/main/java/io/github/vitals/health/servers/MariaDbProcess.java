package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB as a child process, from the programs that are installed on this machine. */
final class MariaDbProcess {
    private static final String SERVER = "mariadbd";
    private static final String INSTALL = "mariadb-install-db";

    private MariaDbProcess() {}

    static boolean installed() {
        return Processes.installed(SERVER) && Processes.installed(INSTALL);
    }

    static ChildProcess launch(MariaDbReadiness login, List<String> options) {
        ServerFolder folder = ServerFolder.create("mariadb");
        try {
            initialise(folder, login);
        } catch (RuntimeException failed) {
            folder.delete();
            throw failed;
        }
        return ChildProcess.launch(folder, new Call(options, login), Ports.ANY);
    }

    private static String program(String name) {
        return Processes.find(name)
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(
                        name + ": not found (expected: installed; on Debian: apt-get install mariadb-server)"));
    }

    /** What both the installation and the server are told. */
    private static List<String> common(ServerFolder folder) {
        List<String> common = new ArrayList<>(List.of("--no-defaults", "--datadir=" + folder.resolve("data")));
        common.addAll(List.of("--innodb-log-file-size=4M", "--skip-name-resolve"));
        if (Processes.root()) {
            common.add("--user=root");
        }
        return common;
    }

    private record Call(List<String> options, Readiness readiness) implements ChildProcess.Recipe {
        @Override
        public List<String> command(ServerFolder folder, int port) {
            List<String> command = new ArrayList<>(List.of(program(SERVER)));
            command.addAll(common(folder));
            command.addAll(List.of("--bind-address=127.0.0.1", "--port=" + port, "--socket=server.sock"));
            // Ready to be replicated from; the port tells the servers of this machine apart.
            command.addAll(List.of("--server-id=" + port, "--log-bin=binlog", "--relay-log=relay"));
            command.addAll(List.of("--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0"));
            command.addAll(options);
            return command;
        }

        /** It does not hear SIGINT. */
        @Override
        public String goodbye() {
            return "TERM";
        }

        @Override
        public boolean answers(String host, int port) {
            return readiness.answers(host, port);
        }
    }

    /** One user is made who may do all; those that could come in without a password are removed. */
    private static void initialise(ServerFolder folder, MariaDbReadiness login) {
        Path users = folder.resolve("users.sql");
        try {
            Files.createDirectory(folder.resolve("data"));
            Files.writeString(
                    users,
                    "FLUSH PRIVILEGES;\nDELETE FROM mysql.global_priv WHERE User = 'root';\n"
                            + "CREATE USER '" + login.user() + "'@'%' IDENTIFIED BY '" + login.password() + "';\n"
                            + "GRANT ALL ON *.* TO '" + login.user() + "'@'%' WITH GRANT OPTION;\n");
            List<String> command = new ArrayList<>(List.of(program(INSTALL)));
            command.addAll(common(folder));
            command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
            command.add("--extra-file=" + users);
            Processes.Ended install = Processes.run(command);
            if (install.exit() != 0) {
                throw new IllegalStateException(INSTALL + " failed: " + install.output());
            }
            Files.delete(users);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + folder.path(), failed);
        }
    }
}
