package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.util.EnumMap;
import java.util.Map;

/** One bucket in bytes: an uneventful minute of a check that runs six times takes about 14. */
final class BucketCodec {
    private static final HealthStatus[] STATUSES = HealthStatus.values();
    private static final FailureReason[] REASONS = FailureReason.values();

    /** In the lower three bits: the status that lasted all the time, or one of these. */
    private static final int TIMES = 5;

    private static final int NOTHING = 6;
    private static final int KIND = 7;

    private static final int RUNS = 8;
    private static final int OUTAGES = 16;
    private static final int FAILURES = 32;
    private static final int LATENCY = 64;

    private BucketCodec() {}

    static void write(ByteWriter writer, long distance, HistoryBucket bucket, boolean withLatency) {
        boolean latency = withLatency && !bucket.latency().isEmpty();
        int kind = kind(bucket);
        writer.number(distance);
        writer.put(kind
                | (bucket.runs() > 0 ? RUNS : 0)
                | (bucket.outages() > 0 ? OUTAGES : 0)
                | (bucket.failures().isEmpty() ? 0 : FAILURES)
                | (latency ? LATENCY : 0));
        if (kind == TIMES) {
            writeTimes(writer, bucket);
        }
        if (bucket.runs() > 0) {
            writer.number(bucket.runs());
        }
        if (bucket.outages() > 0) {
            writer.number(bucket.outages());
        }
        if (!bucket.failures().isEmpty()) {
            writeFailures(writer, bucket.failures());
        }
        if (latency) {
            bucket.latency().writeTo(writer);
        }
    }

    private static int kind(HistoryBucket bucket) {
        if (bucket.knownMillis() == 0) {
            return NOTHING;
        }
        for (int i = 0; i < STATUSES.length; i++) {
            if (bucket.millis(STATUSES[i]) == bucket.widthMillis()) {
                return i;
            }
        }
        return TIMES;
    }

    private static void writeTimes(ByteWriter writer, HistoryBucket bucket) {
        int present = 0;
        for (int i = 0; i < STATUSES.length; i++) {
            present |= bucket.millis(STATUSES[i]) > 0 ? 1 << i : 0;
        }
        writer.put(present);
        for (HealthStatus status : STATUSES) {
            if (bucket.millis(status) > 0) {
                writer.number(bucket.millis(status));
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // within one process
    private static void writeFailures(ByteWriter writer, Map<FailureReason, Integer> failures) {
        writer.number(failures.size());
        failures.forEach((reason, count) -> {
            writer.put(reason.ordinal());
            writer.number(count);
        });
    }

    /** The distance has been read. */
    static HistoryBucket read(ByteReader reader, long start, long width) {
        int flags = reader.next();
        long[] millis = new long[STATUSES.length];
        int kind = flags & KIND;
        if (kind == TIMES) {
            readTimes(reader, millis);
        } else if (kind != NOTHING) {
            millis[kind] = width;
        }
        int runs = (flags & RUNS) == 0 ? 0 : reader.count();
        int outages = (flags & OUTAGES) == 0 ? 0 : reader.count();
        Map<FailureReason, Integer> failures = (flags & FAILURES) == 0 ? Map.of() : readFailures(reader);
        LatencySketch latency = (flags & LATENCY) == 0 ? LatencySketch.EMPTY : LatencySketch.read(reader);
        return new HistoryBucket(start, width, millis, runs, outages, failures, latency);
    }

    private static void readTimes(ByteReader reader, long[] millis) {
        int present = reader.next();
        for (int i = 0; i < millis.length; i++) {
            if ((present & 1 << i) != 0) {
                millis[i] = reader.number();
            }
        }
    }

    private static Map<FailureReason, Integer> readFailures(ByteReader reader) {
        Map<FailureReason, Integer> failures = new EnumMap<>(FailureReason.class);
        int reasons = reader.count();
        for (int i = 0; i < reasons; i++) {
            failures.put(REASONS[reader.next()], reader.count());
        }
        return failures;
    }
}
