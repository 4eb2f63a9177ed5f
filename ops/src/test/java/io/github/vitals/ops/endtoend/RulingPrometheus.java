package io.github.vitals.ops.endtoend;

import static org.awaitility.Awaitility.await;

import io.github.vitals.ops.Tools;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A real Prometheus with the shipped configuration and rules, in which minutes are short. */
final class RulingPrometheus implements AutoCloseable {
    private static final Path SHIPPED = Path.of("prometheus");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What it says itself of a target and its alerts. */
    private static final Pattern OF_PROMETHEUS = Pattern.compile("up|scrape_.*|ALERTS.*");

    private static final Pattern DURATION = Pattern.compile("(\\[|for: )(\\d+)([smhd])\\b");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);
    private static final int HASTE = 30;
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    private RulingPrometheus(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Scrapes an instance each second and tells an Alertmanager. */
    static RulingPrometheus start(Path folder, String instance, URI alertmanager) throws IOException {
        Path program = Tools.require("prometheus", "prometheus");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI uri = URI.create("http://127.0.0.1:" + port);
        Path config = write(folder, instance, alertmanager.getAuthority(), uri.getAuthority());
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=" + uri.getAuthority(),
                        "--web.external-url=" + uri)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        RulingPrometheus prometheus = new RulingPrometheus(process, uri);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> prometheus.get("/-/ready").statusCode() == 200);
        return prometheus;
    }

    private static Path write(Path folder, String instance, String alertmanager, String itself) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> files = Files.list(SHIPPED.resolve("rules"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                String shipped = file.endsWith("slo.yml") ? withoutAlerts(text) : text;
                Files.writeString(rules.resolve(file.getFileName().toString()), hasty(shipped));
            }
        }
        Path targets = Files.createDirectories(folder.resolve("targets"));
        Files.writeString(
                targets.resolve("applications.yml"),
                Files.readString(SHIPPED.resolve("targets").resolve("applications.yml"))
                        .replace("localhost:8081", instance));
        return Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(SHIPPED.resolve("prometheus.yml"))
                        .replace("scrape_interval: 15s", "scrape_interval: 1s")
                        .replace("scrape_timeout: 10s", "scrape_timeout: 1s")
                        .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
                        .replace("localhost:9093", alertmanager)
                        .replace("localhost:9090", itself));
    }

    /** The windows of objectives are hours: an incident of theirs would outlast every other. */
    private static String withoutAlerts(String rules) {
        ObjectNode file = (ObjectNode) YAML.readTree(rules);
        for (JsonNode group : file.path("groups")) {
            ((ArrayNode) group.path("rules")).removeIf(rule -> rule.has("alert"));
        }
        ((ArrayNode) file.path("groups")).removeIf(group -> group.path("rules").isEmpty());
        return YAML.writeValueAsString(file);
    }

    /** Time that goes by thirty times as fast: a minute is 2 s. */
    private static String hasty(String rules) {
        String shortened = DURATION.matcher(rules).replaceAll(found -> {
            int seconds = Integer.parseInt(found.group(2)) * SECONDS.get(found.group(3)) / HASTE;
            return found.group(1) + seconds + "s";
        });
        return shortened.replaceAll("interval: \"?\\d+[ms]\"?", "interval: 1s");
    }

    /** The names of the alerts that fire and have a severity like this. */
    List<String> firing(String severity) throws Exception {
        return query("ALERTS{alertstate=\"firing\",severity=~\"" + severity + "\"}").stream()
                .map(found -> found.at("/metric/alertname").asString())
                .distinct()
                .sorted()
                .toList();
    }

    /** The names of all series that a job gives. */
    Set<String> namesOf(String job) throws Exception {
        return query("count by (__name__) ({job=\"" + job + "\",__name__!~\".*:.*\"})").stream()
                .map(found -> found.at("/metric/__name__").asString())
                .filter(name -> !OF_PROMETHEUS.matcher(name).matches())
                .collect(Collectors.toSet());
    }

    private List<JsonNode> query(String expression) throws Exception {
        return query(expression, Duration.ZERO);
    }

    /** What an expression gives that long from now. */
    List<JsonNode> query(String expression, Duration ahead) throws Exception {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        String time = "&time=" + Instant.now().plus(ahead);
        JsonNode answer =
                JSON.readTree(get("/api/v1/query?query=" + encoded + time).body());
        if (!answer.path("status").asString().equals("success")) {
            throw new IllegalArgumentException(
                    expression + ": " + answer.path("error").asString());
        }
        return answer.at("/data/result").valueStream().toList();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri.resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
