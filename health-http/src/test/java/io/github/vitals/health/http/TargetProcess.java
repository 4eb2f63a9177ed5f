package io.github.vitals.health.http;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A {@link HttpTarget} in a process of its own. */
final class TargetProcess implements AutoCloseable {
    private Process process;
    private final int port;

    private TargetProcess() {
        process = launch(0);
        port = announcedPort();
    }

    static TargetProcess start() {
        return new TargetProcess();
    }

    private static Process launch(int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            return new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HttpTarget.class.getName(),
                            Integer.toString(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until it listens. */
    private int announcedPort() {
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the target did not come up");
            }
            return Integer.parseInt(line);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Returns once every thread has stopped: on a busy machine the signal may take a moment to be delivered. */
    void freeze() {
        signal("STOP");
        await().until(this::stopped);
    }

    private boolean stopped() throws IOException {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.exists(tasks)) {
            return true;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.allMatch(TargetProcess::stopped);
        }
    }

    private static boolean stopped(Path thread) {
        try {
            return Files.readString(thread.resolve("status")).contains("State:\tT");
        } catch (IOException ended) {
            return true;
        }
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + ": exit " + exit);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void restart() {
        kill();
        process = launch(port);
        announcedPort();
    }

    @Override
    public void close() {
        kill();
    }
}
