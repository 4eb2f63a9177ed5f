package io.github.vitals.health.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM, which tells of what it does line by line, and is killed at last. Not thread-safe. */
public final class KilledProcess implements AutoCloseable {
    /** What a line begins with that is no log's. */
    private static final String TOLD = "told: ";

    /** It does not live long, and nobody reads its log. */
    private static final List<String> QUICKLY = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");

    private final Process process;
    private final BufferedReader output;

    private KilledProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /**
     * Runs a program with the class path of this JVM.
     *
     * @param program a class with a main method
     * @param arguments its arguments
     * @return the running process
     * @throws IOException if it cannot be started
     */
    public static KilledProcess start(Class<?> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICKLY);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new KilledProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /**
     * Called in the process: tells of something.
     *
     * @param what its text, of one line, is told
     */
    public static void tell(Object what) {
        System.out.println(TOLD + what);
    }

    /**
     * Says something to it, which it reads as a line of its input.
     *
     * @param what its text, of one line, is said
     * @throws IOException if it has ended
     */
    public void say(Object what) throws IOException {
        process.outputWriter().append(what + "\n").flush();
    }

    /**
     * Waits until it tells of one thing more.
     *
     * @return what it tells of
     * @throws IOException if it has ended
     */
    public String next() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(TOLD)) {
                return line.substring(TOLD.length());
            }
        }
        throw new IOException("process: ended (expected: it tells of what it does)");
    }

    /**
     * Kills it (SIGKILL) and waits for its end.
     *
     * @return what it had told of before and was not heard yet
     * @throws IOException if that cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        List<String> rest = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(TOLD)) {
                rest.add(line.substring(TOLD.length()));
            }
        }
        return rest;
    }

    /** Kills it, unless it has ended. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
