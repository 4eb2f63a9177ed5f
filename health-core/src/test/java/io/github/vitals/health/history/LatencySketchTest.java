package io.github.vitals.health.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySketchTest {
    /** What the class promises. */
    private static final double STATED = 0.032;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergedSketchesAgreeWithTheRawDataWithinTheStatedError(long seed) {
        Random random = new Random(seed);
        List<Duration> raw = new ArrayList<>();
        List<LatencySketch> parts = new ArrayList<>();
        for (int part = 0; part < 40; part++) {
            Duration[] some = durations(random, random.nextInt(50));
            raw.addAll(Arrays.asList(some));
            parts.add(LatencySketch.of(some));
        }
        LatencySketch merged = LatencySketch.merged(parts);

        assertThat(merged.count()).isEqualTo(raw.size());
        for (double percent : new double[] {1, 25, 50, 90, 95, 99, 99.9, 100}) {
            double exact = atRank(raw, percent).toNanos();
            assertThat((double) merged.percentile(percent).orElseThrow().toNanos())
                    .as("p%s of %d", percent, raw.size())
                    .isCloseTo(exact, within(exact * STATED + 1_000));
        }
    }

    private static Duration[] durations(Random random, int count) {
        double typical = Math.exp(random.nextDouble() * 12);
        return random.doubles(count)
                .mapToObj(each -> Duration.ofNanos(1_000 * (long) (1 + typical * Math.exp(3 * each))))
                .toArray(Duration[]::new);
    }

    private static Duration atRank(List<Duration> raw, double percent) {
        List<Duration> sorted = raw.stream().sorted().toList();
        return sorted.get((int) Math.ceil(percent / 100 * sorted.size()) - 1);
    }

    @Test
    void mergingInAnyOrderIsTheSameAsOneSketchOfAll() {
        Random random = new Random(9);
        Duration[] one = durations(random, 30);
        Duration[] two = durations(random, 20);
        Duration[] all = Arrays.copyOf(one, 50);
        System.arraycopy(two, 0, all, 30, 20);

        LatencySketch whole = LatencySketch.of(all);
        assertThat(LatencySketch.merged(List.of(LatencySketch.of(one), LatencySketch.of(two))))
                .isEqualTo(whole);
        assertThat(LatencySketch.merged(List.of(
                        LatencySketch.of(two),
                        LatencySketch.EMPTY,
                        LatencySketch.merged(List.of(LatencySketch.of(one))))))
                .isEqualTo(whole);
    }

    @Test
    void whatIsWrittenIsReadByAnyHdrHistogram() {
        LatencySketch sketch = LatencySketch.of(Duration.ofMillis(5), Duration.ofMillis(80));

        Histogram read = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(sketch.toBytes()), 0);
        assertThat(read.getTotalCount()).isEqualTo(2);
        assertThat((double) read.getMaxValue()).isCloseTo(80_000.0, within(80_000 * 2 * STATED));
        assertThat(LatencySketch.ofBytes(sketch.toBytes())).isEqualTo(sketch);
    }

    @Test
    void aFinerHistogramOfAnotherToolIsReadToo() {
        Histogram finer = new Histogram(3);
        finer.recordValue(12_345);
        ByteBuffer bytes = ByteBuffer.allocate(finer.getNeededByteBufferCapacity());
        int length = finer.encodeIntoByteBuffer(bytes);

        LatencySketch read = LatencySketch.ofBytes(Arrays.copyOf(bytes.array(), length));
        assertThat(read.count()).isEqualTo(1);
        assertThat((double) read.percentile(50).orElseThrow().toNanos())
                .isCloseTo(12_345_000.0, within(12_345_000 * STATED));
    }

    @Test
    void whatIsOutOfRangeCountsAsTheNearestThatIsNot() {
        LatencySketch sketch = LatencySketch.of(Duration.ZERO, Duration.ofDays(2));

        assertThat(sketch.count()).isEqualTo(2);
        assertThat(sketch.percentile(50).orElseThrow()).isEqualTo(Duration.ofNanos(1_000));
        assertThat((double) sketch.percentile(100).orElseThrow().toSeconds())
                .isCloseTo(3_600.0, within(3_600 * STATED));
    }

    @Test
    void ofNothingThereIsNothing() {
        assertThat(LatencySketch.EMPTY.percentile(50)).isEmpty();
        assertThat(LatencySketch.EMPTY.toBytes()).isEmpty();
        assertThat(LatencySketch.merged(List.of()).isEmpty()).isTrue();
    }

    @Test
    void bytesThatAreNoHistogramAreRefused() {
        assertThatThrownBy(() -> LatencySketch.ofBytes(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bytes: 3 bytes (expected: an HdrHistogram)");
    }

    @Test
    void bytesOfOursThatWereDamagedAreRefused() {
        byte[] bytes =
                LatencySketch.of(Duration.ofMillis(1), Duration.ofMillis(80)).toBytes();

        assertThatThrownBy(() -> LatencySketch.ofBytes(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] beyond = bytes.clone();
        Arrays.fill(beyond, 40, bytes.length, (byte) 0xff);
        assertThatThrownBy(() -> LatencySketch.ofBytes(beyond)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPercentageThatIsNoneIsRefused() {
        assertThatThrownBy(() -> LatencySketch.of(Duration.ofMillis(1)).percentile(0))
                .hasMessage("percent: 0.0 (expected: > 0 and <= 100)");
    }
}
