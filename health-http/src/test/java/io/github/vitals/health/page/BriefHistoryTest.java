package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.StoreHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BriefHistoryTest {
    private static final HistoryKey DB = HistoryKey.check("db");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final InventedPast invented = new InventedPast(Instant.parse("2026-03-14T15:09:26Z"), List.of(DB));
    private final List<HistoryWindow> asked = new ArrayList<>();
    private boolean loaded = true;

    private final BriefHistory brief = new BriefHistory(new Past() {
        @Override
        public Instant now() {
            return invented.now();
        }

        @Override
        public List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
            asked.add(window);
            return invented.buckets(key, window);
        }

        @Override
        public Optional<StoreHealth> store() {
            return Optional.of(new StoreHealth(loaded, Optional.empty(), Optional.empty(), 0));
        }
    });

    private HistoryWindow last(Duration length, Duration step) {
        return new HistoryWindow(invented.now().minus(length), invented.now(), step);
    }

    private static List<String> times(List<HistoryBucket> buckets) {
        return buckets.stream().map(HistoryBucket::toString).toList();
    }

    private void isTheSameAsAskedAnew(HistoryWindow window) {
        assertThat(times(brief.buckets(DB, window))).isEqualTo(times(invented.buckets(DB, window)));
    }

    @Test
    void saysTheSameAsTheHistoryHoweverTimePasses() {
        for (int minutes : new int[] {0, 1, 7, 25, 30, 31, 60, 600, 3_000, 2}) {
            invented.pass(Duration.ofMinutes(minutes));
            isTheSameAsAskedAnew(last(DAY, HALF_AN_HOUR));
            isTheSameAsAskedAnew(last(Duration.ofDays(30), DAY));
        }
    }

    @Test
    void saysTheSameForShorterAndLongerAndEarlierTimes() {
        isTheSameAsAskedAnew(last(DAY, HALF_AN_HOUR));
        isTheSameAsAskedAnew(last(Duration.ofHours(6), HALF_AN_HOUR));
        isTheSameAsAskedAnew(last(Duration.ofHours(48), HALF_AN_HOUR));
        Instant then = invented.now().minus(Duration.ofHours(60));
        isTheSameAsAskedAnew(new HistoryWindow(then, then.plus(DAY), HALF_AN_HOUR));
        isTheSameAsAskedAnew(last(DAY, HALF_AN_HOUR));
    }

    @Test
    void asksForWhatIsOverOnlyOnce() {
        brief.buckets(DB, last(DAY, HALF_AN_HOUR));
        invented.pass(Duration.ofMinutes(5));
        brief.buckets(DB, last(DAY, HALF_AN_HOUR));

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).from()).isEqualTo("2026-03-14T15:00:00Z");
    }

    @Test
    void asksForAllAgainWhenTheStoreHasBeenReadBack() {
        loaded = false;
        brief.buckets(DB, last(DAY, HALF_AN_HOUR));
        loaded = true;
        brief.buckets(DB, last(DAY, HALF_AN_HOUR));

        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    @Test
    void asksForAllAgainWhenTheClockWasSetBack() {
        HistoryWindow window = last(DAY, HALF_AN_HOUR);
        brief.buckets(DB, window);
        invented.pass(Duration.ofMinutes(-1));
        brief.buckets(DB, window);

        assertThat(asked.get(1)).isEqualTo(window);
    }

    @Test
    void ofSomethingUnknownIsEmpty() {
        assertThat(brief.buckets(HistoryKey.check("nobody"), last(DAY, HALF_AN_HOUR)))
                .isEmpty();
    }

    @Test
    void leavesLatenciesOut() {
        assertThat(brief.buckets(DB, last(DAY, HALF_AN_HOUR)))
                .isNotEmpty()
                .allMatch(bucket -> bucket.latency().isEmpty());
    }
}
