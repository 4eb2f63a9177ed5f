package io.github.vitals.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What can be said of the files of the pipeline without a store: they go with each other, and with the fields. */
class LogFilesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final YAMLMapper YAML = new YAMLMapper();
    /** A field in DQL: before the colon. */
    private static final Pattern DQL = Pattern.compile("([a-z@_][\\w.]*) ?(?::|>=)");

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static List<Path> files(String folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(Shipped.LOGS.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> fields(JsonNode properties, String prefix) {
        Set<String> fields = new HashSet<>();
        properties.properties().forEach(field -> {
            fields.add(prefix + field.getKey());
            fields.addAll(fields(field.getValue().path("properties"), prefix + field.getKey() + "."));
        });
        return fields;
    }

    private static Set<String> mapped() throws IOException {
        Set<String> mapped = new HashSet<>();
        JsonNode logs = json(Shipped.OPENSEARCH.resolve("component-mappings.json"));
        mapped.addAll(fields(logs.at("/template/mappings/properties"), ""));
        JsonNode failed = json(Shipped.OPENSEARCH.resolve("template-failed.json"));
        mapped.addAll(fields(failed.at("/template/mappings/properties"), ""));
        return mapped;
    }

    /** All values of "field", "fields" and names within term, terms, exists, range, wildcard and match_phrase. */
    private static Set<String> asked(JsonNode node) {
        Set<String> asked = new HashSet<>();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("field")) {
                asked.add(value.asString());
            } else if (entry.getKey().matches("term|terms|range|wildcard|match_phrase") && !value.has("field")) {
                asked.addAll(value.propertyNames());
            }
        });
        node.forEach(child -> asked.addAll(asked(child)));
        return asked;
    }

    @Test
    void searchesAndMonitorsAskForFieldsThatAreMapped() throws IOException {
        List<Path> all = new ArrayList<>(files("opensearch/searches", ".*"));
        all.addAll(files("opensearch/monitors", ".*"));
        assertThat(all).hasSizeGreaterThan(10);
        for (Path file : all) {
            assertThat(mapped()).as(file.toString()).containsAll(asked(json(file)));
        }
    }

    @Test
    void whatTheMappingKnowsIsNotMovedToLabels() throws IOException {
        Set<String> mapped = new HashSet<>(mapped());
        Set<String> objects = new HashSet<>();
        JsonNode properties =
                json(Shipped.OPENSEARCH.resolve("component-mappings.json")).at("/template/mappings/properties");
        properties.properties().forEach(field -> {
            if (field.getValue().has("properties")) {
                objects.add(field.getKey());
            }
        });
        Set<String> all = Set.copyOf(mapped);
        mapped.removeIf(name -> name.startsWith("failure") || all.stream().anyMatch(it -> it.startsWith(name + ".")));
        JsonNode processors =
                json(Shipped.OPENSEARCH.resolve("pipeline-logs.json")).path("processors");
        JsonNode params = processors.path(processors.size() - 1).at("/script/params");
        assertThat(texts(params.path("objects"))).containsExactlyInAnyOrderElementsOf(objects);
        assertThat(texts(params.path("known"))).containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void everyFieldOfTheContractIsMapped() throws IOException {
        JsonNode contract = json(Path.of("..", "logging", "src", "main", "resources")
                .resolve("io/github/vitals/health/logging/event.schema.json"));
        assertThat(contract.path("properties").isEmpty()).isFalse();
        assertThat(mapped()).containsAll(contract.path("properties").propertyNames());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void savedObjectsReferToEachOtherAndToFieldsThatAreMapped() throws IOException {
        List<JsonNode> objects = Files.readAllLines(Shipped.OPENSEARCH.resolve("dashboards.ndjson")).stream()
                .map(JSON::readTree)
                .toList();
        List<String> ids = objects.stream()
                .map(it -> it.path("type").asString() + ":" + it.path("id").asString())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().contains("dashboard:vitals-logs", "index-pattern:vitals-logs");
        for (JsonNode object : objects) {
            object.path("references")
                    .forEach(it -> assertThat(ids)
                            .contains(it.path("type").asString() + ":"
                                    + it.path("id").asString()));
            assertThat(mapped()).as(object.path("id").asString()).containsAll(used(object.path("attributes")));
        }
    }

    private static Set<String> used(JsonNode attributes) {
        Set<String> used = new HashSet<>();
        attributes.path("columns").forEach(column -> used.add(column.asString()));
        if (attributes.has("visState")) {
            used.addAll(asked(JSON.readTree(attributes.path("visState").asString())));
        }
        String search = attributes.at("/kibanaSavedObjectMeta/searchSourceJSON").asString();
        DQL.matcher(JSON.readTree(search).at("/query/query").asString())
                .results()
                .forEach(found -> used.add(found.group(1)));
        return used;
    }

    @Test
    void everyClassIsKeptAsLongByEachWayOfRetention() throws IOException {
        JsonNode days = json(Shipped.OPENSEARCH.resolve("retention.json")).path("days");
        assertThat(days.propertyNames()).containsExactlyInAnyOrder("application", "access", "audit", "failed");
        for (String name : days.propertyNames()) {
            String kept = days.path(name).asInt() + "d";
            JsonNode ism =
                    json(Shipped.OPENSEARCH.resolve("ism-" + name + ".json")).path("policy");
            assertThat(ism.at("/states/1/transitions/0/conditions/min_rollover_age")
                            .asString())
                    .isEqualTo(kept);
            assertThat(ism.at("/ism_template/0/index_patterns/0").asString()).isEqualTo("logs-vitals." + name + "-*");
            assertThat(ism.path("states")
                            .valueStream()
                            .map(it -> it.path("name").asString()))
                    .containsExactly(ism.path("default_state").asString(), "warm", "delete");
            JsonNode ilm = json(Shipped.LOGS.resolve("elasticsearch/ilm-" + name + ".json"));
            assertThat(ilm.at("/policy/phases/delete/min_age").asString()).isEqualTo(kept);
            assertThat(ilm.at("/policy/phases/delete/actions").has("delete")).isTrue();
        }
    }

    @Test
    void agentsAndLokiAreYamlAndUseTheIdOfTheEvent() throws IOException {
        for (String file : List.of("fluent-bit/fluent-bit.yaml", "vector/vector.yaml", "filebeat/filebeat.yml")) {
            String text = Files.readString(Shipped.AGENTS.resolve(file));
            assertThat(YAML.readTree(text).isObject()).as(file).isTrue();
            assertThat(text).as(file).contains("event.id", "create", "unparsed").doesNotContain("password: vitals");
        }
        JsonNode loki = YAML.readTree(Files.readString(Shipped.LOGS.resolve("loki/loki.yaml")));
        assertThat(loki.at("/compactor/retention_enabled").asBoolean()).isTrue();
        assertThat(loki.at("/limits_config/allow_structured_metadata").asBoolean())
                .isTrue();
    }

    @Test
    void everyAlertOfLokiSaysHowBadItIsAndWhatItMeans() throws IOException {
        JsonNode groups = YAML.readTree(Files.readString(Shipped.LOGS.resolve("loki/rules/vitals.yml")))
                .path("groups");
        for (JsonNode rule : groups.path(1).path("rules")) {
            assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
            assertThat(rule.at("/annotations/description").asString())
                    .endsWith(".")
                    .doesNotContain("..");
        }
    }

    @Test
    void everySearchIsToldInTheGuide() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "log-search.md"));
        for (Path file : files("opensearch/searches", ".*")) {
            assertThat(guide).contains("`" + file.getFileName().toString().replace(".json", "") + "`");
        }
    }
}
