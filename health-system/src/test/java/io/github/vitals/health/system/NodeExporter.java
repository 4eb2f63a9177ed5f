package io.github.vitals.health.system;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The real node_exporter, asked as Prometheus does. */
final class NodeExporter implements AutoCloseable {
    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    private NodeExporter(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static NodeExporter start() throws IOException {
        Path program = Tools.require("prometheus-node-exporter", "prometheus-node-exporter");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error",
                        "--collector.tcpstat",
                        "--collector.netdev.device-exclude=^$",
                        "--collector.filesystem.fs-types-exclude=^$",
                        "--no-collector.systemd")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        NodeExporter exporter = new NodeExporter(process, URI.create("http://127.0.0.1:" + port + "/metrics"));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> exporter.scrape().sum("node_load1") >= 0);
        return exporter;
    }

    Scrape scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return new Scrape(
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body().toList());
    }

    /** What it said. */
    record Scrape(List<String> lines) {
        /** The sum of all series of a name, or of those with one of the labels, each written as {@code name="value"}. */
        double sum(String name, String... labels) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .filter(line ->
                            labels.length == 0 || List.of(labels).stream().anyMatch(line::contains))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
