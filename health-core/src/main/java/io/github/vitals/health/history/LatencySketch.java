package io.github.vitals.health.history;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How long many runs took, in little space: an HdrHistogram of microseconds with one significant digit. Sketches of
 * several stretches of time merge to what one of the whole would have been, without a loss.
 *
 * <p>What {@link #percentile} says is within 3.2 % of the run at that rank; runs from 1 us to 1 h are told apart, others
 * count as the nearest of these. Immutable.
 */
public final class LatencySketch {
    /** Of no runs. */
    public static final LatencySketch EMPTY = new LatencySketch(new byte[0], 0, 0, List.of());

    static final int DIGITS = 1;
    static final long LOWEST = 1;
    static final long HIGHEST = Duration.ofHours(1).toNanos() / 1000;

    /** What an HdrHistogram's encoding begins with: the same for all of ours, so it is not kept. */
    private static final int HEADER = 40;

    private static final int LENGTH_AT = 4;
    private static final int LARGEST = new IntCountsHistogram(LOWEST, HIGHEST, DIGITS).getNeededByteBufferCapacity();
    private static final byte[] HEAD = head();

    /** Bytes that hold the counts of one histogram somewhere, or the sketches that make up this one. */
    private final byte[] bytes;

    private final int offset;
    private final int length;
    private final List<LatencySketch> parts;

    private @Nullable LatencySketch whole;

    private LatencySketch(byte[] bytes, int offset, int length, List<LatencySketch> parts) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.parts = parts;
    }

    private static byte[] head() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        Histogram any = histogram();
        any.recordValue(1);
        any.encodeIntoByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), HEADER);
    }

    static LatencySketch of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return EMPTY;
        }
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        int end = histogram.encodeIntoByteBuffer(buffer);
        return new LatencySketch(Arrays.copyOfRange(buffer.array(), HEADER, end), 0, end - HEADER, List.of());
    }

    void writeTo(ByteWriter writer) {
        LatencySketch one = whole();
        writer.bytes(one.bytes, one.offset, one.length);
    }

    /** Copies nothing: what the reader reads is never changed. */
    static LatencySketch read(ByteReader reader) {
        int length = reader.count();
        LatencySketch sketch = new LatencySketch(reader.array(), reader.at(), length, List.of());
        reader.skip(length);
        return sketch;
    }

    /** Merging costs more than all else that is done with buckets, and is often not wanted: it is done when asked for. */
    private LatencySketch whole() {
        if (parts.isEmpty()) {
            return this;
        }
        LatencySketch known = whole;
        if (known == null) {
            Histogram histogram = histogram();
            parts.forEach(part -> part.addTo(histogram));
            known = of(histogram);
            whole = known;
        }
        return known;
    }

    /** The same in bytes of its own, so that nothing larger is kept for its sake. */
    LatencySketch condensed() {
        LatencySketch one = whole();
        boolean own = one.offset == 0 && one.length == one.bytes.length;
        return own
                ? one
                : new LatencySketch(
                        Arrays.copyOfRange(one.bytes, one.offset, one.offset + one.length), 0, one.length, List.of());
    }

    static Histogram histogram() {
        return new Histogram(LOWEST, HIGHEST, DIGITS);
    }

    void addTo(Histogram histogram) {
        if (!isEmpty()) {
            histogram.add(decoded(toBytes()));
        }
    }

    private static Histogram decoded(byte[] bytes) {
        return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), HIGHEST);
    }

    /**
     * A sketch of some runs.
     *
     * @param durations how long each took
     * @return the sketch
     */
    public static LatencySketch of(Duration... durations) {
        Histogram histogram = histogram();
        for (Duration duration : durations) {
            histogram.recordValue(micros(duration.toNanos()));
        }
        return of(histogram);
    }

    static long micros(long nanos) {
        return Math.max(LOWEST, Math.min(HIGHEST, nanos / 1000));
    }

    /**
     * A sketch of the runs of all of several.
     *
     * @param sketches may be empty
     * @return the sketch of all
     */
    public static LatencySketch merged(Collection<LatencySketch> sketches) {
        List<LatencySketch> some =
                sketches.stream().filter(sketch -> !sketch.isEmpty()).toList();
        if (some.size() < 2) {
            return some.isEmpty() ? EMPTY : some.get(0);
        }
        return new LatencySketch(EMPTY.bytes, 0, 0, some);
    }

    /**
     * Whether it is of no runs.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return length == 0 && parts.isEmpty();
    }

    /**
     * How many runs it is of.
     *
     * @return zero or more
     */
    public long count() {
        return isEmpty() ? 0 : decoded(toBytes()).getTotalCount();
    }

    /**
     * The duration that so many of the runs did not take longer than.
     *
     * @param percent more than 0, at most 100: 50 for the median
     * @return within 3.2 %; empty if it is of no runs
     * @throws IllegalArgumentException if the percentage is not such
     */
    public Optional<Duration> percentile(double percent) {
        return percentiles(percent).stream().findFirst();
    }

    /**
     * Several percentiles at once, which costs little more than one.
     *
     * @param percents each more than 0, at most 100
     * @return a duration for each, in their order; empty if it is of no runs
     * @throws IllegalArgumentException if a percentage is not such
     */
    public List<Duration> percentiles(double... percents) {
        for (double percent : percents) {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("percent: " + percent + " (expected: > 0 and <= 100)");
            }
        }
        if (isEmpty()) {
            return List.of();
        }
        Histogram histogram = decoded(toBytes());
        return Arrays.stream(percents)
                .mapToObj(percent -> Duration.ofNanos(
                        1000 * histogram.medianEquivalentValue(histogram.getValueAtPercentile(percent))))
                .toList();
    }

    /**
     * The sketch as HdrHistogram encodes it (version 2, not compressed), in microseconds: any tool for these reads it.
     *
     * @return a new array; empty if it is of no runs
     */
    public byte[] toBytes() {
        if (isEmpty()) {
            return new byte[0];
        }
        LatencySketch one = whole();
        ByteBuffer encoded = ByteBuffer.allocate(HEADER + one.length);
        encoded.put(HEAD).put(one.bytes, one.offset, one.length).putInt(LENGTH_AT, one.length);
        return encoded.array();
    }

    /**
     * Reads what {@link #toBytes} gave, or another HdrHistogram of microseconds.
     *
     * @param bytes empty for no runs
     * @return the sketch
     * @throws IllegalArgumentException if it is not such
     */
    public static LatencySketch ofBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        try {
            Histogram read = decoded(bytes);
            if (read.getTotalCount() > 0 && ours(bytes)) {
                return new LatencySketch(
                        Arrays.copyOfRange(bytes, HEADER, bytes.length), 0, bytes.length - HEADER, List.of());
            }
            Histogram ours = histogram();
            for (HistogramIterationValue each : read.recordedValues()) {
                ours.recordValueWithCount(
                        Math.max(LOWEST, Math.min(HIGHEST, each.getValueIteratedTo())),
                        each.getCountAtValueIteratedTo());
            }
            return of(ours);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "bytes: " + bytes.length + " bytes (expected: an HdrHistogram)", unreadable);
        }
    }

    /** Whether they begin as ours do: then what follows need not be counted anew, of which a store has very many. */
    private static boolean ours(byte[] bytes) {
        int after = LENGTH_AT + Integer.BYTES;
        return Arrays.equals(bytes, 0, LENGTH_AT, HEAD, 0, LENGTH_AT)
                && ByteBuffer.wrap(bytes).getInt(LENGTH_AT) == bytes.length - HEADER
                && Arrays.equals(bytes, after, HEADER, HEAD, after, HEADER);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LatencySketch sketch && Arrays.equals(toBytes(), sketch.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return count() + " runs " + percentiles(50, 95, 99);
    }
}
