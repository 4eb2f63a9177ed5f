package io.github.vitals.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool takes the configuration and the rules, and its unit tests pass. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class PromtoolTest {
    static List<Path> testFiles() {
        return Rules.testFiles();
    }

    @Test
    void theConfigurationIsTaken() throws Exception {
        accepts(List.of(
                "check", "config", Rules.PROMETHEUS.resolve("prometheus.yml").toString()));
    }

    @Test
    void theRulesAreTakenAndNoneIsThereTwice() throws Exception {
        List<String> command = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        Rules.files().forEach(file -> command.add(file.toString()));
        accepts(command);
    }

    @ParameterizedTest
    @MethodSource("testFiles")
    void theUnitTestsOfTheRulesPass(Path file) throws Exception {
        accepts(List.of("test", "rules", file.toString()));
    }

    private static void accepts(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, Tools.require("promtool", "prometheus").toString());
        Tools.Answer answer = Tools.run(command);
        assertThat(answer.code()).as(answer.text()).isZero();
    }
}
