package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real Alertmanager of Prometheus's that listens on loopback, alone. It is the one installed on this machine, as a child
 * process always. What it knew is gone when it is closed.
 *
 * <p>Thread-safe.
 */
public final class AlertmanagerServer implements AutoCloseable {
    private static final String PROGRAM = "prometheus-alertmanager";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ChildProcess process;

    private AlertmanagerServer(ChildProcess process) {
        this.process = process;
    }

    /**
     * Tells whether this machine has an Alertmanager.
     *
     * @return whether the program {@code prometheus-alertmanager} is there
     */
    public static boolean installed() {
        return Processes.installed(PROGRAM);
    }

    /**
     * Starts a server on a free port. It is ended with this JVM, if {@link #close()} does not end it before.
     *
     * @param configuration the text of its configuration file
     * @return a server that answers
     * @throws IllegalStateException if it is not installed
     */
    public static AlertmanagerServer start(String configuration) {
        Path program = Processes.find(PROGRAM)
                .orElseThrow(() -> new IllegalStateException(
                        PROGRAM + ": not found (expected: installed; on Debian: apt-get install " + PROGRAM + ")"));
        ServerFolder folder = ServerFolder.create("alertmanager");
        return new AlertmanagerServer(ChildProcess.launch(folder, new Call(program, configuration), Ports.ANY)
                .endedWithJvm());
    }

    /**
     * Starts a server that tells a webhook of alerts at once, each by itself, and when they are over.
     *
     * @param receiver where it posts to
     * @return a server that answers
     * @throws IllegalStateException if it is not installed
     */
    public static AlertmanagerServer telling(URI receiver) {
        return start("""
                route:
                  receiver: webhook
                  group_by: ['...']
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: 1h
                receivers:
                  - name: webhook
                    webhook_configs:
                      - url: '%s'
                        send_resolved: true
                """.formatted(receiver));
    }

    private record Call(Path program, String configuration) implements ChildProcess.Recipe {
        @Override
        public List<String> command(ServerFolder folder, int port) {
            Path file = folder.resolve("alertmanager.yml");
            try {
                Files.writeString(file, configuration);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot write " + file, failed);
            }
            return List.of(
                    program.toString(),
                    "--config.file=" + file,
                    "--storage.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--web.external-url=http://127.0.0.1:" + port,
                    // The empty value switches clustering off, so that it opens no other port.
                    "--cluster.listen-address=");
        }

        @Override
        public boolean answers(String host, int port) {
            try {
                return get(URI.create("http://" + host + ":" + port + "/-/ready"))
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            }
        }

        @Override
        public String goodbye() {
            return "TERM";
        }
    }

    /**
     * Where it is.
     *
     * @return an address without a path
     */
    public URI uri() {
        return URI.create("http://" + process.host() + ":" + process.port());
    }

    /**
     * The alerts that are not over.
     *
     * @return what it answers at {@code /api/v2/alerts}, an array of JSON
     */
    public String alerts() {
        try {
            return get(uri().resolve("/api/v2/alerts")).body();
        } catch (IOException failed) {
            throw new UncheckedIOException("Alertmanager does not answer", failed);
        }
    }

    private static HttpResponse<String> get(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    /** Stops it where it stands (SIGSTOP): connections stay open and nothing answers. */
    public void freeze() {
        process.freeze();
    }

    /** Lets it go on; does nothing if it was not frozen. */
    public void thaw() {
        process.thaw();
    }

    /** Ends it at once (SIGKILL), frozen or not; {@link #restart()} brings it back. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same port. */
    public void restart() {
        process.restart();
    }

    /** Ends the server, frozen or not, and removes its data. Closing twice does nothing. */
    @Override
    public void close() {
        process.close();
    }
}
