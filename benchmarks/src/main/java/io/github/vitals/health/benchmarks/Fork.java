package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program in a fresh JVM with the same class path, which prints figures: {@code name value}, one a line. */
final class Fork {
    private Fork() {}

    /** Runs the program to its end, with 512 MB of heap; returns what it printed. */
    static Map<String, Double> run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        return run("512m", program, arguments);
    }

    static Map<String, Double> run(String heap, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(heap, program, arguments);
        Map<String, Double> figures = new HashMap<>();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                int space = line.indexOf(' ');
                figures.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            }
        } finally {
            process.destroy();
        }
        awaitEnd(process, program);
        return figures;
    }

    /** Runs the program; whoever called reads what it prints. */
    static Process start(String heap, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-cp", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static void awaitEnd(Process process, Class<?> program) throws IOException, InterruptedException {
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("exit status of " + program.getSimpleName() + ": " + status + " (expected: 0)");
        }
    }
}
