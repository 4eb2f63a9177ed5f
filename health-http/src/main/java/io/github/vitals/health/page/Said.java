package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bucket in words. */
final class Said {
    private Said() {}

    /** Such as {@code down 3 min, up 12 min; 12 of 90 runs not up: 12 timeout}. */
    static String of(HistoryBucket bucket) {
        if (bucket.worst().isEmpty()) {
            return "no data";
        }
        String runs = failures(bucket);
        return times(bucket) + (runs.isEmpty() ? "" : "; " + runs);
    }

    private static String times(HistoryBucket bucket) {
        List<String> times = new ArrayList<>();
        for (HealthStatus status : Words.WORST_FIRST) {
            Duration time = bucket.time(status);
            if (time.equals(bucket.width())) {
                return "all the time " + Words.being(status);
            }
            if (!time.isZero()) {
                times.add(Words.being(status) + " " + Words.duration(time));
            }
        }
        Duration none = bucket.width().minus(bucket.known());
        if (!none.isZero()) {
            times.add("no data " + Words.duration(none));
        }
        return String.join(", ", times);
    }

    static String failures(HistoryBucket bucket) {
        if (bucket.runs() == 0) {
            return "";
        }
        int failed = failed(bucket);
        if (failed == 0) {
            return Words.plural(bucket.runs(), "run");
        }
        return Words.grouped(failed) + " of " + Words.plural(bucket.runs(), "run") + " not up: " + reasons(bucket);
    }

    static String reasons(HistoryBucket bucket) {
        List<String> reasons = new ArrayList<>();
        bucket.failures().forEach((reason, count) -> reasons.add(Words.grouped(count) + " " + reason.label()));
        return String.join(", ", reasons);
    }

    static int failed(HistoryBucket bucket) {
        return bucket.failures().values().stream().mapToInt(Integer::intValue).sum();
    }
}
