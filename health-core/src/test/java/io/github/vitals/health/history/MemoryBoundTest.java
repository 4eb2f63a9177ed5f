package io.github.vitals.health.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of memory: 64 KiB of each check for a year, whatever happens to it. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class MemoryBoundTest {
    private static final HistoryKey KEY = HistoryKey.check("db");
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static final int ALL = 256 * 1024;

    private final Random random = new Random(3);
    private long wall = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private final Ledger ledger = new Ledger(wall, 0, new MemoryBudget(ALL));

    @Test
    void aYearOfACheckThatFlapsWithEveryReasonNeedsNoMore() {
        ledger.watch(Told.first(KEY, HealthStatus.UP, wall));
        HealthStatus status = HealthStatus.UP;
        for (int hour = 0; hour < 400 * 24; hour++) {
            Series series = Objects.requireNonNull(ledger.known(KEY));
            for (int run = 0; run < 20; run++) {
                series.account(wall + run * HOUR / 20);
                Tally minute = series.minute(series.accounted());
                minute.addRun((long) (1_000 * Math.exp(random.nextDouble() * 20)));
                minute.addFailure(FailureReason.values()[random.nextInt(FailureReason.values().length)]);
            }
            HealthStatus to = HealthStatus.values()[random.nextInt(5)];
            if (to != status) {
                ledger.changed(transition(status, to));
                status = to;
            }
            wall += HOUR;
            series.account(wall);
        }

        assertThat(Objects.requireNonNull(ledger.known(KEY)).bytes()).isBetween(20 * 1024, 60 * 1024);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100})
    void manyChecksShareWhatThereIs(int checks) {
        for (int i = 0; i < checks; i++) {
            ledger.watch(Told.first(HistoryKey.check("check-" + i), HealthStatus.UP, wall));
        }
        for (int hour = 0; hour < 30 * 24; hour++) {
            wall += HOUR;
            ledger.eachSeries(series -> {
                for (int run = 0; run < 5; run++) {
                    series.minute(wall - HOUR).addRun((long) (1_000 * Math.exp(random.nextDouble() * 20)));
                }
                series.account(wall);
            });
        }

        int[] sum = {0};
        ledger.eachSeries(series -> sum[0] += series.bytes());
        assertThat(sum[0]).isLessThanOrEqualTo(ALL);
        Series any = Objects.requireNonNull(ledger.known(HistoryKey.check("check-7")));
        int[] days = {0};
        any.tier(HistoryTier.DAYS).visit(0, Long.MAX_VALUE, day -> days[0]++);
        assertThat(days[0]).isBetween(20, 29);
    }

    private HealthTransition transition(HealthStatus from, HealthStatus to) {
        return new HealthTransition(
                KEY.subject(),
                KEY.name(),
                from,
                to,
                Optional.of(FailureReason.TIMEOUT),
                "no answer within 2 s ".repeat(30),
                Optional.of("network"),
                Instant.ofEpochMilli(wall),
                Duration.ofHours(1));
    }

    @Test
    void checksThatComeAndGoUnderEverOtherNamesAreNotRememberedForEver() {
        for (int i = 0; i < 2_000; i++) {
            HistoryKey key = HistoryKey.check("tenant-" + i);
            ledger.watch(Told.first(key, HealthStatus.UP, wall));
            wall += 1_000;
            ledger.pass(wall, i * 1_000_000_000L);
            ledger.removed(key);
        }
        ledger.expire();

        assertThat(ledger.keys())
                .hasSize(Ledger.MOST_REMOVED)
                .contains(HistoryKey.check("tenant-1999"))
                .doesNotContain(HistoryKey.check("tenant-0"));
    }
}
