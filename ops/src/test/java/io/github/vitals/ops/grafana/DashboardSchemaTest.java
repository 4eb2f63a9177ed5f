package io.github.vitals.ops.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.ops.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The dashboards are of the shape that Grafana's own types say, as far down as the options of each type of panel. */
class DashboardSchemaTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        schema = JsonSchema.named("dashboard.schema.json");
    }

    static Stream<JsonNode> dashboards() throws IOException {
        return DashboardsTest.dashboards();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyDashboardKeepsIt(JsonNode dashboard) {
        assertThat(schema.faults(dashboard))
                .as(dashboard.path("title").asString())
                .isEmpty();
    }

    /** So that a schema which allows everything is noticed. A pointer to what is changed, the field, and its value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                  | style        | "dark"
                    ''                                  | tags         | "vitals"
                    ''                                  | refresh      | 30
                    /time                               | until        | "now"
                    /templating/list/0                  | type         | "choice"
                    /panels/1                           | type         | "graph"
                    /panels/1                           | datasource   | "prometheus"
                    /panels/1/gridPos                   | w            | "12"
                    /panels/1/targets/0                 | expression   | "up"
                    /panels/1/targets/0                 | expr         | 1
                    /panels/1/options                   | colour       | "red"
                    /panels/1/options                   | graphMode    | 7
                    /panels/1/fieldConfig/defaults      | units        | "s"
                    /panels/1/fieldConfig/defaults      | decimals     | "two"
                    """)
    void whatGrafanaWouldNotUnderstandIsFound(String at, String field, String value) throws IOException {
        JsonNode dashboard =
                JSON.readTree(Files.readString(Path.of("grafana", "dashboards", "vitals-application-overview.json")));
        assertThat(dashboard.at("/panels/1/type").asString()).isEqualTo("stat");
        ((ObjectNode) dashboard.at(at)).set(field, JSON.readTree(value));
        assertThat(schema.faults(dashboard)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeseries", "stat", "table", "state-timeline", "bargauge", "heatmap"})
    void optionsAndFieldsThatATypeOfPanelDoesNotHaveAreFound(String type) throws IOException {
        JsonNode dashboard = dashboards()
                .filter(each -> first(each, type).isObject())
                .findFirst()
                .orElseThrow();
        JsonNode panel = first(dashboard, type);
        ((ObjectNode) panel.path("options")).put("unknown", true);
        assertThat(schema.faults(dashboard)).anyMatch(fault -> fault.contains("unknown"));
        ((ObjectNode) panel.path("options")).remove("unknown");
        assertThat(schema.faults(dashboard)).isEmpty();
        ((ObjectNode) panel.at("/fieldConfig/defaults/custom")).put("unknown", true);
        assertThat(schema.faults(dashboard)).anyMatch(fault -> fault.contains("unknown"));
    }

    private static JsonNode first(JsonNode dashboard, String type) {
        return dashboard
                .path("panels")
                .valueStream()
                .filter(panel -> panel.path("type").asString().equals(type))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
