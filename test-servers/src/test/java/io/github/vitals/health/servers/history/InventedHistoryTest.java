package io.github.vitals.health.servers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.StoreHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventedHistoryTest {
    private static final List<String> CHECKS =
            IntStream.range(0, 10).mapToObj(i -> "check-" + i).toList();
    private static final Instant UNTIL = Instant.parse("2026-06-15T13:37:42Z");

    private static InventedHistory invent(Instant until, long seed) {
        return new InventedHistory(CHECKS, until, Duration.ofDays(60), seed)
                .group(HealthGroup.READINESS, CHECKS.subList(0, 3));
    }

    private static Collected read(InventedHistory history) {
        Map<HistoryTier, Instant> since = new EnumMap<>(HistoryTier.class);
        for (HistoryTier tier : HistoryTier.values()) {
            since.put(tier, tier.start(UNTIL.minus(tier.kept())));
        }
        Collected collected = new Collected();
        history.read(new HistoryOrigin("shop", "shop-1"), since, 100, collected);
        return collected;
    }

    private static final class Collected implements HistoryStore.Reader {
        private final List<HistoryBatch.Bucket> buckets = new ArrayList<>();
        private final List<HistoryBatch.Transition> transitions = new ArrayList<>();

        @Override
        public void bucket(HistoryBatch.Bucket bucket) {
            buckets.add(bucket);
        }

        @Override
        public void transition(long number, HealthTransition transition) {
            transitions.add(new HistoryBatch.Transition(number, transition));
        }

        private List<HistoryBucket> of(int check, HistoryTier tier) {
            return buckets.stream()
                    .filter(each -> each.key().equals(HistoryKey.check(CHECKS.get(check))) && each.tier() == tier)
                    .map(HistoryBatch.Bucket::bucket)
                    .toList();
        }
    }

    @Test
    void theSameSeedGivesTheSamePastAndAnotherSeedAnother() {
        Collected one = read(invent(UNTIL, 1));

        assertThat(read(invent(UNTIL, 1)).transitions).isEqualTo(one.transitions);
        assertThat(read(invent(UNTIL, 1)).buckets).hasToString(one.buckets.toString());
        assertThat(read(invent(UNTIL, 2)).transitions).isNotEqualTo(one.transitions);
    }

    @Test
    void minutesHoursAndDaysTellTheSame() {
        Collected past = read(invent(UNTIL, 1));

        for (int check = 0; check < CHECKS.size(); check++) {
            List<HistoryBucket> minutes = past.of(check, HistoryTier.MINUTES);
            for (HistoryBucket hour : past.of(check, HistoryTier.HOURS)) {
                List<HistoryBucket> within = minutes.stream()
                        .filter(minute -> !minute.start().isBefore(hour.start())
                                && !minute.end().isAfter(hour.end()))
                        .toList();
                if (within.size() == 60) {
                    assertThat(HealthHistory.total(within).uptime().time(HealthStatus.DOWN))
                            .isEqualTo(hour.time(HealthStatus.DOWN));
                }
            }
        }
    }

    @Test
    void thereAreMinutesHoursAndDaysAndTimesOfWhichNothingIsKnown() {
        Collected past = read(invent(UNTIL, 1));

        assertThat(past.of(2, HistoryTier.MINUTES)).hasSize(26 * 60 + 1);
        assertThat(past.of(2, HistoryTier.HOURS)).hasSize(8 * 24 + 1);
        assertThat(past.of(2, HistoryTier.DAYS)).hasSize(61);
        assertThat(past.of(2, HistoryTier.HOURS)).anyMatch(hour -> hour.known().isZero());
        assertThat(past.of(2, HistoryTier.DAYS))
                .anyMatch(day -> !day.time(HealthStatus.MAINTENANCE).isZero())
                .anyMatch(day -> day.outages() > 1 && day.failures().containsKey(FailureReason.TIMEOUT));
    }

    @Test
    void oneOfThemBecomesSlower() {
        List<HistoryBucket> days = read(invent(UNTIL, 1)).of(7, HistoryTier.DAYS);

        Duration first = days.get(1).latency().percentile(50).orElseThrow();
        assertThat(days.get(59).latency().percentile(50).orElseThrow()).isGreaterThan(first.multipliedBy(3));
    }

    @Test
    void aHealthHistoryReadsItBack() {
        Instant now = Instant.now();
        InventedHistory past = invent(now, 1)
                .lately("check-0", HealthStatus.DOWN, FailureReason.AUTH, "refused", Duration.ofMinutes(7));
        HealthRegistry health = HealthRegistry.builder()
                .check("check-0", context -> HealthResult.up())
                .build();
        try (health;
                HealthHistory history =
                        HealthHistory.builder(health).store(past).start()) {
            await().until(() -> history.store().filter(StoreHealth::loaded).isPresent());

            HistoryWindow month = HistoryWindow.last(Duration.ofDays(30), now);
            assertThat(history.keys())
                    .hasSizeGreaterThan(CHECKS.size())
                    .contains(HistoryKey.group(HealthGroup.READINESS));
            assertThat(history.incidents(HistoryKey.group(HealthGroup.READINESS), month.from(), now))
                    .isNotEmpty();
            assertThat(history.uptime(HistoryKey.check("check-2"), month).coverage())
                    .isBetween(0.9, 0.999);
            assertThat(history.uptime(HistoryKey.check("check-2"), month)
                            .ratio()
                            .orElseThrow())
                    .isBetween(0.9, 0.999);
            HistoryWindow latest = new HistoryWindow(now.minusSeconds(360), now, Duration.ofMinutes(1));
            assertThat(history.uptime(HistoryKey.check("check-0"), latest).time(HealthStatus.DOWN))
                    .isGreaterThan(Duration.ofMinutes(5));
            assertThat(history.incidents(HistoryKey.check("check-0"), latest.from(), now))
                    .isEmpty();
        }
    }
}
