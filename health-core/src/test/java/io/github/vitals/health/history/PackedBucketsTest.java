package io.github.vitals.health.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedBucketsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PLENTY = 1 << 20;

    private final Random random = new Random(7);

    private HistoryBucket bucket(int number) {
        Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
        long left = 60_000;
        for (HealthStatus status : HealthStatus.values()) {
            long part = random.nextInt(3) == 0 ? random.nextLong(left + 1) : 0;
            times.put(status, Duration.ofMillis(part));
            left -= part;
        }
        Map<FailureReason, Integer> failures = random.nextBoolean()
                ? Map.of()
                : Map.of(FailureReason.TIMEOUT, 1 + random.nextInt(300), FailureReason.ASSERTION, 2);
        Duration[] durations = random.ints(random.nextInt(9), 1, 3_000)
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
        return HistoryBucket.of(
                Instant.EPOCH.plus(MINUTE.multipliedBy(number)),
                MINUTE,
                times,
                durations.length,
                random.nextInt(3),
                failures,
                LatencySketch.of(durations));
    }

    private static List<String> texts(List<HistoryBucket> buckets) {
        return buckets.stream()
                .map(bucket -> bucket + " " + bucket.outages() + " " + bucket.latency())
                .toList();
    }

    private static List<HistoryBucket> all(PackedBuckets packed) {
        List<HistoryBucket> all = new ArrayList<>();
        packed.visit(Long.MIN_VALUE, Long.MAX_VALUE, all::add);
        return all;
    }

    @Test
    void comeBackAsTheyWere() {
        PackedBuckets packed = new PackedBuckets(MINUTE.toMillis(), () -> PLENTY);
        List<HistoryBucket> buckets = new ArrayList<>();
        for (int i = 0, number = 0; i < 500; i++, number += 1 + random.nextInt(3) / 2 * random.nextInt(5_000)) {
            buckets.add(bucket(number));
        }
        buckets.forEach(bucket -> packed.append(bucket, Long.MAX_VALUE));

        assertThat(texts(all(packed))).isEqualTo(texts(buckets));
        List<HistoryBucket> some = new ArrayList<>();
        packed.visit(buckets.get(100).startMillis(), buckets.get(400).startMillis(), some::add);
        assertThat(texts(some)).isEqualTo(texts(buckets.subList(100, 400)));
    }

    @Test
    void withoutRoomTheOldestLatenciesGoFirstAndThenTheOldestBuckets() {
        int most = 16 * 1024;
        PackedBuckets packed = new PackedBuckets(MINUTE.toMillis(), () -> most);
        int lost = 0;
        for (int i = 0; i < 300; i++) {
            lost += packed.append(bucket(i), 0);
            assertThat(packed.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(lost).isZero();
        assertThat(all(packed)).hasSize(300);
        assertThat(all(packed).get(0).latency().isEmpty()).isTrue();

        for (int i = 300; i < 3_000; i++) {
            lost += packed.append(bucket(i), 0);
            assertThat(packed.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(lost).isPositive();
        assertThat(all(packed)).hasSize(3_000 - lost);
        assertThat(all(packed).get(0).start()).isEqualTo(Instant.EPOCH.plus(MINUTE.multipliedBy(lost)));
    }

    @Test
    void whatIsTakenFromTheEndIsGone() {
        PackedBuckets packed = new PackedBuckets(MINUTE.toMillis(), () -> PLENTY);
        for (int i = 0; i < 100; i++) {
            packed.append(bucket(i), Long.MAX_VALUE);
        }

        HistoryBucket taken = packed.takeFrom(70 * MINUTE.toMillis());
        assertThat(taken)
                .isNotNull()
                .satisfies(it -> assertThat(it.startMillis()).isEqualTo(70 * MINUTE.toMillis()));
        assertThat(all(packed)).hasSize(70);
        assertThat(packed.takeFrom(90 * MINUTE.toMillis())).isNull();
    }

    @Test
    void whatIsTooOldGoesByTheChunkAndWhatWasNotWrittenOfItIsCounted() {
        PackedBuckets packed = new PackedBuckets(MINUTE.toMillis(), () -> PLENTY);
        for (int i = 0; i < 180; i++) {
            packed.append(bucket(i), Long.MAX_VALUE);
        }

        assertThat(packed.dropBefore(90 * MINUTE.toMillis(), 50 * MINUTE.toMillis()))
                .isEqualTo(10);
        assertThat(all(packed)).hasSize(120);
    }
}
