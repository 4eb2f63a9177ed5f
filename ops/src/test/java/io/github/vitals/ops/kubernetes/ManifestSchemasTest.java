package io.github.vitals.ops.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.ops.JsonSchema;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifests are of the shape that the API of Kubernetes and the resources of the Prometheus operator have. */
class ManifestSchemasTest {
    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        schema = JsonSchema.named("manifests.schema.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployment.yaml",
                "service-monitor.yaml",
                "network-policy.yaml",
                "prometheus-rules.yaml",
                "grafana-dashboards.yaml"
            })
    void everyManifestKeepsIt(String file) throws IOException {
        assertThat(ManifestsTest.documents(file))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(schema.faults(document))
                        .as("%s %s", document.path("kind"), document.at("/metadata/name"))
                        .isEmpty());
    }

    /** So that a schema which allows everything is noticed. The file, a pointer to what is changed, the field, its value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    deployment.yaml       | ''                                                       | kind            | "Deploymnt"
                    deployment.yaml       | ''                                                       | apiVersion      | "apps/v1beta1"
                    deployment.yaml       | /spec                                                    | replicas        | "two"
                    deployment.yaml       | /spec                                                    | replicas        | 1.5
                    deployment.yaml       | /spec                                                    | selector        | null
                    deployment.yaml       | /spec                                                    | replica         | 2
                    deployment.yaml       | /spec/template/spec                                      | terminationGrace| 30
                    deployment.yaml       | /spec/template/spec/containers/0                         | image           | 1
                    deployment.yaml       | /spec/template/spec/containers/0/readinessProbe          | httpget         | {}
                    deployment.yaml       | /spec/template/spec/containers/0/readinessProbe/httpGet  | path            | 5
                    network-policy.yaml   | /spec                                                    | ingres          | []
                    network-policy.yaml   | /spec                                                    | policyTypes     | "Ingress"
                    service-monitor.yaml  | /spec                                                    | endpoints       | {}
                    service-monitor.yaml  | /spec                                                    | sampleLimit     | 0.5
                    service-monitor.yaml  | /spec/endpoints/0                                        | intervall       | "15s"
                    prometheus-rules.yaml | /spec                                                    | rules           | []
                    prometheus-rules.yaml | /spec/groups/0                                           | name            | 1
                    prometheus-rules.yaml | /spec/groups/0/rules/0                                   | expression      | "up"
                    """)
    void whatAnApiServerWouldRefuseIsFound(String file, String at, String field, String value) throws IOException {
        JsonNode document = ManifestsTest.documents(file).get(0);
        ((ObjectNode) document.at(at)).set(field, JsonMapper.shared().readTree(value));
        assertThat(schema.faults(document)).isNotEmpty();
    }
}
