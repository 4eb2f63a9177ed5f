package io.github.vitals.health.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own, which prints {@code port N} once it answers and ends when its input does, so that none
 * is left behind.
 */
final class ServerProcess implements AutoCloseable {
    private static final String PORT = "port ";

    private final Process process;
    private final BufferedReader output;

    private ServerProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one and does not wait until it answers. */
    static ServerProcess start(Path jdk, String classPath, List<String> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin").resolve("java").toString());
        // All of the memory from the beginning, and compilers that do not come and go, so that their time can be told.
        command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:-UseDynamicNumberOfCompilerThreads"));
        command.addAll(List.of("-Dsun.net.httpserver.nodelay=true", "-Dslf4j.internal.verbosity=ERROR"));
        command.addAll(List.of("-cp", classPath));
        command.addAll(program);
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** In the server's own JVM: says where it answers, and waits for the end of the input. */
    static void serve(int port) throws IOException {
        System.out.println(PORT + port);
        while (System.in.read() >= 0) {
            // Nothing is told.
        }
        System.exit(0);
    }

    /** Waits until it answers. */
    URI awaitUri() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PORT)) {
                return URI.create("http://127.0.0.1:" + line.substring(PORT.length()));
            }
        }
        throw new IOException("it ended without answering");
    }

    /**
     * The processor time that it has used so far, in steps of 10 ms, on Linux without that of its compilers: they
     * compile the same code once, however many requests there are.
     */
    Duration cpu() throws IOException {
        return process.info().totalCpuDuration().orElseThrow().minus(compilers());
    }

    private Duration compilers() throws IOException {
        Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (!Files.isDirectory(tasks)) {
            return Duration.ZERO;
        }
        Duration time = Duration.ZERO;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                if (Files.readString(task.resolve("comm")).matches("(?s)C[12] Compiler.*")) {
                    String[] figures =
                            Files.readString(task.resolve("schedstat")).split(" ");
                    time = time.plusNanos(Long.parseLong(figures[0]));
                }
            }
        }
        return time;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
