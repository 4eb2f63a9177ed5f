package io.github.vitals.health;

import static io.github.vitals.health.HealthGroup.READINESS;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.MAINTENANCE;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.HealthLifecycle.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InterventionsTest {
    private static final CheckPolicy EXACT = Bench.exact().build();

    private final Scripted db = Scripted.up();
    private final Scripted orders = Scripted.up();
    private final Heard heard = new Heard();

    /** What a listener hears. */
    private static final class Heard implements HealthListener {
        final List<HealthLifecycle> events = new CopyOnWriteArrayList<>();
        final List<HealthTransition> transitions = new CopyOnWriteArrayList<>();

        @Override
        public void onTransition(HealthTransition transition) {
            transitions.add(transition);
        }

        @Override
        public void onLifecycle(HealthLifecycle event) {
            events.add(event);
        }

        List<Phase> phases() {
            return events.stream().map(HealthLifecycle::phase).toList();
        }
    }

    private Bench started() {
        Bench bench = Bench.started(health -> health.check("db", db, EXACT)
                .check("orders", orders, Bench.exact().dependsOn("db").build())
                .listener(heard));
        bench.pass(ofSeconds(1));
        return bench;
    }

    @Nested
    class Maintenance {
        @Test
        void untilItsTimeIsOverACheckIsInMaintenanceWhateverItsResults() {
            try (Bench bench = started()) {
                db.answers(HealthResult.down("upgrading"));
                bench.health.maintain("db", ofMinutes(5), "upgrade to 17");
                assertThat(bench.status("db")).isEqualTo(MAINTENANCE);
                assertThat(bench.state("db").message()).isEqualTo("maintenance: upgrade to 17");
                bench.pass(ofMinutes(5).minusMillis(1));
                assertThat(bench.status("db")).isEqualTo(MAINTENANCE);
                assertThat(bench.health.report(READINESS).status()).isEqualTo(MAINTENANCE);
                assertThat(bench.state("db").result().orElseThrow().status()).isEqualTo(DOWN);
                bench.pass(ofMillis(1));
                assertThat(bench.status("db")).isEqualTo(DOWN);
                assertThat(heard.phases())
                        .containsExactly(Phase.STARTED, Phase.MAINTENANCE_BEGAN, Phase.MAINTENANCE_ENDED);
            }
        }

        @Test
        void whatDependsOnItAndDoesNotWorkMeanwhileIsExcused() {
            try (Bench bench = started()) {
                bench.health.maintain("db", ofMinutes(5), "");
                assertThat(bench.status("orders")).isEqualTo(UP);
                orders.answers(HealthResult.down("no database"));
                bench.pass(ofMinutes(1));
                assertThat(bench.status("orders")).isEqualTo(MAINTENANCE);
                assertThat(bench.state("orders").rootCause()).contains("db");
                assertThat(bench.state("orders").message()).isEqualTo("depends on db, which is in maintenance");
                bench.pass(ofMinutes(4));
                assertThat(bench.status("orders")).isEqualTo(DOWN);
                assertThat(bench.state("orders").rootCause()).isEmpty();
            }
        }

        @Test
        void endsBeforeItsTimeWhenSomebodySaysSo() {
            try (Bench bench = started()) {
                assertThat(bench.health.endMaintenance("db")).isFalse();
                bench.health.maintain("db", ofMinutes(5), "short");
                assertThat(bench.health.endMaintenance("db")).isTrue();
                assertThat(bench.status("db")).isEqualTo(UP);
                assertThat(bench.health.endMaintenance("db")).isFalse();
            }
        }

        @Test
        void announcedAgainItLastsAsLongAsWasSaidLast() {
            try (Bench bench = started()) {
                bench.health.maintain("db", ofMinutes(5), "first");
                bench.health.maintain("db", ofMinutes(1), "second");
                bench.pass(ofMinutes(1));
                assertThat(bench.status("db")).isEqualTo(UP);
                bench.health.maintain("db", ofMinutes(1), "third");
                bench.health.maintain("db", ofMinutes(5), "fourth");
                bench.pass(ofMinutes(4));
                assertThat(bench.state("db").message()).isEqualTo("maintenance: fourth");
            }
        }

        @Test
        void aJumpOfTheWallClockDoesNotEndIt() {
            try (Bench bench = started()) {
                bench.health.maintain("db", ofMinutes(5), "");
                bench.time.jumpWallClock(Duration.ofHours(3));
                bench.pass(ofSeconds(30));
                assertThat(bench.status("db")).isEqualTo(MAINTENANCE);
                bench.time.jumpWallClock(Duration.ofHours(-6));
                bench.pass(ofMinutes(5));
                assertThat(bench.status("db")).isEqualTo(UP);
            }
        }

        @Test
        void theReasonIsWithoutSecrets() {
            try (Bench bench = started()) {
                bench.health.maintain("db", ofMinutes(5), "moved to postgres://app:hunter2@db2/orders");
                assertThat(bench.state("db").message()).contains("***").doesNotContain("hunter2");
                assertThat(heard.events.get(heard.events.size() - 1).message()).doesNotContain("hunter2");
            }
        }

        @Test
        void badInputIsRefused() {
            try (Bench bench = started()) {
                assertThatThrownBy(() -> bench.health.maintain("dp", ofMinutes(1), ""))
                        .hasMessage("name: \"dp\" (expected: one of [db, orders])");
                assertThatThrownBy(() -> bench.health.maintain("db", Duration.ZERO, ""))
                        .hasMessage("duration: PT0S (expected: > 0)");
            }
        }
    }

    @Nested
    class Windows {
        /** Open for a minute at the beginning of every ten. */
        private final MaintenanceWindow window = new MaintenanceWindow() {
            @Override
            public Optional<Instant> openUntil(Instant at) {
                Instant opened = Instant.ofEpochSecond(at.getEpochSecond() / 600 * 600);
                Instant closes = opened.plusSeconds(60);
                return at.isBefore(closes) ? Optional.of(closes) : Optional.empty();
            }

            @Override
            public Optional<Instant> nextOpening(Instant at) {
                return Optional.of(Instant.ofEpochSecond((at.getEpochSecond() / 600 + 1) * 600));
            }

            @Override
            public String reason() {
                return "backup";
            }
        };

        private Bench windowed(MaintenanceWindow own) {
            return Bench.started(health -> health.check(
                            "db", db, Bench.exact().maintenance(own).build())
                    .listener(heard));
        }

        @Test
        void openAndCloseAgainAndAgain() {
            try (Bench bench = windowed(window)) {
                assertThat(bench.state("db").message()).isEqualTo("maintenance: backup");
                bench.pass(ofSeconds(60));
                assertThat(bench.status("db")).isEqualTo(UP);
                bench.pass(ofSeconds(539));
                assertThat(bench.status("db")).isEqualTo(UP);
                bench.pass(ofSeconds(1));
                assertThat(bench.status("db")).isEqualTo(MAINTENANCE);
                bench.pass(ofSeconds(60));
                assertThat(bench.status("db")).isEqualTo(UP);
                assertThat(heard.phases())
                        .containsExactly(
                                Phase.STARTED,
                                Phase.MAINTENANCE_BEGAN,
                                Phase.MAINTENANCE_ENDED,
                                Phase.MAINTENANCE_BEGAN,
                                Phase.MAINTENANCE_ENDED);
            }
        }

        @Test
        void aJumpOfTheWallClockIsFollowedWithinAMinute() {
            try (Bench bench = windowed(window)) {
                bench.pass(ofMinutes(3));
                bench.time.jumpWallClock(Duration.ofMinutes(7));
                bench.pass(ofSeconds(59));
                bench.time.jumpWallClock(Duration.ofSeconds(-59));
                bench.pass(ofSeconds(1));
                assertThat(bench.status("db")).isEqualTo(MAINTENANCE);
            }
        }

        @Test
        void whatWasAnnouncedByHandInsideAWindowEndsWithTheLaterOfTheTwo() {
            try (Bench bench = windowed(window)) {
                bench.health.maintain("db", ofSeconds(30), "by hand");
                bench.pass(ofSeconds(30));
                assertThat(bench.state("db").status()).isEqualTo(MAINTENANCE);
                bench.pass(ofSeconds(30));
                assertThat(bench.status("db")).isEqualTo(UP);
            }
        }

        @Test
        void oneThatThrowsCountsAsClosed() {
            MaintenanceWindow broken = new MaintenanceWindow() {
                @Override
                public Optional<Instant> openUntil(Instant at) {
                    throw new AssertionError("broken window");
                }

                @Override
                public Optional<Instant> nextOpening(Instant at) {
                    return Optional.empty();
                }
            };
            try (Bench bench = windowed(broken)) {
                bench.pass(ofMinutes(5));
                assertThat(bench.status("db")).isEqualTo(UP);
            }
        }
    }

    @Nested
    class Pauses {
        @Test
        void aPausedCheckIsNotRunAndInMaintenance() {
            try (Bench bench = started()) {
                bench.health.pause("db");
                int runs = db.runs();
                bench.pass(Duration.ofHours(2));
                bench.health.check();
                assertThat(db.runs()).isEqualTo(runs);
                assertThat(bench.status("db")).isEqualTo(MAINTENANCE);
                assertThat(bench.state("db").message()).isEqualTo("paused");
                assertThat(bench.state("db").paused()).isTrue();
                assertThat(orders.runs()).isGreaterThan(700);
            }
        }

        @Test
        void resumedAfterHoursItIsWhatItWasUntilItsFirstResult() {
            try (Bench bench = started()) {
                bench.health.pause();
                bench.pass(Duration.ofHours(2));
                heard.transitions.clear();
                bench.holdWork();
                bench.health.resume();
                assertThat(bench.status("db")).isEqualTo(UP);
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UP);
                db.answers(HealthResult.down("broken"));
                bench.work();
                bench.pass(ofSeconds(25));
                assertThat(bench.status("db")).isEqualTo(DOWN);
                assertThat(heard.transitions).noneMatch(transition -> transition.to() == UNKNOWN);
            }
        }

        @Test
        void pausingTwiceIsHeardOnce() {
            try (Bench bench = started()) {
                bench.health.pause("db");
                bench.health.pause("db");
                bench.health.resume("db");
                bench.health.resume("db");
                assertThat(heard.phases()).containsExactly(Phase.STARTED, Phase.PAUSED, Phase.RESUMED);
                assertThat(heard.events.get(1).check()).contains("db");
            }
        }
    }

    @Nested
    class Gate {
        @Test
        void keepsReadinessUnknownUntilItIsOpened() {
            try (Bench bench = Bench.started(
                    health -> health.check("db", db, EXACT).gated().listener(heard))) {
                bench.pass(ofSeconds(1));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UNKNOWN);
                assertThat(bench.health.report(READINESS).message())
                        .isEqualTo("the application has not said yet that it is ready");
                assertThat(bench.health.report().status()).isEqualTo(UP);
                bench.health.openGate();
                bench.health.openGate();
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UP);
                assertThat(bench.health.report(READINESS).message()).isEmpty();
                assertThat(heard.phases()).containsExactly(Phase.STARTED, Phase.GATE_OPENED);
            }
        }

        @Test
        void openingNoGateDoesNotEndADrain() {
            try (Bench bench = started()) {
                bench.health.drain(ofSeconds(1), () -> true);
                bench.health.openGate();
                assertThat(bench.health.report(READINESS).status()).isEqualTo(DOWN);
            }
        }

        @Test
        void startupIsWaitedFor() throws Exception {
            try (Bench bench = Bench.started(health -> health.check("db", db, EXACT))) {
                assertThat(bench.health.awaitStartup(ofSeconds(5))).isTrue();
            }
            db.answers(HealthResult.down("broken"));
            try (Bench bench = Bench.started(health -> health.check("db", db, EXACT))) {
                assertThat(bench.health.awaitStartup(ofMillis(60))).isFalse();
            }
        }
    }

    @Nested
    class Draining {
        @Test
        void readinessIsDownAtOnceAndStaysSo() {
            try (Bench bench = started()) {
                AtomicBoolean seen = new AtomicBoolean();
                boolean empty = bench.health.drain(ofSeconds(30), () -> {
                    seen.set(bench.health.report(READINESS).status() == DOWN);
                    return true;
                });
                assertThat(empty).isTrue();
                assertThat(seen).isTrue();
                assertThat(bench.health.report(READINESS).message()).isEqualTo("draining");
                assertThat(bench.health.report().status()).isEqualTo(UP);
                bench.pass(ofMinutes(1));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(DOWN);
                assertThat(heard.transitions)
                        .filteredOn(transition ->
                                transition.subject() == HealthTransition.Subject.GROUP && transition.to() == DOWN)
                        .extracting(HealthTransition::name, HealthTransition::message)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("readiness", "draining"));
            }
        }

        @Test
        void waitsAsLongAsThereIsWorkAndNoLongerThanWasSaid() {
            try (Bench bench = started()) {
                long before = System.nanoTime();
                assertThat(bench.health.drain(ofMillis(120), () -> false)).isFalse();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(ofMillis(120));
                assertThat(heard.phases()).containsExactly(Phase.STARTED, Phase.DRAINING, Phase.DRAINED);
                assertThat(heard.events.get(1).remaining()).isBetween(ofMillis(1), ofMillis(120));
            }
        }

        @Test
        void anInterruptedCallerStopsWaitingAndStaysInterrupted() {
            try (Bench bench = started()) {
                Thread.currentThread().interrupt();
                bench.health.drain(ofMinutes(10));
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }
}
