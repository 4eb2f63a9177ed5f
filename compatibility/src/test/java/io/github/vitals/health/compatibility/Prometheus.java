package io.github.vitals.health.compatibility;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A real Prometheus, which can be asked what it has scraped. */
final class Prometheus implements AutoCloseable {
    private final Child process;
    private final URI uri;

    private Prometheus(Child process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static Prometheus start(Path binary, Path folder, Guide configuration) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + Ports.free());
        Child process = Child.start(
                folder.resolve("prometheus.log"),
                List.of(
                        binary.toString(),
                        "--config.file=" + configuration.writeTo(folder.resolve("prometheus.yml")),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + uri.getAuthority(),
                        "--web.external-url=" + uri,
                        "--log.level=warn"));
        Prometheus prometheus = new Prometheus(process, uri);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> Http.get(uri.resolve("/-/ready")).statusCode() == 200);
        return prometheus;
    }

    /** What it thinks of a job's only target: {@code up}, {@code down} or, before the first scrape, {@code unknown}. */
    String health(String job) throws IOException, InterruptedException {
        return ofTarget(job, "health").orElse("unknown");
    }

    /** Why the last scrape failed; empty if it did not. */
    String lastError(String job) throws IOException, InterruptedException {
        return ofTarget(job, "lastError").orElse("");
    }

    private Optional<String> ofTarget(String job, String field) throws IOException, InterruptedException {
        return ask("/api/v1/targets")
                .get("activeTargets")
                .valueStream()
                .filter(target -> target.get("scrapePool").asString().equals(job))
                .map(target -> target.get(field).asString())
                .findFirst();
    }

    /** What kind of a metric the target says this is; empty if it says nothing of such a metric. */
    Set<String> types(String metric) throws IOException, InterruptedException {
        return ask("/api/v1/targets/metadata?metric=" + metric)
                .valueStream()
                .map(each -> each.get("type").asString())
                .collect(Collectors.toSet());
    }

    /** The value of a query with one result; NaN if it has none yet. */
    double value(String query) throws IOException, InterruptedException {
        JsonNode result = query(query);
        return result.isEmpty()
                ? Double.NaN
                : Double.parseDouble(result.get(0).get("value").get(1).asString());
    }

    /** The names of all series it has of a job, its own about the scrape aside. */
    Set<String> names(String job) throws IOException, InterruptedException {
        return query("group by (__name__) ({job='" + job + "',__name__!~'up|scrape_.*'})")
                .valueStream()
                .map(each -> each.get("metric").get("__name__").asString())
                .collect(Collectors.toSet());
    }

    private JsonNode query(String query) throws IOException, InterruptedException {
        return ask("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .get("result");
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        return Http.json(URI.create(uri + path)).get("data");
    }

    /** Its warnings and errors. */
    String said() throws IOException {
        return process.said();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
