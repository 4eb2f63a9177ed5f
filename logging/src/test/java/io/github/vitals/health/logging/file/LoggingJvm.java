package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Another JVM that logs. Its error output goes to a file, and nobody reads its standard output unless asked. */
final class LoggingJvm implements AutoCloseable {
    private static final int PIPE = 65_536;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Process process;
    private final Path errors;

    private LoggingJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static LoggingJvm start(Class<?> program, Object... arguments) throws IOException {
        Path errors = Files.createTempFile("logging-jvm", ".errors");
        return new LoggingJvm(
                command(program, arguments).redirectError(errors.toFile()).start(), errors);
    }

    /** Its error output goes the way of its standard output. */
    static LoggingJvm startWithOneOutput(Class<?> program, Object... arguments) throws IOException {
        Path errors = Files.createTempFile("logging-jvm", ".errors");
        return new LoggingJvm(
                command(program, arguments).redirectErrorStream(true).start(), errors);
    }

    private static ProcessBuilder command(Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        return new ProcessBuilder(command);
    }

    /** Called in the process: tells of something on its error output. */
    static void tell(String what) {
        System.err.println("told: " + what);
    }

    /** Waits until it tells of this. */
    void awaitTold(String what) throws IOException {
        await().atMost(LONG).until(() -> errors().contains("told: " + what) || !process.isAlive());
        assertThat(errors()).contains("told: " + what);
    }

    /** The lines of its error output so far. */
    List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }

    /** Sends it a line. */
    void say(String line) throws IOException {
        process.outputWriter().write(line + "\n");
        process.outputWriter().flush();
    }

    BufferedReader output() {
        return process.inputReader();
    }

    /**
     * Waits until there is much to read and nothing is added, which is when its write hangs. How much that is depends on
     * the sizes of its writes: a page of a pipe takes a further write only if that fits in, so half may be wasted.
     */
    void awaitFullOutput() {
        AtomicInteger before = new AtomicInteger();
        await().atMost(LONG).until(() -> {
            int available = process.getInputStream().available();
            return before.getAndSet(available) == available && available >= PIPE / 2;
        });
    }

    /** From now on nobody can read its standard output. */
    void closeOutput() throws IOException {
        process.getInputStream().close();
    }

    /** Asks it to end (SIGTERM). */
    void askToEnd() {
        process.toHandle().destroy();
    }

    /** Kills it (SIGKILL). */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Waits until it has ended. */
    void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
