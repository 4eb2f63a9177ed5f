package io.github.vitals.health.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starting and ending processes of the demo. */
final class ChildProcess {
    private static final long GOODBYE_SECONDS = 5;

    private ChildProcess() {}

    /** Starts a command in a session of its own where that is possible, so that only we get a Ctrl-C. */
    static ProcessBuilder command(List<String> command) {
        List<String> all = new ArrayList<>(command);
        onPath("setsid").ifPresent(setsid -> all.add(0, setsid.toString()));
        return new ProcessBuilder(all);
    }

    static Optional<Path> onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Asks a process to end and, where it does not, for example because it is frozen, ends it. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                kill(process);
            }
        } catch (InterruptedException hurry) {
            kill(process);
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a process at once, frozen or not. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().orTimeout(GOODBYE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Says why a process ended before it was up. */
    static IOException early(String name, Process process) throws InterruptedException {
        boolean ended = process.waitFor(1, TimeUnit.SECONDS);
        kill(process);
        return new IOException(name + " did not come up" + (ended ? ": exit code " + process.exitValue() : ""));
    }
}
