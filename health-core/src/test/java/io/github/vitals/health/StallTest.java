package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that stood still, and a wall clock that jumps, accuse nobody. */
class StallTest {
    private final Scripted check = Scripted.up();
    private final List<HealthTransition> heard = new ArrayList<>();

    private Bench started() {
        Bench bench = Bench.started(
                health -> health.check("db", check, Bench.exact().build()).listener(heard::add));
        bench.pass(ofSeconds(5));
        heard.clear();
        return bench;
    }

    @Test
    void afterHoursOfStandingStillNothingIsStaleBeforeItCouldBeAskedAgain() {
        try (Bench bench = started()) {
            bench.holdWork();
            bench.time.pass(ofHours(9));
            bench.pass(ofSeconds(2));
            assertThat(bench.status("db")).isEqualTo(UP);
            bench.work();
            assertThat(bench.status("db")).isEqualTo(UP);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void whatIsNotAskedForLongAlthoughTheProcessRunsIsStaleAllTheSame() {
        try (Bench bench = started()) {
            bench.holdWork();
            bench.pass(ofSeconds(40));
            assertThat(bench.status("db")).isEqualTo(UNKNOWN);
            assertThat(bench.state("db").stale()).isTrue();
        }
    }

    @Test
    void aRunDuringWhichTheProcessStoodStillHasTheTimeThatItLost() {
        try (Bench bench = started()) {
            check.does(context -> {
                // This step says that it will be back within 100 ms; the next one comes after 30 s.
                bench.advance();
                bench.time.pass(ofSeconds(30));
                bench.advance();
                return HealthResult.up("after all");
            });
            bench.pass(ofSeconds(10));
            assertThat(bench.state("db").message()).isEqualTo("after all");
            assertThat(bench.state("db").lag().orElseThrow()).isBetween(ofSeconds(29), ofSeconds(30));
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void aRunThatIsSlowWhileTheProcessRunsTimesOut() {
        try (Bench bench = started()) {
            check.does(context -> {
                for (int i = 0; i < 25; i++) {
                    bench.time.pass(ofMillis(100));
                    bench.advance();
                }
                return HealthResult.up("too late");
            });
            bench.pass(ofSeconds(5));
            assertThat(bench.state("db").result().orElseThrow().reason()).contains(FailureReason.TIMEOUT);
            assertThat(bench.state("db").lag()).contains(java.time.Duration.ZERO);
        }
    }

    @Test
    void aRunThatBeginsLateSaysSo() {
        try (Bench bench = started()) {
            bench.holdWork();
            bench.pass(ofSeconds(8));
            bench.work();
            assertThat(bench.state("db").lag().orElseThrow()).isBetween(ofSeconds(2), ofSeconds(4));
        }
    }

    @Test
    void jumpsOfTheWallClockChangeNoVerdict() {
        try (Bench bench = started()) {
            for (int hours : new int[] {5, -11, 26, -2}) {
                bench.time.jumpWallClock(ofHours(hours));
                bench.pass(ofMinutes(1));
                assertThat(bench.status("db")).isEqualTo(UP);
            }
            assertThat(heard).isEmpty();
            check.answers(HealthResult.down("broken"));
            bench.time.jumpWallClock(ofHours(-30));
            bench.pass(ofSeconds(25));
            assertThat(bench.status("db")).isEqualTo(DOWN);
            assertThat(heard.get(0).lasted()).isPositive();
        }
    }
}
