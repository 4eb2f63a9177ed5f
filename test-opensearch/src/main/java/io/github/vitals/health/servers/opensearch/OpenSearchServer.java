package io.github.vitals.health.servers.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An OpenSearch of one node on the loopback address, with its data in a folder of the caller: without security, and
 * without the plugins that a distribution adds. It can be stopped, killed and started again with the data it had, at
 * the same port. It ends with the JVM that started it. Not thread-safe.
 */
public final class OpenSearchServer implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final long BETWEEN_QUESTIONS = 100;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final int port;
    private final int transportPort;
    private Process process;

    private OpenSearchServer(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = first.getLocalPort();
            transportPort = second.getLocalPort();
        }
        process = launch();
    }

    /** Starts it, and waits until it answers. */
    public static OpenSearchServer start(Path folder) throws IOException, InterruptedException {
        OpenSearchServer server = new OpenSearchServer(folder);
        server.awaitReady();
        return server;
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        Node.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(transportPort))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Our class, and the jars that were there when it was built. */
    private static String classPath() throws IOException {
        String own = Path.of(URI.create(OpenSearchServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        try (InputStream jars = OpenSearchServer.class.getResourceAsStream("class-path")) {
            if (jars == null) {
                throw new IOException("class-path: none (expected: made by the build of test-opensearch)");
            }
            return own
                    + System.getProperty("path.separator")
                    + new String(jars.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private Path log() {
        return folder.resolve("opensearch.log");
    }

    private void awaitReady() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!answers()) {
            boolean ended = process.waitFor(BETWEEN_QUESTIONS, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() - start > STARTING.toNanos()) {
                process.destroyForcibly();
                throw new IOException("OpenSearch did not answer within " + STARTING + " at " + uri() + "; its log: "
                        + Files.readString(log()));
            }
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest health = HttpRequest.newBuilder(uri().resolve("/_cluster/health?wait_for_status=yellow"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it answers HTTP. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it in order; {@link #resume()} starts it again. */
    public void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends it as a loss of power would, its file system aside. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again after {@link #stop()} or {@link #kill()}, and waits until it answers. */
    public void resume() throws IOException, InterruptedException {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }
}
