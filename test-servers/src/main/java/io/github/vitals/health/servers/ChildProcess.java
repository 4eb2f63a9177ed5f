package io.github.vitals.health.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server as a child of this JVM. Thread-safe. */
final class ChildProcess implements Backend {
    private static final String HOST = "127.0.0.1";
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(5);
    private static final int PORTS_TO_TRY = 5;
    private static final int LOG_TAIL = 1000;

    private final ServerFolder folder;
    private final Recipe recipe;
    private final int port;
    private Process process;
    private @Nullable Thread hook;

    private ChildProcess(ServerFolder folder, Recipe recipe, int port) {
        this.folder = folder;
        this.recipe = recipe;
        this.port = port;
        this.process = run();
    }

    /** How a server is called and how one sees that it answers. */
    interface Recipe extends Readiness {
        List<String> command(ServerFolder folder, int port);

        /** The signal that asks it to end in order. */
        default String goodbye() {
            return "INT";
        }
    }

    /** Starts a server on the given port, or on a free one; if it does not come up, nothing is left of it. */
    static ChildProcess launch(ServerFolder folder, Recipe recipe, int port) {
        try {
            if (port != Ports.ANY) {
                Ports.requireFree(port);
                return new ChildProcess(folder, recipe, port);
            }
            return launchAnywhere(folder, recipe);
        } catch (RuntimeException failed) {
            folder.delete();
            throw failed;
        }
    }

    /** A port that was free may be taken before the server has it; then another one is tried. */
    private static ChildProcess launchAnywhere(ServerFolder folder, Recipe recipe) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new ChildProcess(folder, recipe, Ports.free());
            } catch (IllegalStateException failed) {
                if (attempt == PORTS_TO_TRY
                        || !String.valueOf(failed.getMessage()).contains("already in use")) {
                    throw failed;
                }
            }
        }
    }

    /** Ends the server when the JVM ends, unless it is closed before. */
    synchronized ChildProcess endedWithJvm() {
        hook = new Thread(this::end, "test-server-end");
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    private Process run() {
        List<String> command = new ArrayList<>(recipe.command(folder, port));
        if (Processes.installed("setsid")) {
            // In a session of its own, so that a Ctrl-C meant for us does not end it before we do.
            command.add(0, "setsid");
        }
        try {
            Process started = new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            folder.serverIs(started.toHandle());
            awaitReady(started);
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + command, failed);
        }
    }

    private void awaitReady(Process started) throws IOException {
        boolean ready = false;
        try {
            boolean decided = Await.until(STARTING, () -> !started.isAlive() || recipe.answers(HOST, port));
            ready = decided && started.isAlive();
        } finally {
            if (!ready) {
                Processes.kill(started.toHandle());
            }
        }
        if (!ready) {
            String log = Files.readString(log(), StandardCharsets.UTF_8);
            throw new IllegalStateException("the server did not come up on port " + port + " within " + STARTING
                    + "; its log ends: " + log.substring(Math.max(0, log.length() - LOG_TAIL)));
        }
    }

    ServerFolder folder() {
        return folder;
    }

    private Path log() {
        return folder.resolve("log");
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized long pid() {
        return process.pid();
    }

    @Override
    public synchronized void freeze() {
        freezeFirst();
        Processes.stop(process.descendants().toList());
    }

    @Override
    public synchronized void freezeFirst() {
        if (!process.isAlive()) {
            throw new IllegalStateException("server: not running (expected: running, to be frozen)");
        }
        Processes.stop(List.of(process.toHandle()));
    }

    @Override
    public synchronized void thaw() {
        if (process.isAlive()) {
            List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
            family.add(process.toHandle());
            Processes.signal("CONT", family);
        }
    }

    @Override
    public synchronized void kill() {
        if (process.isAlive()) {
            Processes.kill(process.toHandle());
            awaitEnd();
        }
    }

    /** It ended a moment ago or is about to; here we wait until this JVM knows. */
    private void awaitEnd() {
        try {
            process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void restart() {
        stop();
        process = run();
    }

    /** Asks it to end; where it does not, ends it. */
    private void stop() {
        if (!process.isAlive()) {
            return;
        }
        thaw();
        Processes.signal(recipe.goodbye(), List.of(process.toHandle()));
        awaitEnd();
        kill();
    }

    @Override
    public synchronized void close() {
        if (hook != null && hook != Thread.currentThread()) {
            removeHook(hook);
        }
        end();
    }

    private synchronized void end() {
        stop();
        folder.delete();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook runs or has run; ending a server twice does no harm.
        }
    }
}
