package io.github.vitals.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloRulesTest {
    private static final Path TABLE = Rules.PROMETHEUS.resolve("slo.csv");
    private static final String HEADER = "name; objective; window; good; total; least; labels\n";

    @TempDir
    private Path folder;

    @Test
    void theRulesAreWhatTheTableGives() throws IOException {
        Path made = folder.resolve("slo.yml");
        SloRules.main(TABLE.toString(), made.toString());
        assertThat(Rules.PROMETHEUS.resolve("rules/slo.yml")).hasSameTextualContentAs(made);
    }

    @Test
    void theBudgetIsWhatTheObjectiveLeaves() {
        String rules = SloRules.of(HEADER + "checkout; 99.95; 28; good; total; 10; team=shop,tier=1")
                .yaml();
        assertThat(rules)
                .contains("expr: vector(0.0005)\n        labels:\n          slo: checkout\n          team: shop\n")
                .contains("          tier: 1\n")
                .contains("[28d]");
    }

    @Test
    void fourPairsOfWindowsBurnTheBudget() {
        assertThat(SloRules.of(HEADER).yaml())
                .containsSubsequence(
                        "rate1h > on (slo) group_left () (14.4 *",
                        "rate5m > on (slo) group_left () (14.4 *",
                        "rate6h > on (slo) group_left () (6 *",
                        "rate30m > on (slo) group_left () (6 *",
                        "severity: critical",
                        "rate1d > on (slo) group_left () (3 *",
                        "rate2h > on (slo) group_left () (3 *",
                        "rate3d > on (slo) group_left () (1 *",
                        "rate6h > on (slo) group_left () (1 *",
                        "severity: warning");
    }

    @Test
    void anObjectiveThatCannotBeMissedOrMetIsRefused() {
        assertThatThrownBy(() -> SloRules.of(HEADER + "all; 100; 30; good; total; 0;"))
                .hasMessage("objective: 100 (expected: > 0 and < 100)");
        assertThatThrownBy(() -> SloRules.of(HEADER + "none; 0; 30; good; total; 0;"))
                .hasMessage("objective: 0 (expected: > 0 and < 100)");
    }

    @Test
    void aLineWithTooFewColumnsIsRefused() {
        assertThatThrownBy(() -> SloRules.of(HEADER + "few; 99; 30"))
                .hasMessage("line: few; 99; 30 (expected: 7 columns)");
    }

    @Test
    void argumentsThatAreMissingAreRefused() {
        assertThatThrownBy(() -> SloRules.main("table"))
                .hasMessage("arguments: 1 (expected: a table, a file for rules)");
    }
}
