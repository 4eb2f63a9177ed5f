package io.github.vitals.health.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demo as a process of its own, with the Java that runs this test. */
final class DemoProcess implements AutoCloseable {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String ADDRESS = "health: ";

    private final Process process;
    private final Path folder;
    private final URI health;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private DemoProcess(Process process, Path folder, URI health) {
        this.process = process;
        this.folder = folder;
        this.health = health;
    }

    /** Starts it and waits for the line with its address; {@code -Dname=value} among the options sets a property. */
    static DemoProcess start(Path folder, String... options) throws IOException {
        Process process = launch(folder, options);
        List<String> said = new ArrayList<>();
        try {
            BufferedReader out = reader(process);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith(ADDRESS)) {
                    DemoProcess demo = new DemoProcess(process, folder, URI.create(line.substring(ADDRESS.length())));
                    demo.drain(out);
                    return demo;
                }
            }
        } catch (IOException | RuntimeException failed) {
            process.destroy();
            throw failed;
        }
        throw new IOException("the demo ended: " + String.join("\n", said));
    }

    /** Starts it, expects it to refuse, and returns what it said. */
    static String refused(Path folder, String... options) throws Exception {
        Process process = launch(folder, options);
        String said = String.join("\n", reader(process).lines().toList());
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 2) {
            throw new IOException("exit " + process.exitValue() + " (expected: 2): " + said);
        }
        return said.lines()
                .filter(line -> line.startsWith("demo: "))
                .findFirst()
                .orElse(said);
    }

    private static Process launch(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dvitals.demo.dir=" + folder));
        command.addAll(properties(options, true));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DemoMain.class.getName()));
        command.addAll(properties(options, false));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> properties(String[] options, boolean wanted) {
        return Stream.of(options)
                .filter(option -> option.startsWith("-D") == wanted)
                .toList();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads on, so that the demo never waits for us. */
    private void drain(BufferedReader out) {
        Thread reader = new Thread(() -> listen(out), "demo-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void listen(BufferedReader out) {
        try {
            out.lines().forEach(said::add);
        } catch (UncheckedIOException ended) {
            // It is closed under the reader's hands when the process ends.
        }
    }

    /** The lines that it has printed since it was up. */
    List<String> said() {
        return said;
    }

    URI health() {
        return health;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(health.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The demo and everything it has started. */
    List<ProcessHandle> family() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        return family;
    }

    /** Runs {@code bin/demo} with these words against this demo; returns its exit code. */
    int command(String... words) throws IOException, InterruptedException {
        return command(folder, words);
    }

    static int command(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("bin/demo").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VITALS_DEMO_DIR", folder.toString());
        Process run = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return run.waitFor();
    }

    void terminate() {
        process.destroy();
    }

    int exit(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the demo did not end within " + within);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            family().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
