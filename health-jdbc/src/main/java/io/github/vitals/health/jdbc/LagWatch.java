package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells for how long a replica can be behind at most. The age of the last commit that it replayed is not that: on a
 * primary without work it grows, and the first commit after a quiet night would look a night late. But nothing that was
 * still on its way when the replica was last seen to have caught up can be older than that moment. Thread-safe.
 */
final class LagWatch {
    private final LongSupplier ticker;
    private @Nullable Long caughtUp;
    private @Nullable Long firstBehind;

    LagWatch(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /**
     * How far it is behind; null if that is not known.
     *
     * @param behind whether anything is on its way
     * @param age of the last commit that was replayed; null if there was none
     */
    synchronized @Nullable Duration see(boolean behind, @Nullable Duration age) {
        long now = ticker.getAsLong();
        if (!behind) {
            caughtUp = now;
            firstBehind = null;
            return Duration.ZERO;
        }
        if (caughtUp == null) {
            return age == null ? seenFor(now) : notNegative(age);
        }
        Duration most = Duration.ofNanos(now - caughtUp);
        return age != null && age.compareTo(most) < 0 ? notNegative(age) : most;
    }

    /** A replica that was restarted and has replayed no commit since: it is behind for as long as that is seen. */
    private @Nullable Duration seenFor(long now) {
        Long since = firstBehind;
        if (since == null) {
            firstBehind = now;
            return null;
        }
        return Duration.ofNanos(now - since);
    }

    /** The clocks of two servers may disagree. */
    private static Duration notNegative(Duration age) {
        return age.isNegative() ? Duration.ZERO : age;
    }
}
