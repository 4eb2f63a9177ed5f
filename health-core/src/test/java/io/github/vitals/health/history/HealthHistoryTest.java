package io.github.vitals.health.history;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.MAINTENANCE;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HealthHistoryTest {
    private static final HistoryKey DB = HistoryKey.check("db");

    private final WatchedRegistry watched = new WatchedRegistry();

    @AfterEach
    void close() {
        watched.close();
    }

    private HistoryBucket minute(int number) {
        Instant start = WatchedRegistry.START.plus(Duration.ofMinutes(number));
        return watched.history()
                .buckets(DB, new HistoryWindow(start, start.plusSeconds(60), Duration.ofMinutes(1)))
                .get(0);
    }

    private HistoryBucket over(Duration length, Duration step) {
        return HealthHistory.total(watched.history()
                .buckets(DB, new HistoryWindow(WatchedRegistry.START, WatchedRegistry.START.plus(length), step)));
    }

    @Nested
    class Time {
        @Test
        void eachStatusLastsAsLongAsItDid() {
            watched.pass(Duration.ofSeconds(30));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(20));
            watched.becomes(UP);
            watched.pass(Duration.ofSeconds(70));

            assertThat(minute(0).time(UP)).isEqualTo(Duration.ofSeconds(40));
            assertThat(minute(0).time(DOWN)).isEqualTo(Duration.ofSeconds(20));
            assertThat(minute(0).known()).isEqualTo(Duration.ofMinutes(1));
            assertThat(minute(1).share(UP)).isEqualTo(1);
            assertThat(minute(0).worst()).contains(DOWN);
        }

        @Test
        void whatIsAccountedLateIsAnsweredAtOnce() {
            watched.pass(Duration.ofMillis(1_500));

            assertThat(minute(0).time(UP)).isEqualTo(Duration.ofMillis(1_500));
        }

        @Test
        void aChangeThatIsToldLateCountsFromWhenItWas() {
            watched.pass(Duration.ofSeconds(30));
            watched.hold();
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(2));
            watched.tell();
            watched.pass(Duration.ofSeconds(28));

            assertThat(minute(0).time(DOWN)).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void aStepIsTheSumOfItsBuckets() {
            watched.pass(Duration.ofMinutes(50));
            watched.becomes(DEGRADED);
            watched.pass(Duration.ofMinutes(30));

            for (Duration step : List.of(Duration.ofMinutes(1), Duration.ofMinutes(20), Duration.ofHours(1))) {
                HistoryBucket all = over(Duration.ofHours(2), step);
                assertThat(all.time(UP)).isEqualTo(Duration.ofMinutes(50));
                assertThat(all.time(DEGRADED)).isEqualTo(Duration.ofMinutes(30));
            }
            assertThat(over(Duration.ofDays(1), Duration.ofDays(1)).time(DEGRADED))
                    .isEqualTo(Duration.ofMinutes(30));
        }

        @Test
        void theTimesOfTheStatusesAndWithoutDataAreTheWidth() {
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(MAINTENANCE);
            watched.pass(Duration.ofSeconds(10));
            Uptime uptime = minute(0).uptime();

            Duration sum = uptime.noData();
            for (HealthStatus status : HealthStatus.values()) {
                sum = sum.plus(uptime.time(status));
            }
            assertThat(sum).isEqualTo(Duration.ofMinutes(1));
            assertThat(uptime.noData()).isEqualTo(Duration.ofSeconds(40));
        }

        @Test
        void groupsAreAccountedForAsChecksAre() {
            watched.pass(Duration.ofSeconds(30));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(30));

            HistoryBucket ready = watched.history()
                    .buckets(
                            HistoryKey.group(HealthGroup.READINESS),
                            new HistoryWindow(
                                    WatchedRegistry.START,
                                    WatchedRegistry.START.plusSeconds(60),
                                    Duration.ofMinutes(1)))
                    .get(0);
            assertThat(ready.time(DOWN)).isEqualTo(Duration.ofSeconds(30));
            assertThat(ready.runs()).isZero();
        }

        @Test
        void ofARemovedCheckWhatWasIsRemembered() {
            watched.pass(Duration.ofSeconds(30));
            watched.health().remove("db");
            watched.pass(Duration.ofSeconds(30));

            assertThat(minute(0).time(UP)).isEqualTo(Duration.ofSeconds(30));
            assertThat(minute(0).known()).isEqualTo(Duration.ofSeconds(30));
            assertThat(watched.history().keys()).contains(DB);
        }
    }

    @Nested
    class Gaps {
        @Test
        void aProcessThatStoodStillHasNoDataForThatTime() {
            watched.pass(Duration.ofSeconds(30));
            watched.standStill(Duration.ofMinutes(3));
            watched.pass(Duration.ofSeconds(30));

            assertThat(minute(0).known()).isEqualTo(Duration.ofSeconds(30));
            assertThat(minute(1).known()).isZero();
            assertThat(minute(2).known()).isZero();
            assertThat(minute(3).known()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void aShortPauseIsNoGap() {
            watched.pass(Duration.ofSeconds(30));
            watched.standStill(Duration.ofSeconds(4));
            watched.pass(Duration.ofSeconds(26));

            assertThat(minute(0).time(UP)).isEqualTo(Duration.ofMinutes(1));
        }

        @Test
        void aClockThatIsSetForwardLeavesAGap() {
            watched.pass(Duration.ofSeconds(30));
            watched.jump(Duration.ofMinutes(2));
            watched.pass(Duration.ofSeconds(30));

            assertThat(minute(0).known()).isEqualTo(Duration.ofSeconds(30));
            assertThat(minute(1).known()).isZero();
            assertThat(minute(2).known()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        }

        @Test
        void aClockThatIsSetBackNeverFillsABucketTwice() {
            watched.pass(Duration.ofSeconds(90));
            watched.jump(Duration.ofSeconds(-60));
            watched.pass(Duration.ofSeconds(60));

            assertThat(minute(0).known()).isEqualTo(Duration.ofMinutes(1));
            assertThat(minute(1).known()).isEqualTo(Duration.ofSeconds(30));
            assertThat(over(Duration.ofHours(1), Duration.ofHours(1)).known()).isLessThan(Duration.ofMinutes(3));
        }

        @Test
        void whatWasRecordedForTimesToComeIsDroppedWhenTheClockIsSetBack() {
            watched.pass(Duration.ofMinutes(30));
            watched.jump(Duration.ofMinutes(-20));

            watched.pass(Duration.ofSeconds(1));
            assertThat(over(Duration.ofHours(1), Duration.ofMinutes(1)).known())
                    .isLessThanOrEqualTo(Duration.ofMinutes(11));
        }
    }

    @Nested
    class Untold {
        @Test
        void transitionsOfTimesToComeAreDroppedWhenTheClockIsSetBack() {
            watched.pass(Duration.ofMinutes(30));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(1));
            watched.jump(Duration.ofMinutes(-20));
            watched.pass(Duration.ofSeconds(1));

            assertThat(watched.history().transitions(DB, Instant.EPOCH, Instant.MAX))
                    .extracting(transition -> transition.to())
                    .containsExactly(UP);
        }

        @Test
        void aRunTellsOfAChangeThatWasNotHeard() {
            watched.hold();
            watched.pass(Duration.ofMillis(1));
            watched.becomes(DOWN);
            watched.runs(10_000, Duration.ZERO);
            watched.pass(Duration.ofMillis(1));
            watched.becomes(DOWN);
            watched.tell();
            watched.fails(1, FailureReason.TIMEOUT, Duration.ZERO);
            watched.pass(Duration.ofSeconds(5));

            assertThat(over(Duration.ofMinutes(1), Duration.ofMinutes(1)).time(DOWN))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void theUptimeOfAWindowThatIsNotOverIsOfThePartThatHasPassed() {
        watched.pass(Duration.ofSeconds(90));

        Uptime uptime = watched.history()
                .uptime(
                        DB,
                        new HistoryWindow(
                                WatchedRegistry.START,
                                WatchedRegistry.START.plus(Duration.ofHours(1)),
                                Duration.ofMinutes(1)));
        assertThat(uptime.noData()).isZero();
        assertThat(uptime.coverage()).isEqualTo(1);
        assertThat(uptime.to()).isEqualTo(watched.instant());
    }

    @Nested
    class Runs {
        @Test
        void areCountedWithTheirReasonsAndDurations() {
            watched.runs(6, Duration.ofMillis(20));
            watched.fails(2, FailureReason.TIMEOUT, Duration.ofSeconds(2));

            HistoryBucket bucket = minute(0);
            assertThat(bucket.runs()).isEqualTo(9);
            assertThat(bucket.failures()).containsOnly(entry(FailureReason.TIMEOUT, 2));
            assertThat(bucket.latency().count()).isEqualTo(9);
            assertThat(bucket.latency().percentile(99).orElseThrow().toMillis()).isCloseTo(2_000L, within(64L));
        }

        @Test
        void theLastSixtyAreKeptAsTheyWere() {
            watched.runs(70, Duration.ofMillis(5));

            assertThat(watched.history().recent("db")).hasSize(60).allSatisfy(run -> {
                assertThat(run.status()).isEqualTo(UP);
                assertThat(run.reason()).isEmpty();
            });
        }
    }

    @Nested
    class Changes {
        @Test
        void areRememberedWithReasonMessageAndDuration() {
            watched.pass(Duration.ofSeconds(30));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(UP);

            assertThat(watched.history().transitions(DB, Instant.EPOCH, Instant.MAX))
                    .extracting(transition -> transition.to())
                    .containsExactly(UP, DOWN, UP);
            assertThat(watched.history()
                            .transitions(DB, Instant.EPOCH, Instant.MAX)
                            .get(1))
                    .satisfies(down -> {
                        assertThat(down.reason()).contains(FailureReason.ASSERTION);
                        assertThat(down.message()).isEqualTo("as told");
                        assertThat(down.lasted()).isEqualTo(Duration.ofSeconds(30));
                    });
        }

        @Test
        void makeIncidents() {
            watched.pass(Duration.ofSeconds(30));
            watched.becomes(DEGRADED);
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(UP);
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(5));

            List<Incident> incidents = watched.history().incidents(DB, Instant.EPOCH, Instant.MAX);
            assertThat(incidents).hasSize(2);
            assertThat(incidents.get(0).worst()).isEqualTo(DOWN);
            assertThat(incidents.get(0).lasted(Instant.MAX)).isEqualTo(Duration.ofSeconds(20));
            assertThat(incidents.get(1).to()).isEmpty();
            assertThat(incidents.get(1).lasted(watched.history().now())).isEqualTo(Duration.ofSeconds(5));
        }

        @Test
        void whatIsDownWhenTheHistoryBeginsIsAnIncidentSinceThen() {
            watched.pass(Duration.ofSeconds(30));
            watched.becomes(DOWN);
            Instant since = watched.instant();
            watched.pass(Duration.ofSeconds(30));
            watched.beginAnew();
            watched.pass(Duration.ofSeconds(30));
            watched.becomes(UP);

            assertThat(watched.history().incidents(DB, Instant.EPOCH, Instant.MAX))
                    .singleElement()
                    .satisfies(incident -> {
                        assertThat(incident.from()).isEqualTo(since);
                        assertThat(incident.to()).contains(watched.instant());
                        assertThat(incident.message()).isEqualTo("as told");
                    });
        }

        @Test
        void toDownAreOutages() {
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(UP);
            watched.pass(Duration.ofSeconds(10));
            watched.becomes(DOWN);
            watched.pass(Duration.ofSeconds(10));

            Uptime uptime = over(Duration.ofMinutes(1), Duration.ofMinutes(1)).uptime();
            assertThat(uptime.outages()).isEqualTo(2);
            assertThat(uptime.meanTimeToRepair()).contains(Duration.ofSeconds(10));
            assertThat(uptime.meanTimeBetweenFailures()).contains(Duration.ofSeconds(10));
        }
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesThoseThereAre() {
        assertThatThrownBy(() -> watched.history().recent("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining("db");
    }
}
