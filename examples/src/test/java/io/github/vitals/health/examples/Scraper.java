package io.github.vitals.health.examples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A real Prometheus that scrapes one address each second, and can be asked what it has seen. */
final class Scraper implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    private Scraper(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static Scraper start(Path binary, Path folder, URI target) throws IOException {
        Files.createDirectories(folder);
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, scrape_timeout: 1s }
                scrape_configs:
                  - job_name: demo
                    static_configs: [ { targets: ["%s"] } ]
                """.formatted(target.getAuthority()));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI uri = URI.create("http://127.0.0.1:" + port);
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.external-url=" + uri)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Scraper scraper = new Scraper(process, uri);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> scraper.get("/-/ready").statusCode() == 200);
        return scraper;
    }

    /** The value of an instant query with one result; NaN if it has none yet. */
    double value(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        JsonNode result = JSON.readTree(answer.body()).path("data").path("result");
        if (result.size() > 1) {
            throw new IOException("more than one result for " + query + ": " + result);
        }
        return result.isEmpty()
                ? Double.NaN
                : Double.parseDouble(result.path(0).path("value").path(1).asString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
