package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationSectionTest {
    private static final String PREFIX = "vitals.health.alerts.";

    private static ConfigurationSection section(String... keysAndValues) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(PREFIX + keysAndValues[i], keysAndValues[i + 1]);
        }
        return HealthConfiguration.of(settings, "test").section("alerts");
    }

    private static ConfigurationSection environment(Map<String, String> variables) {
        return HealthConfiguration.system(new Properties(), variables).section("alerts");
    }

    @Test
    void theRegistryLeavesTheKeysOfASectionAlone() {
        Properties properties = new Properties();
        properties.setProperty(PREFIX + "window", "1m");
        HealthConfiguration configuration =
                HealthConfiguration.system(properties, Map.of("VITALS_HEALTH_ALERTS_WINDOW", "2m"));
        assertThatCode(() -> HealthRegistry.builder()
                        .configuration(configuration)
                        .build()
                        .close())
                .doesNotThrowAnyException();
        HealthConfiguration alike = HealthConfiguration.of(Map.of("vitals.health.alertsx.window", "1m"), "test");
        assertThatThrownBy(() -> HealthRegistry.builder().configuration(alike).build())
                .hasMessageContaining("vitals.health.alertsx.window");
    }

    @Test
    void aKeyIsFoundAsAPropertyAndAsAVariableAndTheFirstSourceCounts() {
        Properties properties = new Properties();
        Map<String, String> environment = Map.of("VITALS_HEALTH_ALERTS_CHANNEL_ON_CALL_PER_MINUTE", "7");
        String key = "channel.on-call.per-minute";
        assertThat(HealthConfiguration.system(properties, environment)
                        .section("alerts")
                        .value(key, ConfigurationSection::whole))
                .contains(7);
        properties.setProperty(PREFIX + key, "8");
        assertThat(HealthConfiguration.system(properties, environment)
                        .section("alerts")
                        .value(key, ConfigurationSection::whole))
                .contains(8);
    }

    @Test
    void whatIsNotSetIsEmpty() {
        ConfigurationSection section = section();
        assertThat(section.text("window")).isEmpty();
        assertThat(section.value("window", ConfigurationSection::duration)).isEmpty();
        assertThatCode(section::throwIfFaulty).doesNotThrowAnyException();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithKeyValueExpectationAndSource() {
        ConfigurationSection section = section("window", "1x", "rule.db.sttus", "down", "file", "alerts.log");
        assertThat(section.value("window", ConfigurationSection::duration)).isEmpty();
        section.text("file");
        section.text("rule.db.status");
        section.text("rule.db.check");
        section.missing("channel.ops.kind", "a channel's kind");
        assertThatThrownBy(section::throwIfFaulty)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        configuration: 3 faults
                        - vitals.health.alerts.window: 1x (expected: a duration, such as 500ms, 1s, 2m, 1h, 1d or PT1S), from test
                        - vitals.health.alerts.channel.ops.kind: not set (expected: a channel's kind)
                        - vitals.health.alerts.rule.db.sttus: *** (expected: one of [check, status] after vitals.health.alerts.rule.db.), from test""");
    }

    @Test
    void aKeyUnderANameThatNobodyGaveIsToldTheNamesThereAre() {
        ConfigurationSection section = section("rule.dbdown.status", "down");
        section.text("rule.db-down.status");
        section.text("rule.slow.status");
        assertThatThrownBy(section::throwIfFaulty)
                .hasMessageContaining("(expected: one of [db-down, slow] after vitals.health.alerts.rule.), from test");
    }

    @Test
    void secretsAndWhatNobodyAskedForAreNotShown() {
        ConfigurationSection section = section("hook", "hunter1", "other", "hunter2");
        section.secret("hook");
        section.refuse("hook", new IllegalArgumentException("hook: hunter1 (expected: an address)"));
        assertThatThrownBy(section::throwIfFaulty)
                .hasMessageContaining("alerts.hook: *** (expected: an address), from test")
                .hasMessageContaining("alerts.other: *** (expected: one of [hook] after")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void aVariableThatTwoKeysMeanIsRefused() {
        ConfigurationSection section = environment(Map.of("VITALS_HEALTH_ALERTS_CHANNEL_A_B_KIND", "slack"));
        section.text("channel.a-b.kind");
        section.text("channel.a.b.kind");
        assertThatThrownBy(section::throwIfFaulty)
                .hasMessageContaining("VITALS_HEALTH_ALERTS_CHANNEL_A_B_KIND: *** (expected: one meaning, not "
                        + "channel.a-b.kind or channel.a.b.kind), from environment");
    }

    @Test
    void aVariableThatNobodyAskedForIsAFaultUnlessItIsOfAKubernetesService() {
        ConfigurationSection section = environment(Map.of(
                "VITALS_HEALTH_ALERTS_SERVICE_HOST", "10.0.0.1",
                "VITALS_HEALTH_ALERTS_SERVICE_PORT_HTTP", "80",
                "VITALS_HEALTH_ALERTS_PORT_80_TCP_ADDR", "10.0.0.1",
                "VITALS_HEALTH_ALERTS_WINDW", "1m"));
        section.text("window");
        assertThatThrownBy(section::throwIfFaulty)
                .hasMessage(
                        "configuration: 1 fault\n- VITALS_HEALTH_ALERTS_WINDW: *** (expected: one of [WINDOW] after "
                                + "VITALS_HEALTH_ALERTS_), from environment");
    }

    @Test
    void allThatBeginsWithAKeyCanBeAskedForWithoutKnowingHowItGoesOn() {
        ConfigurationSection section = section("rule.db.label.team", "orders", "rule.db.label.a.b", "c");
        assertThat(section.each("rule.db.label")).containsExactly(Map.entry("a.b", "c"), Map.entry("team", "orders"));
        assertThatCode(section::throwIfFaulty).doesNotThrowAnyException();
        ConfigurationSection variables = environment(Map.of("VITALS_HEALTH_ALERTS_RULE_DB_LABEL_ON_CALL", "x"));
        assertThat(variables.each("rule.db.label")).containsExactly(Map.entry("on-call", "x"));
        assertThatCode(variables::throwIfFaulty).doesNotThrowAnyException();
    }

    @Test
    void whatIsForgivenIsNoFault() {
        ConfigurationSection section = section("channel.ops.x", "1", "channel.ops2.x", "1");
        section.forgive("channel.ops");
        assertThatThrownBy(section::throwIfFaulty)
                .hasMessageContaining("1 fault")
                .hasMessageContaining("ops2");
        ConfigurationSection variables = environment(
                Map.of("VITALS_HEALTH_ALERTS_CHANNEL_OPS_X", "1", "VITALS_HEALTH_ALERTS_CHANNEL_OPS2_X", "1"));
        variables.forgive("channel.ops");
        assertThatThrownBy(variables::throwIfFaulty)
                .hasMessageContaining("1 fault")
                .hasMessageContaining("OPS2");
    }

    @Test
    void theLineOfAFileIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.properties"), "\nvitals.health.alerts.window=x\n");
        ConfigurationSection section = HealthConfiguration.file(file).section("alerts");
        section.value("window", ConfigurationSection::duration);
        assertThatThrownBy(section::throwIfFaulty).hasMessageEndingWith("from " + file + ":2");
    }

    @Test
    void thereIsNoOtherSection() {
        assertThatThrownBy(() -> HealthConfiguration.NONE.section("check"))
                .hasMessage("name: check (expected: one of [alerts])");
    }

    @Test
    void valuesAreReadAsThoseOfChecksAre() {
        assertThat(ConfigurationSection.duration("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(ConfigurationSection.truth("false")).isFalse();
        assertThat(ConfigurationSection.words("a , b")).containsExactly("a", "b");
        assertThat(ConfigurationSection.words("")).isEmpty();
        assertThatThrownBy(() -> ConfigurationSection.whole("1.5")).hasMessage("value: 1.5 (expected: a whole number)");
    }
}
