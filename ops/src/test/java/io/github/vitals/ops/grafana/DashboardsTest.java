package io.github.vitals.ops.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.ops.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files are what the code says, and keep the rules of Grafana's dashboard linter. */
class DashboardsTest {
    private static final Path FOLDER = Path.of("grafana", "dashboards");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Those that Prometheus and Alertmanager tell of themselves, whatever service was chosen; and what the rules record. */
    private static final Pattern OF_NO_SERVICE = Pattern.compile("(prometheus|alertmanager)_.*|slo:.*");

    private static final Pattern RANGE = Pattern.compile("\\[([^]]+)]");
    private static final Pattern COUNTER = Pattern.compile("([a-z_]+_total)\\{[^}]*}(\\[)?");

    static Stream<JsonNode> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<JsonNode> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(JSON.readTree(Files.readString(file)));
            }
            return all.stream();
        }
    }

    private static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.get("panels").forEach(panel -> {
            if (!panel.get("type").asString().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>();
        panels(dashboard)
                .forEach(panel -> panel.get("targets")
                        .forEach(target -> expressions.add(target.get("expr").asString())));
        return expressions;
    }

    @Test
    void theFilesAreWhatTheCodeSays() throws IOException {
        Map<String, String> written = new HashMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(written)
                .as("made by the main class Dashboards, with the folder as its argument")
                .isEqualTo(Dashboards.files());
    }

    @Test
    void addressesAndTitlesAreDifferent() throws IOException {
        assertThat(dashboards().map(it -> it.get("uid").asString())).doesNotHaveDuplicates();
        assertThat(dashboards().map(it -> it.get("title").asString())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aReaderChoosesWhereFromWhichServiceAndWhichInstance(JsonNode dashboard) {
        Map<String, JsonNode> variables = new HashMap<>();
        dashboard
                .at("/templating/list")
                .forEach(it -> variables.put(it.get("name").asString(), it));
        assertThat(variables.get("datasource").get("type").asString()).isEqualTo("datasource");
        assertThat(variables.get("datasource").get("query").asString()).isEqualTo("prometheus");
        assertThat(variables).containsKey("job");
        variables.values().stream()
                .filter(it -> it.get("type").asString().equals("query"))
                .forEach(it -> {
                    assertThat(it.at("/datasource/uid").asString()).isEqualTo("${datasource}");
                    assertThat(it.get("multi").asBoolean()).isTrue();
                    assertThat(it.get("includeAll").asBoolean()).isTrue();
                    assertThat(it.get("allValue").asString()).isEqualTo(".+");
                    assertThat(it.get("refresh").asInt())
                            .as("anew when the time changes")
                            .isEqualTo(2);
                });
        String all = dashboard.toString();
        variables.keySet().forEach(name -> assertThat(all).as("uses " + name).containsPattern("\\$\\{?" + name));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShowsInWhichUnitAndAsksTheChosenSource(JsonNode dashboard) {
        for (JsonNode panel : panels(dashboard)) {
            String title = panel.get("title").asString();
            assertThat(title).isNotBlank();
            assertThat(panel.get("description").asString()).as(title).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asString())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/thresholds/steps"))
                    .as(title)
                    .isNotEmpty();
            assertThat(panel.at("/datasource/uid").asString()).as(title).isEqualTo("${datasource}");
            assertThat(panel.get("targets")).as(title).isNotEmpty();
            panel.get("targets")
                    .forEach(target -> assertThat(target.at("/datasource/uid").asString())
                            .as(title)
                            .isEqualTo("${datasource}"));
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryAsksForWhatWasChosen(JsonNode dashboard) {
        for (String expression : expressions(dashboard)) {
            new Expression(expression)
                    .metrics().stream()
                            .filter(meter -> !OF_NO_SERVICE.matcher(meter).matches())
                            .forEach(meter -> assertThat(expression)
                                    .as(meter)
                                    .doesNotContainPattern("\\b" + meter
                                            + "(?![a-zA-Z0-9_:]|\\{job=~\"\\$job\",instance=~\"\\$instance\")"));
            assertThat(expression).doesNotContain("{*");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noCounterIsShownAsItStands(JsonNode dashboard) {
        for (String expression : expressions(dashboard)) {
            Matcher counters = COUNTER.matcher(expression);
            while (counters.find()) {
                assertThat(counters.group(2)).as(expression).isEqualTo("[");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void ratesAreOverTheIntervalThatSuitsTheTimeShownOrOneThatTheTitleNames(JsonNode dashboard) {
        Set<String> fixed = Set.of("1h", "6h", "1d", "7d", "30d");
        for (String expression : expressions(dashboard)) {
            Matcher ranges = RANGE.matcher(expression);
            while (ranges.find()) {
                String range = ranges.group(1);
                assertThat(range.equals("$__rate_interval") || range.equals("$__range") || fixed.contains(range))
                        .as(expression)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aZeroForNothingIsNoLineBesideWhatThereIs(JsonNode dashboard) {
        for (JsonNode panel : panels(dashboard)) {
            for (JsonNode target : panel.get("targets")) {
                if (target.get("legendFormat").asString().contains("{{")) {
                    assertThat(target.get("expr").asString())
                            .as(panel.get("title").asString())
                            .doesNotContain("or vector(");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noTwoPanelsHaveOneTitle(JsonNode dashboard) {
        assertThat(panels(dashboard))
                .extracting(panel -> panel.get("title").asString())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsFillTheLinesAndNoneStandsOnAnother(JsonNode dashboard) {
        boolean[][] taken = new boolean[24][1_000];
        dashboard.get("panels").forEach(panel -> {
            JsonNode at = panel.get("gridPos");
            for (int x = at.get("x").asInt();
                    x < at.get("x").asInt() + at.get("w").asInt();
                    x++) {
                for (int y = at.get("y").asInt();
                        y < at.get("y").asInt() + at.get("h").asInt();
                        y++) {
                    assertThat(taken[x][y]).as(panel.get("title").asString()).isFalse();
                    taken[x][y] = true;
                }
            }
        });
        for (int y = 0; taken[0][y]; y++) {
            for (int x = 0; x < 24; x++) {
                assertThat(taken[x][y]).as("column %d of line %d", x, y).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void itCannotBeEditedByMistakeRefreshesAndLeadsOn(JsonNode dashboard) {
        assertThat(dashboard.get("editable").asBoolean()).isFalse();
        assertThat(dashboard.get("refresh").asString()).isEqualTo("30s");
        assertThat(dashboard.get("links")).hasSize(2);
        assertThat(dashboard.at("/annotations/list")).hasSize(3);
        assertThat(dashboard.at("/annotations/list/0/expr").asString()).contains("health_group_transitions_total");
    }
}
