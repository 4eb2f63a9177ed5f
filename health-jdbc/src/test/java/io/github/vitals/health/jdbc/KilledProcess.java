package io.github.vitals.health.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM, which tells of what it does line by line, and is killed at last. */
final class KilledProcess implements AutoCloseable {
    /** What a line begins with that is no log's. */
    private static final String TOLD = "told: ";

    private final Process process;
    private final BufferedReader output;

    private KilledProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Runs the main method of a class of ours. */
    static KilledProcess start(Class<?> program, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
        builder.command().addAll(arguments);
        return new KilledProcess(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Called in the process. */
    static void tell(Object what) {
        System.out.println(TOLD + what);
    }

    /** Waits until it tells of one thing more. */
    String next() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(TOLD)) {
                return line.substring(TOLD.length());
            }
        }
        throw new IOException("process: ended (expected: it tells of what it does)");
    }

    /** Kills it (SIGKILL), and gives what it had told of before and was not heard yet. */
    List<String> kill() throws Exception {
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

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
