package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last runs of one check. */
@SuppressWarnings("EnumOrdinal") // within one process
final class RunRing {
    static final int MOST = 60;

    private static final HealthStatus[] STATUSES = HealthStatus.values();
    private static final FailureReason[] REASONS = FailureReason.values();
    private static final int NO_REASON = -1;

    private final long[] at = new long[MOST];
    private final int[] micros = new int[MOST];
    private final byte[] status = new byte[MOST];
    private final byte[] reason = new byte[MOST];
    private int next;
    private int count;

    void add(long when, HealthStatus result, long nanos, Optional<FailureReason> why) {
        at[next] = when;
        micros[next] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos / 1000));
        status[next] = (byte) result.ordinal();
        reason[next] = (byte) why.map(FailureReason::ordinal).orElse(NO_REASON).intValue();
        next = (next + 1) % MOST;
        count = Math.min(MOST, count + 1);
    }

    List<RecentRun> runs() {
        List<RecentRun> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int each = (next - count + i + MOST) % MOST;
            runs.add(new RecentRun(
                    Instant.ofEpochMilli(at[each]),
                    STATUSES[status[each]],
                    Duration.ofNanos(1000L * micros[each]),
                    reason[each] == NO_REASON ? Optional.empty() : Optional.of(REASONS[reason[each]])));
        }
        return runs;
    }
}
