package io.github.vitals.ops.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.ops.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class LokiLogsTest {
    private static final Path FILE = Path.of("logs", "loki", "dashboard.json");

    private static JsonNode dashboard() {
        return JsonMapper.shared().readTree(LokiLogs.file());
    }

    @Test
    void theFileIsWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(FILE))
                .as("made by the main class LokiLogs, with the file as its argument")
                .isEqualTo(LokiLogs.file());
    }

    /** All but the panels of log lines: no other dashboard has such, so the schema does not know them. */
    @Test
    void isOfTheShapeOfADashboard() throws IOException {
        JsonNode dashboard = dashboard();
        ((ArrayNode) dashboard.path("panels"))
                .removeIf(panel -> panel.path("type").asString().equals("logs"));
        assertThat(dashboard.path("panels")).hasSize(3);
        assertThat(JsonSchema.named("dashboard.schema.json").faults(dashboard)).isEmpty();
    }

    @Test
    void everyPanelAsksTheLokiThatWasChosenAndEveryVariableIsUsed() {
        List<JsonNode> targets = dashboard()
                .path("panels")
                .valueStream()
                .map(it -> it.at("/targets/0"))
                .toList();
        assertThat(targets)
                .hasSize(6)
                .allMatch(it -> it.at("/datasource/type").asString().equals("loki"))
                .allMatch(it -> it.at("/datasource/uid").asString().equals("${datasource}"));
        String all = targets.toString();
        dashboard()
                .at("/templating/list")
                .forEach(it -> assertThat(all)
                        .containsPattern("\\$\\{?" + it.path("name").asString()));
    }
}
