package io.github.vitals.health.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets against a naive recomputation from every moment that was watched, over lives by chance. */
class LedgerModelTest {
    private static final HistoryKey KEY = HistoryKey.check("db");
    private static final long BEGINNING =
            Instant.parse("2026-03-01T22:47:11.250Z").toEpochMilli();
    private static final HealthStatus[] STATUSES = HealthStatus.values();

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302})
    void bucketsAreWhatANaiveRecomputationSays(int seed) {
        for (int life = 0; life < 20; life++) {
            Life it = new Life(new Random(1_000L * seed + life));
            it.live(120, false);
            it.compare();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402})
    void howeverTheClockIsSetNoBucketHoldsMoreThanItsWidthOrATimeToCome(int seed) {
        for (int life = 0; life < 20; life++) {
            Life it = new Life(new Random(1_000L * seed + life));
            it.live(120, true);
            it.assertSound();
        }
    }

    /** A process that is watched, and that is killed, suspended, and started again. */
    private static final class Life {
        private final Random random;
        private final List<Span> spans = new ArrayList<>();
        private final RememberedStore store = new RememberedStore();
        private final HistoryOrigin origin = new HistoryOrigin("shop", "one");
        private long wall = BEGINNING;
        private long tick;
        private Ledger ledger;
        private HealthStatus status = HealthStatus.UNKNOWN;
        private long number;

        private record Span(HealthStatus status, long from, long to) {}

        Life(Random random) {
            this.random = random;
            this.tick = random.nextLong();
            begin();
        }

        private void begin() {
            ledger = new Ledger(wall, tick, new MemoryBudget(1 << 24L));
            status = HealthStatus.UNKNOWN;
            ledger.watch(Told.first(KEY, status, wall));
            Kept.All kept = new Kept.All(wall);
            store.read(origin, since(), 100, kept);
            kept.byKey().forEach(ledger::load);
        }

        private static Map<HistoryTier, Instant> since() {
            return Map.of(
                    HistoryTier.MINUTES,
                    Instant.EPOCH,
                    HistoryTier.HOURS,
                    Instant.EPOCH,
                    HistoryTier.DAYS,
                    Instant.EPOCH);
        }

        void live(int events, boolean clockIsSetBack) {
            for (int i = 0; i < events; i++) {
                int what = random.nextInt(clockIsSetBack ? 12 : 10);
                if (what < 5) {
                    watch(random.nextInt(90_000));
                } else if (what < 7) {
                    change();
                } else if (what == 7) {
                    suspend();
                } else if (what == 8) {
                    restart();
                } else if (what == 9) {
                    setForward();
                } else {
                    wall -= random.nextInt(3 * 3_600_000);
                    second(1_000);
                }
            }
        }

        /** Seconds pass, each of them noticed. */
        private void watch(long duration) {
            for (long left = duration; left > 0; left -= 1_000) {
                second(Math.min(1_000, left));
            }
        }

        private void second(long millis) {
            spans.add(new Span(status, wall, wall + millis));
            move(millis);
            ledger.pass(wall, tick);
            ledger.settle();
        }

        private void move(long millis) {
            wall += millis;
            tick += millis * 1_000_000;
        }

        /** What has changed is told up to two seconds later. */
        private void change() {
            HealthStatus to = STATUSES[random.nextInt(STATUSES.length)];
            if (to == status) {
                return;
            }
            HealthTransition told = Told.change(KEY, status, to, wall);
            status = to;
            watch(random.nextInt(2_000));
            ledger.pass(wall, tick);
            ledger.changed(told);
        }

        private void suspend() {
            long length = random.nextInt(20 * 60_000);
            if (length <= Ledger.STOOD_STILL) {
                spans.add(new Span(status, wall, wall + length));
            }
            move(length);
            ledger.pass(wall, tick);
        }

        private void setForward() {
            wall += Ledger.SET + 1 + random.nextInt(3 * 3_600_000);
            ledger.pass(wall, tick);
        }

        private void restart() {
            ledger.finish();
            store.write(origin, batch());
            move(random.nextInt(10) == 0 ? random.nextInt(30 * 3_600_000) : random.nextInt(90_000));
            begin();
        }

        private HistoryBatch batch() {
            List<HistoryBatch.Bucket> buckets = new ArrayList<>();
            Series series = Objects.requireNonNull(ledger.known(KEY));
            series.tiers.forEach((tier, log) -> {
                log.handOver(bucket -> buckets.add(new HistoryBatch.Bucket(KEY, tier, bucket)));
                log.written();
            });
            number++;
            return new HistoryBatch(buckets, List.of(), List.of());
        }

        private List<HistoryBucket> buckets(Duration step, Duration back) {
            Instant now = Instant.ofEpochMilli(wall);
            HistoryWindow window = new HistoryWindow(now.minus(back), now.plusMillis(1), step);
            Series series = Objects.requireNonNull(ledger.known(KEY));
            return Steps.of(ledger, series, window, wall).stream()
                    .map(Tally::bucket)
                    .toList();
        }

        void compare() {
            compare(Duration.ofMinutes(1), Duration.ofHours(5));
            compare(Duration.ofMinutes(15), Duration.ofHours(25));
            compare(Duration.ofHours(2), Duration.ofDays(7));
            compare(Duration.ofDays(1), Duration.ofDays(300));
            compare(Duration.ofDays(7), Duration.ofDays(300));
        }

        private void compare(Duration step, Duration back) {
            for (HistoryBucket bucket : buckets(step, back)) {
                for (HealthStatus each : STATUSES) {
                    assertThat(bucket.millis(each))
                            .as("%s in %s, restarts %s", each, bucket, number)
                            .isEqualTo(naive(bucket, each));
                }
            }
        }

        private long naive(HistoryBucket bucket, HealthStatus wanted) {
            long sum = 0;
            for (Span span : spans) {
                long from = Math.max(span.from, bucket.startMillis());
                long to = Math.min(span.to, bucket.startMillis() + bucket.widthMillis());
                sum += span.status == wanted ? Math.max(0, to - from) : 0;
            }
            return sum;
        }

        void assertSound() {
            for (Duration step : List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1))) {
                Duration back = step.multipliedBy(900);
                for (HistoryBucket bucket : buckets(step, back)) {
                    assertThat(bucket.knownMillis()).as("%s", bucket).isBetween(0L, bucket.widthMillis());
                }
                Series series = Objects.requireNonNull(ledger.known(KEY));
                series.tiers.values().forEach(log -> assertThat(log.lastKnown()).isLessThanOrEqualTo(wall));
            }
        }
    }
}
