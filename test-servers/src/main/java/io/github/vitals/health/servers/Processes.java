package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What Java cannot do to processes by itself: signals other than TERM and KILL, and short commands. */
final class Processes {
    private static final Duration ENDING = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Processes() {}

    /** Sends a signal; processes that ended meanwhile do not matter. */
    static void signal(String signal, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -\"$0\" \"$@\" 2>&1", signal));
        processes.forEach(each -> command.add(Long.toString(each.pid())));
        if (!processes.isEmpty()) {
            run(command);
        }
    }

    /**
     * Stops processes and waits until every one of their threads stands still: on a busy machine one may answer once
     * more after the signal was sent.
     */
    static void stop(List<ProcessHandle> processes) {
        signal("STOP", processes);
        if (!Await.until(ENDING, () -> processes.stream().allMatch(Processes::stopped))) {
            throw new IllegalStateException("processes still run after SIGSTOP and " + ENDING + ": " + processes);
        }
    }

    private static boolean stopped(ProcessHandle process) {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.exists(tasks)) {
            return true;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.allMatch(thread -> !inState(thread, "RSD"));
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            return !process.isAlive();
        }
    }

    /** Whether a thread, or a process, is in one of these states of {@code /proc}; false if it is gone. */
    private static boolean inState(Path task, String states) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            return states.indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Ends a process and its descendants at once, frozen or not, and waits until they are gone. */
    static void kill(ProcessHandle first) {
        // Frozen, it starts no further children while we look for those there are.
        signal("STOP", List.of(first));
        List<ProcessHandle> family = new ArrayList<>(first.descendants().toList());
        family.add(first);
        family.forEach(ProcessHandle::destroyForcibly);
        if (!Await.until(ENDING, () -> family.stream().noneMatch(Processes::running))) {
            throw new IllegalStateException("processes still run after SIGKILL and " + ENDING + ": " + family);
        }
    }

    /** A process that ended counts as gone even where its parent never asks for its exit status. */
    private static boolean running(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        return !inState(Path.of("/proc", Long.toString(process.pid())), "Z");
    }

    /** How a command ended, and what it printed. */
    record Ended(int exit, String output) {}

    /** Runs a command that ends by itself, and ends it if it does not. */
    static Ended run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<Process> unused = process.onExit()
                    .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly());
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output.strip());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot run " + command.get(0), failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.get(0), stop);
        }
    }

    /** Whether a command is there to be run. */
    static boolean installed(String command) {
        return find(command).isPresent();
    }

    /** Where a command is. Servers are often where only root's PATH leads. */
    static Optional<Path> find(String command) {
        String folders = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(folders.split(":", -1))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether we may do anything. */
    static boolean root() {
        return run(List.of("id", "-u")).output().equals("0");
    }
}
