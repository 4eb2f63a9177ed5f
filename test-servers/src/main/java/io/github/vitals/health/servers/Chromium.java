package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Chromium with no window, which is told what to do over the DevTools protocol. It is the one installed on this
 * machine, or the program that {@code -Dbrowser=} names, with a profile of its own that is gone when it is closed.
 * Thread-safe.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable");

    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--remote-debugging-port=0",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--lang=en-US");

    private final ChildProcess process;

    private Chromium(ChildProcess process) {
        this.process = process;
    }

    /**
     * Tells whether this machine has a browser.
     *
     * @return whether one of the programs is there
     */
    public static boolean installed() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        String named = System.getProperty("browser", "");
        return named.isEmpty()
                ? PROGRAMS.stream()
                        .flatMap(name -> Processes.find(name).stream())
                        .findFirst()
                : Optional.of(Path.of(named)).filter(Files::isExecutable);
    }

    /**
     * Starts a browser. It is ended with this JVM, if {@link #close()} does not end it before.
     *
     * @return a browser that answers
     * @throws IllegalStateException if none is installed
     */
    public static Chromium start() {
        Path program = program()
                .orElseThrow(() -> new IllegalStateException("browser: not found (expected: one of " + PROGRAMS
                        + " on the PATH, or -Dbrowser=; on Debian: apt-get install chromium-headless-shell)"));
        ServerFolder folder = ServerFolder.create("chromium");
        return new Chromium(ChildProcess.launch(folder, new Call(program, folder), Ports.ANY)
                .endedWithJvm());
    }

    /**
     * Where it is told what to do.
     *
     * @return the address of its DevTools web socket
     */
    public URI debugger() {
        List<String> lines = new Call(Path.of(""), process.folder()).active();
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    /**
     * The processes it is made of at this moment.
     *
     * @return those that run
     */
    public List<ProcessHandle> processes() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    /** Ends it with every process it has started. */
    @Override
    public void close() {
        // At once and all together: what is asked to end is but the script around the browser.
        process.kill();
        process.close();
    }

    private record Call(Path program, ServerFolder folder) implements ChildProcess.Recipe {
        @Override
        public List<String> command(ServerFolder folder, int port) {
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(OPTIONS);
            command.add("--user-data-dir=" + folder.resolve("profile"));
            command.add("about:blank");
            return command;
        }

        @Override
        public boolean answers(String host, int port) {
            return active().size() == 2;
        }

        /** The port that it has chosen and the path of its socket, once it has written both. */
        List<String> active() {
            Path file = folder.resolve("profile").resolve("DevToolsActivePort");
            try {
                return Files.exists(file) ? Files.readAllLines(file) : List.of();
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot read " + file, failed);
            }
        }
    }
}
