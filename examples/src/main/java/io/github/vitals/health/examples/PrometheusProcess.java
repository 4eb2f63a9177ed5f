package io.github.vitals.health.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes the demo each second. */
final class PrometheusProcess implements AutoCloseable {
    private static final long STARTING_SECONDS = 30;
    private static final long PAUSE_MILLIS = 200;

    private final Process process;
    private final URI uri;

    private PrometheusProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Tells whether there is one to start. */
    static boolean installed() {
        return ChildProcess.onPath("prometheus").isPresent();
    }

    static PrometheusProcess start(Path folder, URI target) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                  scrape_timeout: 1s
                scrape_configs:
                  - job_name: order-service
                    static_configs:
                      - targets: ['%s']
                """.formatted(target.getAuthority()));
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        Process process = ChildProcess.command(List.of(
                        "prometheus",
                        "--config.file=" + config.toAbsolutePath(),
                        "--storage.tsdb.path=" + folder.toAbsolutePath().resolve("tsdb"),
                        "--web.listen-address=" + uri.getAuthority(),
                        "--log.level=warn"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusProcess prometheus = new PrometheusProcess(process, uri);
        prometheus.awaitReady();
        return prometheus;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
        while (!ready(http)) {
            if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                throw ChildProcess.early("prometheus", process);
            }
        }
    }

    private boolean ready(HttpClient http) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/-/ready"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI uri() {
        return uri;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        ChildProcess.end(process);
    }
}
