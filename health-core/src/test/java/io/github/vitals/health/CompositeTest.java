package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.MAINTENANCE;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CompositeTest {
    private static final CheckPolicy EXACT = Bench.exact()
            .failureThreshold(1)
            .successThreshold(1)
            .critical(false)
            .build();

    private final Scripted a = Scripted.up();
    private final Scripted b = Scripted.up();
    private final Scripted c = Scripted.up();

    private Bench of(HealthCheck composite) {
        Bench bench = Bench.started(health -> health.check("a", a, EXACT)
                .check("b", b, EXACT)
                .check("c", c, EXACT)
                .check("whole", composite));
        bench.pass(ofSeconds(1));
        return bench;
    }

    private static final HealthResult BROKEN = HealthResult.down("broken");

    @Test
    void allOfIsDownAsSoonAsOneIs() {
        try (Bench bench = of(HealthCheck.allOf("a", "b", "c"))) {
            assertThat(bench.status("whole")).isEqualTo(UP);
            b.answers(BROKEN);
            bench.health.check("b");
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(DOWN);
            assertThat(bench.state("whole").message()).isEqualTo("2 of 3 needed work: b DOWN");
            assertThat(bench.state("whole").reason()).contains(FailureReason.DEPENDENCY);
            b.answers(HealthResult.up());
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(UP);
        }
    }

    @Test
    void anyOfIsDegradedWhileOneWorksAndDownWhenNoneDoes() {
        try (Bench bench = of(HealthCheck.anyOf("a", "b", "c"))) {
            a.answers(BROKEN);
            b.answers(BROKEN);
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(DEGRADED);
            c.answers(BROKEN);
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(DOWN);
        }
    }

    @Test
    void whileMembersInMaintenanceAndUnknownOnesCouldBeEnoughTheWholeIsUnknown() {
        try (Bench bench = of(HealthCheck.atLeast(2, "a", "b", "c"))) {
            bench.health.maintain("a", ofMinutes(1), "");
            b.answers(HealthResult.unknown("cannot say"));
            c.answers(BROKEN);
            bench.pass(ofSeconds(20));
            assertThat(bench.status("whole")).isEqualTo(UNKNOWN);
            b.answers(BROKEN);
            bench.pass(ofSeconds(20));
            assertThat(bench.status("whole")).isEqualTo(DOWN);
        }
    }

    @Test
    void aNumberOfThemIsEnough() {
        try (Bench bench = of(HealthCheck.atLeast(2, "a", "b", "c"))) {
            a.answers(BROKEN);
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(DEGRADED);
            bench.health.maintain("b", ofMinutes(1), "");
            assertThat(bench.status("whole")).isEqualTo(MAINTENANCE);
            c.answers(BROKEN);
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(DOWN);
        }
    }

    @Test
    void whileItDependsOnWhatIsNotKnownItIsUnknown() {
        Bench bench = Bench.built(
                health -> health.check("a", a, EXACT).check("b", b, EXACT).check("whole", HealthCheck.allOf("a", "b")));
        try (bench) {
            assertThat(bench.status("whole")).isEqualTo(UNKNOWN);
            bench.health.check("a");
            assertThat(bench.status("whole")).isEqualTo(UNKNOWN);
            bench.health.check();
            assertThat(bench.status("whole")).isEqualTo(UP);
            assertThat(bench.health.report(HealthGroup.STARTUP).status()).isEqualTo(UP);
        }
    }

    @Test
    void aCompositeOfCompositesFollowsAtOnce() {
        Bench bench = Bench.started(health -> health.check("a", a, EXACT)
                .check("b", b, EXACT)
                .check("inner", HealthCheck.anyOf("a", "b"))
                .check("outer", HealthCheck.allOf("inner")));
        try (bench) {
            bench.pass(ofSeconds(1));
            a.answers(BROKEN);
            b.answers(BROKEN);
            bench.pass(ofSeconds(11));
            assertThat(bench.status("outer")).isEqualTo(DOWN);
        }
    }

    @Test
    void aCompositeThatIsAlsoDependentShowsTheRoot() {
        Scripted network = Scripted.up();
        Bench bench = Bench.started(health -> health.check("network", network, EXACT)
                .check("a", a, EXACT)
                .check("whole", HealthCheck.allOf("a"), policy -> policy.dependsOn("network")));
        try (bench) {
            network.answers(BROKEN);
            bench.pass(ofSeconds(11));
            assertThat(bench.status("whole")).isEqualTo(DOWN);
            assertThat(bench.state("whole").rootCause()).contains("network");
        }
    }

    @Test
    void aMemberCannotBeRemoved() {
        try (Bench bench = of(HealthCheck.allOf("a", "b"))) {
            assertThatThrownBy(() -> bench.health.remove("a")).hasMessageContaining("whole does");
            assertThat(bench.health.remove("whole")).isTrue();
            assertThat(bench.health.remove("a")).isTrue();
        }
    }

    @Test
    void circlesAndUnknownNamesAreRefused() {
        assertThatThrownBy(() -> HealthRegistry.builder()
                        .check("x", HealthCheck.allOf("y"))
                        .check("y", HealthCheck.anyOf("x"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x -> y -> x");
        assertThatThrownBy(() -> HealthRegistry.builder()
                        .check("x", HealthCheck.allOf("nowhere"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(HealthCheck::allOf).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthCheck.atLeast(3, "a", "b"))
                .hasMessage("needed: 3 (expected: 1 to 2, the number of checks)");
        assertThatThrownBy(() -> HealthCheck.allOf("a", "a")).hasMessage("names: a (expected: each check once)");
    }

    @Test
    void aCompositeIsNeverRunItself() {
        try (Bench bench = of(HealthCheck.allOf("a"))) {
            bench.health.check();
            assertThat(bench.health.check("whole").result()).isEmpty();
            assertThat(bench.health.check()).isSameAs(bench.health.check());
        }
    }

    @Test
    void aCompositeThatIsAddedAtRunTimeCountsAtOnce() {
        try (Bench bench = Bench.started(health -> health.check("a", a.answers(BROKEN), EXACT))) {
            bench.pass(ofSeconds(1));
            bench.health.add("whole", HealthCheck.allOf("a"));
            assertThat(bench.status("whole")).isEqualTo(DOWN);
            assertThat(bench.health.report(HealthGroup.READINESS).status()).isEqualTo(DOWN);
        }
    }
}
