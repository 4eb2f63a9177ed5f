package io.github.vitals.health.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real blackbox_exporter that probes as {@code HttpHealthCheck} does: HTTP/1.1, IPv4, a new connection each time. */
final class BlackboxExporter implements AutoCloseable {
    private static final Pattern PHASE =
            Pattern.compile("probe_http_duration_seconds\\{phase=\"(\\w+)\"\\} ([0-9.e+-]+)");

    private final Process process;
    private final URI uri;
    private final Path folder;

    private BlackboxExporter(Process process, URI uri, Path folder) {
        this.process = process;
        this.uri = uri;
        this.folder = folder;
    }

    static BlackboxExporter start(String authority) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("blackbox");
        Path trusted = Files.writeString(folder.resolve("authority.pem"), authority);
        Path config = Files.writeString(folder.resolve("blackbox.yml"), """
                modules:
                  http:
                    prober: http
                    timeout: 5s
                    http:
                      preferred_ip_protocol: ip4
                      enable_http2: false
                      tls_config:
                        ca_file: %s
                """.formatted(trusted));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(List.of(
                        "prometheus-blackbox-exporter",
                        "--config.file=" + config,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        // Also where a benchmark fails or is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BlackboxExporter started = new BlackboxExporter(process, URI.create("http://127.0.0.1:" + port), folder);
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                get("/-/healthy");
                return;
            } catch (IOException notYet) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || tries == 200) {
                    throw new IOException(
                            "blackbox_exporter did not start: " + Files.readString(folder.resolve("log")), notYet);
                }
            }
        }
    }

    /** Milliseconds by phase. */
    Map<String, Double> phases(URI target) throws IOException {
        String text = get("/probe?module=http&target=" + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8));
        if (!text.contains("probe_success 1")) {
            throw new IllegalStateException("blackbox_exporter: " + text);
        }
        Map<String, Double> phases = new HashMap<>();
        Matcher line = PHASE.matcher(text);
        while (line.find()) {
            phases.put(line.group(1), Double.parseDouble(line.group(2)) * 1000);
        }
        return phases;
    }

    private String get(String path) throws IOException {
        URLConnection connection = uri.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(10_000);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder text = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        for (String file : List.of("authority.pem", "blackbox.yml", "log")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}
