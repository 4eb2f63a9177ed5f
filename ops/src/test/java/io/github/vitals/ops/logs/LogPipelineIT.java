package io.github.vitals.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.servers.opensearch.OpenSearchServer;
import io.github.vitals.ops.endtoend.RunningDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class LogPipelineIT {
    private static final String APPLICATION = "logs-vitals.application-production";
    private static final String AUDIT = "logs-vitals.audit-production";
    private static final String FAILED = "logs-vitals.failed-production";
    private static final int ENOUGH = 20_000;
    private static final int ENOUGH_OF_DEMO = 50;
    private static final int STRAYS = 4;
    private static final int REFUSED = 1;

    @TempDir
    static Path folder;

    private static OpenSearchServer server;
    private static LogStore store;
    private static StoreScript scripts;

    @BeforeAll
    static void start() throws Exception {
        server = OpenSearchServer.start(Files.createDirectories(folder.resolve("store")));
        store = new LogStore(server.uri());
        scripts = new StoreScript(server.uri());
        scripts.run("apply");
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyEventIsFoundOnceWhateverEndsMeanwhile() throws Exception {
        Path demoFolder = Files.createDirectories(folder.resolve("demo"));
        Path logs = RunningDemo.logs(demoFolder);
        List<String> written = new ArrayList<>();
        try (RunningDemo demo = RunningDemo.start(demoFolder, "-Dvitals.log.max.file.size=8KB");
                WritingService orders = WritingService.start(logs, "orders");
                WritingService audit = WritingService.start(logs.resolve("audit"), "audit");
                Rsyslog agent = Rsyslog.start(Files.createDirectories(folder.resolve("agent")), logs, server.uri())) {
            more(1_000);
            orders.line("Listening for transport dt_socket at address: 5005");
            agent.stop();
            agent.resume();
            more(1_000);
            agent.kill();
            agent.resume();
            orders.line("java.lang.IllegalStateException: boom");
            orders.line("\tat shop.Orders.take(Orders.java:17)");
            List<String> lines = LibraryService.run(logs.resolve("access"));
            more(1_000);
            server.stop();
            orders.line("{\"event.id\":\"refused-1\",\"health\":{\"check\":\"a text where fields are expected\"}}");
            agent.stop();
            agent.resume();
            server.resume();
            agent.kill();
            agent.resume();
            orders.line("{'event.id':'lenient-1','message':'JSON to the agent, and none to the store'}");
            more(1_000);
            server.kill();
            server.resume();
            more(1_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> orders.written() + audit.written() > ENOUGH);
            demo.close();
            List<Path> filesOfDemo = files(logs, "order-service-");
            List<String> ofDemo = ids(filesOfDemo);
            assertThat(filesOfDemo).hasSizeGreaterThan(2);
            assertThat(ofDemo).hasSizeGreaterThan(ENOUGH_OF_DEMO);
            written.addAll(ofDemo);
            written.addAll(orders.end());
            written.addAll(audit.end());
            arrive(written.size() + lines.size() + STRAYS + REFUSED);
            hold(written, orders.files() + audit.files() + filesOfDemo.size());
            assertThat(store.count("logs-vitals.access-production")).isEqualTo(lines.size());
            assertThat(agent.refused()).doesNotExist();
        }
    }

    private static List<Path> files(Path logs, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private static List<String> ids(List<Path> files) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                ids.add(JsonMapper.shared().readTree(line).path("event.id").asString());
            }
        }
        return ids;
    }

    /** Waits until so many more have arrived. */
    private static void more(long events) throws Exception {
        long now = store.count("logs-vitals.*");
        arrive(now + events);
    }

    private static void arrive(long documents) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(store.count("logs-vitals.*-production")).isGreaterThanOrEqualTo(documents));
    }

    private static void hold(List<String> written, int files) throws Exception {
        List<String> found = new ArrayList<>(store.values(APPLICATION, "event.id"));
        found.addAll(store.values(AUDIT, "event.id"));
        Set<String> distinct = new HashSet<>(found);
        Set<String> lost = new HashSet<>(written);
        lost.removeAll(distinct);
        int duplicates = found.size() - distinct.size();
        distinct.removeAll(new HashSet<>(written));
        String figures = "written %d events in %d files, indexed %d, lost %d, duplicates %d%n"
                .formatted(written.size(), files, found.size() - distinct.size(), lost.size(), duplicates);
        System.out.print(figures);
        Files.writeString(Path.of("target", "log-pipeline.txt"), figures);
        assertThat(lost).isEmpty();
        assertThat(duplicates).isZero();
        assertThat(written).hasSizeGreaterThan(ENOUGH);
        assertThat(distinct).hasSize(STRAYS).contains("lenient-1");
        assertThat(store.values(FAILED, "failure.id")).containsExactly("refused-1");
    }

    @Nested
    class Apply {
        @Test
        void mayBeRunAgainAndSaysWhatIsLeftOut() throws Exception {
            assertThat(scripts.run("apply"))
                    .contains("put /_index_template/vitals-logs")
                    .contains("left out: lifecycle policies (plugin opensearch-index-management is not installed);"
                            + " use retain")
                    .contains("left out: alert monitors (plugin opensearch-alerting is not installed)");
        }
    }

    @Nested
    class Fields {
        private static final String ODD = "logs-vitals.application-odd";

        @Test
        void whatIsNotMappedIsFoundAsLabelsAndTheMappingNeverGrows() throws Exception {
            store.create(ODD, KnownEvents.all());
            JsonNode mapping = store.get("/" + ODD + "/_mapping");
            ObjectNode event = JsonMapper.shared()
                    .createObjectNode()
                    .put("event.id", "odd-1")
                    .put("@timestamp", "yesterday")
                    .put("message", "odd")
                    .put("order.id", 42)
                    .put("labels.tenant", "acme")
                    .put("health.alert.label.team", "shop")
                    .put("error", "a text where others have an object")
                    .put("http.response.status_code", "many");
            for (int field = 0; field < 1_000; field++) {
                event.put("own.field" + field, field);
            }
            store.create(ODD, List.of(event));
            for (String query : List.of(
                    "labels.order.id:42",
                    "labels.tenant:acme",
                    "labels.health.alert.label.team:shop",
                    "labels.own.field999:999",
                    "labels.timestamp:yesterday",
                    "labels.error:*")) {
                assertThat(store.get("/" + ODD + "/_count?q=" + query)
                                .path("count")
                                .asInt())
                        .as(query)
                        .isOne();
            }
            assertThat(store.get("/" + ODD + "/_mapping")).isEqualTo(mapping);
        }
    }

    /** What each search of docs/guides/log-search.md gives for events that are known. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Searches {
        private static final String KNOWN = "logs-vitals.application-known";

        @BeforeAll
        void create() throws Exception {
            store.create(KNOWN, KnownEvents.all());
        }

        @Test
        void byTraceOrRequestGiveAllOfItInOrder() throws Exception {
            assertThat(ids("by-trace", Map.of("trace", KnownEvents.TRACE))).containsExactly("new-1", "request-1");
            assertThat(ids("by-request", Map.of("request", "r-2"))).containsExactly("request-2");
        }

        @Test
        void errorsAreCountedByRelease() throws Exception {
            JsonNode found = store.search("errors-by-release", KNOWN, Map.of("from", "now-7d"));
            assertThat(buckets(found, "releases")).containsExactly("1.1 3", "1.0 1");
            assertThat(buckets(found.at("/aggregations/releases/buckets/0"), "errors"))
                    .containsExactly("aaaa 2", "bbbb 1");
        }

        @Test
        void exceptionsHaveAFirstAndALastTime() throws Exception {
            JsonNode found = store.search("top-exceptions", KNOWN, Map.of("from", "now-7d"));
            assertThat(buckets(found, "exceptions")).containsExactly("aaaa 3", "bbbb 1", "cccc 1");
            JsonNode most = found.at("/aggregations/exceptions/buckets/0");
            assertThat(most.at("/last/value").asLong() - most.at("/first/value").asLong())
                    .isEqualTo(Duration.ofMinutes(2_980).toMillis());
            assertThat(most.at("/example/hits/hits/0/_id").asString()).isEqualTo("old-3");
        }

        @Test
        void aNewExceptionIsOneThatWasNotThereBefore() throws Exception {
            assertThat(buckets(store.search("new-exceptions", KNOWN, Map.of()), "exceptions"))
                    .containsExactly("bbbb 1");
        }

        @Test
        void slowRequestsComeSlowestFirst() throws Exception {
            assertThat(ids("slow-requests", Map.of())).containsExactly("request-1", "request-3");
            assertThat(buckets(store.search("slow-requests", KNOWN, Map.of("nanoseconds", "0")), "paths"))
                    .containsExactly("/orders 2", "/stock 1");
        }

        @Test
        void healthIsToldInOrder() throws Exception {
            assertThat(ids("health-transitions", Map.of())).containsExactly("health-1", "health-2", "health-3");
            assertThat(ids("health-transitions", Map.of("check", "cache"))).containsExactly("health-3");
        }

        @Test
        void strayLinesAreFoundWithTheirFile() throws Exception {
            assertThat(ids("unparsed", Map.of())).containsExactly("stray-1");
            assertThat(buckets(store.search("unparsed", KNOWN, Map.of()), "files"))
                    .containsExactly("/var/log/vitals/orders.json 1");
            assertThat(store.search("unparsed", KNOWN, Map.of())
                            .at("/hits/hits/0/_source/tags")
                            .valueStream())
                    .extracting(JsonNode::asString)
                    .containsExactly("unparsed", "stack-trace");
        }

        @Test
        void aPhraseIsFoundInMessages() throws Exception {
            assertThat(ids("phrase", Map.of("phrase", "check changed")))
                    .containsExactly("health-3", "health-2", "health-1");
        }

        @Test
        void volumeIsCountedByLevel() throws Exception {
            JsonNode found = store.search("volume-by-level", KNOWN, Map.of("from", "now-7d", "interval", "30d"));
            assertThat(found.at("/hits/total/value").asInt()).isEqualTo(12);
            assertThat(found.at("/aggregations/time/buckets")
                            .valueStream()
                            .flatMap(time -> buckets(time, "levels").stream()))
                    .contains("WARN 3", "INFO 4");
        }

        /** Their plugin is not here: what they ask is asked without it. */
        @Test
        void monitorsAskWhatCanBeAnswered() throws Exception {
            assertThat(monitor("error-spike").at("/aggregations/now/doc_count").asInt())
                    .isZero();
            assertThat(monitor("error-spike")
                            .at("/aggregations/before/doc_count")
                            .asInt())
                    .isEqualTo(3);
            assertThat(buckets(monitor("new-exception"), "exceptions")).containsExactly("bbbb 1");
            assertThat(monitor("nothing-arrives").at("/hits/total/value").asInt())
                    .isEqualTo(12);
            assertThat(buckets(monitor("unparsed"), "files")).containsExactly("/var/log/vitals/orders.json 1");
            assertThat(monitor("failed").at("/hits/total/value").asInt()).isEqualTo(8);
        }

        private JsonNode monitor(String name) throws Exception {
            return store.monitor(name, KNOWN);
        }

        @Test
        void everySearchIsShownHere() throws Exception {
            String self = Files.readString(Path.of("src/test/java/io/github/vitals/ops/logs/LogPipelineIT.java"));
            try (Stream<Path> searches = Files.list(Shipped.OPENSEARCH.resolve("searches"))) {
                assertThat(searches)
                        .allMatch(file -> self.contains(
                                '"' + file.getFileName().toString().replace(".json", "") + '"'));
            }
        }

        private List<String> ids(String search, Map<String, String> parameters) throws Exception {
            return store.search(search, KNOWN, parameters)
                    .at("/hits/hits")
                    .valueStream()
                    .map(hit -> hit.path("_id").asString())
                    .toList();
        }

        private List<String> buckets(JsonNode found, String name) {
            JsonNode aggregations = found.has("aggregations") ? found.path("aggregations") : found;
            return aggregations
                    .path(name)
                    .path("buckets")
                    .valueStream()
                    .map(bucket -> bucket.path("key").asString() + " "
                            + bucket.path("doc_count").asString())
                    .toList();
        }
    }

    @Nested
    class Retention {
        @Test
        void deletesWhatIsOlderThanItsClassIsKeptAndNothingElse() throws Exception {
            for (String stream : List.of("logs-vitals.access-r", "logs-vitals.audit-r", "logs-vitals.own-r")) {
                generations(stream, 3);
            }
            assertThat(retain("--dry-run", "--now", "in 20 days")).noneMatch(line -> line.contains("-r-"));
            assertThat(retain("--dry-run", "--now", "in 40 days"))
                    .filteredOn(line -> line.contains("-r"))
                    .containsExactlyInAnyOrder(
                            "would delete .ds-logs-vitals.access-r-000001",
                            "would delete .ds-logs-vitals.access-r-000002",
                            "kept logs-vitals.own-r: no days for own");
            assertThat(indices("logs-vitals.access-r")).hasSize(3);
            retain("--now", "in 40 days");
            assertThat(indices("logs-vitals.access-r")).containsExactly(".ds-logs-vitals.access-r-000003");
            assertThat(indices("logs-vitals.audit-r")).hasSize(3);
            assertThat(indices("logs-vitals.own-r")).hasSize(3);
        }

        @Test
        void keepsWhatIsHeldAndTakesASnapshotOfWhatGoes() throws Exception {
            generations("logs-vitals.audit-held", 3);
            generations("logs-vitals.audit-goes", 2);
            store.put(
                    "/_snapshot/archive",
                    "{\"type\":\"fs\",\"settings\":{\"location\":\"" + folder.resolve("store/snapshots") + "\"}}");
            Path rules = Files.writeString(
                    folder.resolve("retention.json"),
                    "{\"rollover\":{\"max_docs\":1000000},\"days\":{\"audit\":5},\"holds\":[\"*-held*\"]}");
            assertThat(retain("--now", "in 6 days", "--repository", "archive", rules.toString()))
                    .contains("held .ds-logs-vitals.audit-held-000001", "held .ds-logs-vitals.audit-held-000002")
                    .contains("deleted .ds-logs-vitals.audit-goes-000001")
                    .anyMatch(line -> line.startsWith("snapshot archive/vitals-logs-"));
            assertThat(indices("logs-vitals.audit-held")).hasSize(3);
            assertThat(indices("logs-vitals.audit-goes")).hasSize(1);
            assertThat(store.get("/_snapshot/archive/_all")
                            .at("/snapshots/0/indices")
                            .toString())
                    .contains(".ds-logs-vitals.audit-goes-000001")
                    .doesNotContain("held");
        }

        @Test
        void withoutTheRepositoryNothingGoes() throws Exception {
            generations("logs-vitals.access-safe", 2);
            assertThatThrownBy(() -> retain("--now", "in 100 days", "--repository", "absent"))
                    .hasMessageContaining("[absent] missing");
            assertThat(indices("logs-vitals.access-safe")).hasSize(2);
        }

        @Test
        void rollsOverWhatIsFull() throws Exception {
            generations("logs-vitals.access-full", 1);
            Path rules = Files.writeString(
                    folder.resolve("full.json"), "{\"rollover\":{\"max_docs\":1},\"days\":{},\"holds\":[]}");
            assertThat(retain(rules.toString())).contains("rolled over logs-vitals.access-full");
            assertThat(indices("logs-vitals.access-full")).hasSize(2);
        }

        private List<String> retain(String... arguments) throws Exception {
            List<String> given = new ArrayList<>(List.of(arguments));
            given.replaceAll(each -> each.startsWith("in ")
                    ? Instant.now()
                            .plus(Duration.ofDays(Integer.parseInt(each.split(" ")[1])))
                            .toString()
                    : each);
            return scripts.run("retain", given.toArray(String[]::new));
        }

        /** A stream that has rolled over so often that it has that many indices, with an event in each. */
        private void generations(String stream, int count) throws Exception {
            store.create(stream, KnownEvents.all());
            for (int rollover = 1; rollover < count; rollover++) {
                store.post("/" + stream + "/_rollover", "");
            }
        }

        private List<String> indices(String stream) throws Exception {
            return store.get("/_data_stream/" + stream)
                    .at("/data_streams/0/indices")
                    .valueStream()
                    .map(index -> index.path("index_name").asString())
                    .toList();
        }
    }
}
