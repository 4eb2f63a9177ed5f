package io.github.vitals.health.alerts.storm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An {@link AlertedService} in a process of its own. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean ready;

    private ServiceProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "service-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** A process whose output nobody reads stands still when the pipe is full. */
    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ready")) {
                    ready = true;
                    decided.countDown();
                }
            }
        } catch (IOException ended) {
            ready = false;
        } finally {
            decided.countDown();
        }
    }

    static ServiceProcess start(Path log, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                AlertedService.class.getName()));
        command.addAll(arguments);
        try {
            return new ServiceProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until it says that it has started; false if it ended before. */
    boolean awaitReady() throws InterruptedException {
        return decided.await(30, TimeUnit.SECONDS) && ready;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
