package io.github.vitals.ops.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ManifestsTest {
    private static final Path OPS = Path.of("").toAbsolutePath();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private static List<JsonNode> documents(String file) throws IOException {
        String text = Files.readString(OPS.resolve("kubernetes").resolve(file));
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            List<JsonNode> documents = new ArrayList<>();
            all.forEachRemaining(document -> {
                if (!document.isNull()) {
                    documents.add(document);
                }
            });
            return documents;
        }
    }

    @Test
    void theFilesAreWhatTheRulesAndDashboardsSay() throws IOException {
        for (var file : Manifests.files(OPS).entrySet()) {
            assertThat(Files.readString(OPS.resolve("kubernetes").resolve(file.getKey())))
                    .as("made by the main class Manifests, with the folder ops as its argument")
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void eachFileOfRulesIsAPrometheusRuleWithAllItsGroups() throws IOException {
        List<JsonNode> rules = documents("prometheus-rules.yaml");
        assertThat(rules).allMatch(rule -> rule.get("kind").asString().equals("PrometheusRule"));
        assertThat(rules)
                .extracting(rule -> rule.at("/metadata/name").asString())
                .contains("vitals-health", "vitals-slo", "vitals-recording");
        for (JsonNode rule : rules) {
            String name = rule.at("/metadata/name").asString().substring("vitals-".length());
            String text =
                    Files.readString(OPS.resolve("prometheus").resolve("rules").resolve(name + ".yml"));
            assertThat(rule.get("spec")).isEqualTo(YAML.readTree(text));
        }
    }

    @Test
    void eachDashboardIsAConfigMapThatGrafanasSideCarFinds() throws IOException {
        List<JsonNode> maps = documents("grafana-dashboards.yaml");
        assertThat(maps).hasSizeGreaterThan(10);
        for (JsonNode map : maps) {
            String name = map.at("/metadata/name").asString();
            assertThat(map.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
            String dashboard = map.get("data").get(name + ".json").asString();
            Path file = OPS.resolve("grafana").resolve("dashboards").resolve(name + ".json");
            JsonMapper json = JsonMapper.builder().build();
            assertThat(json.readTree(dashboard)).isEqualTo(json.readTree(Files.readString(file)));
            assertThat(dashboard.length()).as("what kubectl apply keeps of it").isLessThan(200_000);
        }
    }
}
