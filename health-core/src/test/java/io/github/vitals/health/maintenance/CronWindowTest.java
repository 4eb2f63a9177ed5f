package io.github.vitals.health.maintenance;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronWindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Optional<Instant> instant(String text) {
        return text == null ? Optional.empty() : Optional.of(at(text));
    }

    private static CronWindow utc(String expression, Duration duration) {
        return CronWindow.of(expression, ZoneOffset.UTC, duration);
    }

    @ParameterizedTest
    @CsvSource({
        // a Sunday
        "2026-05-03T01:59:59Z, ",
        "2026-05-03T02:00:00Z, 2026-05-03T04:00Z",
        "2026-05-03T03:59:59.999Z, 2026-05-03T04:00Z",
        "2026-05-03T04:00:00Z, ",
        "2026-05-04T02:00:00Z, "
    })
    void aWindowIsOpenFromItsOpeningUntilItsDurationHasPassed(String at, String until) {
        assertThat(utc("0 2 * * SUN", ofHours(2)).openUntil(at(at))).isEqualTo(instant(until));
    }

    @Test
    void theNextOpeningIsLaterThanTheInstantAskedAbout() {
        CronWindow window = utc("0 2 * * 7", ofHours(2));
        assertThat(window.nextOpening(at("2026-05-03T01:59:59.5Z"))).isEqualTo(instant("2026-05-03T02:00Z"));
        assertThat(window.nextOpening(at("2026-05-03T02:00Z"))).isEqualTo(instant("2026-05-10T02:00Z"));
    }

    @Test
    void theWallClockIsThatOfTheZone() {
        CronWindow window = CronWindow.of("0 2 * * *", BERLIN, ofHours(1));
        assertThat(window.nextOpening(at("2026-05-03T00:00+02:00"))).isEqualTo(instant("2026-05-03T02:00+02:00"));
        assertThat(window.nextOpening(at("2026-12-03T00:00+01:00"))).isEqualTo(instant("2026-12-03T02:00+01:00"));
    }

    @Test
    void aDayOfTheMonthAndADayOfTheWeekAreEitherOr() {
        CronWindow window = utc("0 0 13 * FRI", ofHours(1));
        assertThat(window.nextOpening(at("2026-05-09T00:00Z"))).isEqualTo(instant("2026-05-13T00:00Z"));
        assertThat(window.nextOpening(at("2026-05-13T00:00Z"))).isEqualTo(instant("2026-05-15T00:00Z"));
    }

    @Test
    void theLastDayOfFebruaryIsWaitedForAcrossTheYears() {
        CronWindow window = utc("0 0 29 2 *", ofHours(24));
        assertThat(window.nextOpening(at("2026-05-09T00:00Z"))).isEqualTo(instant("2028-02-29T00:00Z"));
        assertThat(window.openUntil(at("2028-02-29T23:59Z"))).isEqualTo(instant("2028-03-01T00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "@hourly, 2026-05-09T13:00Z",
        "@daily, 2026-05-10T00:00Z",
        "@midnight, 2026-05-10T00:00Z",
        "@weekly, 2026-05-10T00:00Z",
        "@monthly, 2026-06-01T00:00Z",
        "@yearly, 2027-01-01T00:00Z",
        "@annually, 2027-01-01T00:00Z"
    })
    void nicknamesAreUnderstood(String nickname, String opening) {
        assertThat(utc(nickname, ofMinutes(5)).nextOpening(at("2026-05-09T12:30Z")))
                .isEqualTo(instant(opening));
    }

    @Nested
    class Overlaps {
        @Test
        void openingsThatOverlapAreOneThatClosesWithTheLast() {
            CronWindow window = utc("*/15 9 * * *", ofMinutes(20));
            assertThat(window.openUntil(at("2026-05-09T09:01Z"))).isEqualTo(instant("2026-05-09T10:05Z"));
            assertThat(window.openUntil(at("2026-05-09T10:04Z"))).isEqualTo(instant("2026-05-09T10:05Z"));
            assertThat(window.openUntil(at("2026-05-09T10:05Z"))).isEmpty();
        }

        @Test
        void openingsThatTouchAreOne() {
            CronWindow window = utc("0 0 * * MON-FRI", ofHours(24));
            assertThat(window.openUntil(at("2026-05-04T12:00Z"))).isEqualTo(instant("2026-05-09T00:00Z"));
        }

        @Test
        void aWindowThatNeverClosesSaysAnEndThatMovesOn() {
            CronWindow window = utc("* * * * *", ofMinutes(2));
            Instant at = at("2026-05-04T12:00Z");
            assertThat(window.openUntil(at)).contains(at.plus(ofMinutes(99 + 2)));
        }
    }

    /** Berlin, 29 March 2026: after 01:59:59 comes 03:00. */
    @Nested
    class WhenClocksArePutForward {
        private final CronWindow window = CronWindow.of("30 2 * * *", BERLIN, ofHours(1));

        @Test
        void anOpeningAtATimeThatIsLeftOutHappensWhenTheClockIsMoved() {
            assertThat(window.nextOpening(at("2026-03-28T12:00+01:00"))).isEqualTo(instant("2026-03-29T03:00+02:00"));
            assertThat(window.openUntil(at("2026-03-29T01:59:59+01:00"))).isEmpty();
            assertThat(window.openUntil(at("2026-03-29T03:00+02:00"))).isEqualTo(instant("2026-03-29T04:00+02:00"));
            assertThat(window.openUntil(at("2026-03-29T03:45+02:00"))).isEqualTo(instant("2026-03-29T04:00+02:00"));
            assertThat(window.nextOpening(at("2026-03-29T03:00+02:00"))).isEqualTo(instant("2026-03-30T02:30+02:00"));
        }

        @Test
        void aWindowThatIsOpenStaysOpenAsLongAsEver() {
            CronWindow early = CronWindow.of("30 1 * * *", BERLIN, ofHours(1));
            assertThat(early.openUntil(at("2026-03-29T01:45+01:00"))).isEqualTo(instant("2026-03-29T03:30+02:00"));
        }

        @Test
        void everyHourIsEveryHour() {
            assertThat(openings("0 * * * *", "2026-03-29T00:30+01:00", 3))
                    .containsExactly(
                            at("2026-03-29T01:00+01:00"), at("2026-03-29T03:00+02:00"), at("2026-03-29T04:00+02:00"));
        }
    }

    /** Berlin, 25 October 2026: after 02:59:59 comes 02:00 again. */
    @Nested
    class WhenClocksArePutBack {
        private final CronWindow window = CronWindow.of("30 2 * * *", BERLIN, ofHours(1));

        @Test
        void anOpeningAtATimeThatComesTwiceHappensTheFirstTime() {
            assertThat(openings("30 2 * * *", "2026-10-24T12:00+02:00", 2))
                    .containsExactly(at("2026-10-25T02:30+02:00"), at("2026-10-26T02:30+01:00"));
            assertThat(window.openUntil(at("2026-10-25T02:45+02:00"))).isEqualTo(instant("2026-10-25T02:30+01:00"));
            assertThat(window.openUntil(at("2026-10-25T02:29+01:00"))).isEqualTo(instant("2026-10-25T02:30+01:00"));
            assertThat(window.openUntil(at("2026-10-25T02:45+01:00"))).isEmpty();
        }

        @Test
        void whileTimesComeTheSecondTimeTheNextOpeningIsAfterThem() {
            assertThat(window.nextOpening(at("2026-10-25T02:15+01:00"))).isEqualTo(instant("2026-10-26T02:30+01:00"));
            assertThat(CronWindow.of("0 3 * * *", BERLIN, ofHours(1)).nextOpening(at("2026-10-25T02:15+01:00")))
                    .isEqualTo(instant("2026-10-25T03:00+01:00"));
        }

        @Test
        void theHourThatComesTwiceOpensOnce() {
            assertThat(openings("0 * * * *", "2026-10-25T01:30+02:00", 3))
                    .containsExactly(
                            at("2026-10-25T02:00+02:00"), at("2026-10-25T03:00+01:00"), at("2026-10-25T04:00+01:00"));
        }
    }

    /** What {@code openUntil} says must be what {@code nextOpening} says, minute by minute across both changes. */
    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, 2026-03-28T20:00+01:00",
        "30 2 * * *, 2026-10-24T20:00+02:00",
        "*/20 * * * *, 2026-03-28T20:00+01:00",
        "*/20 * * * *, 2026-10-24T20:00+02:00"
    })
    void bothAnswersTellTheSameStoryAcrossAChangeOfClocks(String expression, String from) {
        CronWindow window = CronWindow.of(expression, BERLIN, ofMinutes(10));
        Instant opening = window.nextOpening(at(from).minus(ofHours(26))).orElseThrow();
        for (Instant at = at(from); at.isBefore(at(from).plus(ofHours(10))); at = at.plus(ofMinutes(1))) {
            Instant next = window.nextOpening(opening).orElseThrow();
            while (!next.isAfter(at)) {
                opening = next;
                next = window.nextOpening(opening).orElseThrow();
            }
            Instant closing = opening.plus(ofMinutes(10));
            assertThat(window.openUntil(at))
                    .as("%s", at)
                    .isEqualTo(closing.isAfter(at) ? Optional.of(closing) : Optional.empty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "61 2 * * *; Value 61 not in range [0, 59]",
                "0 2 * * 8; Value 8 not in range [0, 7]",
                "0 2 * *; Cron expression contains 4 parts",
                "0 2 * * * *; Cron expression contains 6 parts",
                "@reboot; Nickname @reboot not supported",
                "0 2 * * MO; day of week",
                "'| * * * *'; minute, hour"
            })
    void anExpressionThatCannotBeUnderstoodIsNamedWithWhatIsWrong(String expression, String problem) {
        assertThatThrownBy(() -> utc(expression, ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expression: \"" + expression + "\" (expected: minute, hour, day of month,")
                .hasMessageContaining(problem)
                .hasMessageEndingWith(")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "0\n2 x * *"})
    void anExpressionIsShownOnOneLine(String expression) {
        assertThatThrownBy(() -> utc(expression, ofHours(1)))
                .hasMessageStartingWith("expression: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 2 30 2 *", "0 2 31 2,4,6,9,11 *"})
    void aTimeThatNeverComesIsRefused(String expression) {
        assertThatThrownBy(() -> utc(expression, ofHours(1)))
                .hasMessage("expression: \"" + expression + "\" (expected: a time that comes)");
    }

    @Test
    void durationsAreWithinBounds() {
        assertThatThrownBy(() -> utc("@daily", Duration.ZERO)).hasMessage("duration: PT0S (expected: > 0)");
        assertThatThrownBy(() -> utc("@daily", ofHours(-1))).hasMessage("duration: PT-1H (expected: > 0)");
        assertThatThrownBy(() -> utc("@daily", Duration.ofDays(366)))
                .hasMessage("duration: PT8784H (expected: at most PT8760H)");
        assertThat(utc("@daily", Duration.ofDays(365))).isNotNull();
        assertThatThrownBy(() -> utc(null, ofHours(1))).hasMessage("expression: null (expected: a value)");
    }

    @Test
    void theReasonIsEmptyUnlessSaid() {
        CronWindow window = utc("@daily", ofHours(1));
        assertThat(window.reason()).isEmpty();
        assertThat(window.withReason("upgrade").reason()).isEqualTo("upgrade");
        assertThat(window).hasToString("CronWindow[@daily, Z, PT1H]");
    }

    private static List<Instant> openings(String expression, String after, int count) {
        CronWindow window = CronWindow.of(expression, BERLIN, ofMinutes(10));
        List<Instant> openings = new ArrayList<>();
        Instant last = at(after);
        for (int i = 0; i < count; i++) {
            last = window.nextOpening(last).orElseThrow();
            openings.add(last);
        }
        return openings;
    }
}
