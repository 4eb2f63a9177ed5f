package io.github.vitals.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.ops.Rules.Alert;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule keeps to, whoever edits it. */
class RulesTest {
    private static final String RUNBOOKS = "https://github.com/vitals-health/vitals/blob/main/docs/runbooks/";
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "none");

    static List<Alert> alerts() {
        return Rules.alerts();
    }

    /** Two rules of one alert, the warning first. */
    record Pair(Alert warning, Alert critical) {
        @Override
        public String toString() {
            return warning.name();
        }
    }

    static Stream<Pair> pairs() {
        Map<String, List<Alert>> byName = Rules.alerts().stream().collect(Collectors.groupingBy(Alert::name));
        return byName.values().stream().filter(rules -> rules.size() > 1).map(rules -> {
            assertThat(rules).extracting(Alert::severity).containsExactly("warning", "critical");
            return new Pair(rules.get(0), rules.get(1));
        });
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertSaysHowUrgentItIsAndWhatToDo(Alert alert) {
        assertThat(alert.severity()).isIn(SEVERITIES);
        assertThat(alert.label("component")).isNotEmpty();
        assertThat(alert.rule().path("for").asString("")).as("for").isNotEmpty();
        assertThat(alert.annotation("summary")).isNotEmpty().hasSizeLessThan(200);
        assertThat(alert.annotation("description")).isNotEmpty().endsWith(".");
        assertThat(alert.annotation("runbook_url")).isEqualTo(RUNBOOKS + alert.name() + ".md");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theWarningOfAnAlertIsMetBeforeItsCriticalLimit(Pair pair) {
        Expression warning = new Expression(pair.warning().expression());
        Expression critical = new Expression(pair.critical().expression());
        assertThat(critical.shape()).isEqualTo(warning.shape());
        List<Expression.Limit> limits = warning.limits();
        assertThat(limits)
                .isNotEmpty()
                .zipSatisfy(
                        critical.limits(),
                        (first, then) -> assertThat(first.equals(then) || first.metBefore(then))
                                .as("%s before %s", first, then)
                                .isTrue());
        assertThat(warning.ahead())
                .zipSatisfy(critical.ahead(), (first, then) -> assertThat(first).isGreaterThan(then));
        assertThat(warning.text()).isNotEqualTo(critical.text());
    }

    @Test
    void everyMetricThatARuleReadsIsRecordedByARuleOrListedWithItsOrigin() {
        Set<String> known = new TreeSet<>(Rules.recorded());
        known.addAll(Metrics.read().keySet());
        assertThat(read()).isSubsetOf(known);
    }

    @Test
    void noMetricIsListedThatNoRuleReads() {
        assertThat(Metrics.read().keySet()).isSubsetOf(read());
    }

    @Test
    void everyMetricIsOfSomebodyWeKnow() {
        assertThat(Metrics.read().values())
                .containsOnly("ours", "Micrometer", "Hikari", "Lettuce", "Logback", "Prometheus", "Alertmanager");
    }

    @Test
    void everyAlertFiresInAUnitTestAndIsQuietInAnother() {
        Set<String> firing = moments(true);
        Set<String> quiet = moments(false);
        // The dead man's switch is never quiet.
        quiet.add("Watchdog");
        assertThat(firing).containsExactlyInAnyOrderElementsOf(Rules.alertNames());
        assertThat(quiet).containsExactlyInAnyOrderElementsOf(Rules.alertNames());
    }

    @Test
    void theJobThatMayNotBeAbsentIsScraped() {
        List<String> jobs = Rules.read(Rules.PROMETHEUS.resolve("prometheus.yml"))
                .path("scrape_configs")
                .valueStream()
                .map(job -> job.path("job_name").asString())
                .toList();
        Alert absent = Rules.alerts().stream()
                .filter(alert -> alert.name().equals("TargetsAbsent"))
                .findFirst()
                .orElseThrow();
        assertThat(jobs).anyMatch(job -> absent.expression().contains("job=\"" + job + "\""));
    }

    private static Set<String> moments(boolean firing) {
        return Rules.moments().stream()
                .filter(moment -> moment.firing() == firing)
                .map(Rules.Moment::alert)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> read() {
        return Rules.expressions().stream()
                .flatMap(text -> new Expression(text).metrics().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
