package io.github.vitals.health.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How PostgreSQL, which refuses to run as root, is started all the same where we are root. */
final class Unprivileged {
    private static final String NOBODY = "65534";

    private final List<String> prefix;

    private Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    static Unprivileged find() {
        if (!Processes.root()) {
            return new Unprivileged(List.of());
        }
        return namespaces()
                ? new Unprivileged(List.of("unshare", "--user"))
                : new Unprivileged(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }

    /** In a user namespace without a mapping root looks like nobody; containers may forbid that. */
    private static boolean namespaces() {
        if (!Processes.installed("unshare")) {
            return false;
        }
        Processes.Ended id = Processes.run(List.of("unshare", "--user", "id", "-u"));
        return id.exit() == 0 && !id.output().equals("0");
    }

    /** The beginning of a command line. */
    List<String> command(Path program) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        return command;
    }

    /** Makes the folder belong to whom the program will run as. */
    void give(Path folder) {
        if (prefix.contains("setpriv")) {
            Processes.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()));
        }
    }
}
