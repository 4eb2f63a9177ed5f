package io.github.vitals.health.compatibility;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program as a child of this JVM, which ends with the test; what it says goes to a file. */
final class Child implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Child start(Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Child(process, log);
    }

    /** A main class of these tests, with the Java and the class path that run them. */
    static Child java(Path log, Class<?> main, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        return start(log, command);
    }

    boolean alive() {
        return process.isAlive();
    }

    String said() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Asks it to end (SIGTERM), as whoever restarts services does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    int exit(Duration within) throws InterruptedException, IOException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the process did not end within " + within + "; it said: " + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
    }
}
