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

    static List<JsonNode> documents(String file) throws IOException {
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

    private static JsonNode only(String file, String kind) throws IOException {
        return documents(file).stream()
                .filter(document -> document.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatSelectsPodsFindsThem() throws IOException {
        JsonNode deployment = only("deployment.yaml", "Deployment");
        JsonNode labels = deployment.at("/spec/template/metadata/labels");
        assertThat(List.of(
                        deployment.at("/spec/selector/matchLabels"),
                        deployment.at("/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels"),
                        only("deployment.yaml", "Service").at("/spec/selector"),
                        only("deployment.yaml", "PodDisruptionBudget").at("/spec/selector/matchLabels"),
                        only("network-policy.yaml", "NetworkPolicy").at("/spec/podSelector/matchLabels")))
                .containsOnly(labels);
        assertThat(only("service-monitor.yaml", "ServiceMonitor").at("/spec/selector/matchLabels"))
                .isEqualTo(only("deployment.yaml", "Service").at("/metadata/labels"));
    }

    @Test
    void everyPortThatIsNamedIsOneOfTheContainer() throws IOException {
        JsonNode deployment = only("deployment.yaml", "Deployment");
        JsonNode container = deployment.at("/spec/template/spec/containers/0");
        List<String> ports = container.path("ports").findValuesAsString("name");
        List<String> named = new ArrayList<>(container.findValuesAsString("port"));
        JsonNode service = only("deployment.yaml", "Service").at("/spec/ports");
        named.addAll(service.findValuesAsString("targetPort"));
        only("network-policy.yaml", "NetworkPolicy")
                .at("/spec/ingress")
                .forEach(rule -> named.addAll(rule.path("ports").findValuesAsString("port")));
        assertThat(named).isNotEmpty().isSubsetOf(ports);
        assertThat(service.findValuesAsString("name"))
                .contains(only("service-monitor.yaml", "ServiceMonitor")
                        .at("/spec/endpoints/0/port")
                        .asString());
        assertThat(deployment
                        .at("/spec/template/metadata/annotations/prometheus.io~1port")
                        .asString())
                .isEqualTo(container.at("/ports/1/containerPort").asString());
    }

    @Test
    void everyMountHasItsVolume() throws IOException {
        JsonNode pod = only("deployment.yaml", "Deployment").at("/spec/template/spec");
        assertThat(pod.at("/containers/0/volumeMounts").findValuesAsString("name"))
                .containsExactlyInAnyOrderElementsOf(pod.path("volumes").findValuesAsString("name"));
    }

    /** A log in a directory of its own would fail for ever, and the check of the log with it. */
    @Test
    void aContainerThatMayNotWriteLogsToTheConsoleOnly() throws IOException {
        JsonNode container = only("deployment.yaml", "Deployment").at("/spec/template/spec/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container
                        .path("env")
                        .valueStream()
                        .filter(variable -> variable.path("name").asString().equals("VITALS_LOG_DIR"))
                        .map(variable -> variable.path("value").asString()))
                .containsExactly("none");
    }

    @Test
    void theJobThatMayNotBeAbsentIsThatOfTheMonitor() throws IOException {
        JsonNode relabeling = only("service-monitor.yaml", "ServiceMonitor").at("/spec/endpoints/0/relabelings/0");
        assertThat(relabeling.path("targetLabel").asString()).isEqualTo("job");
        assertThat(Files.readString(OPS.resolve("prometheus").resolve("rules").resolve("meta.yml")))
                .contains("job=\"" + relabeling.path("replacement").asString() + "\"");
    }
}
