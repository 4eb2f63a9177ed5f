package io.github.vitals.health.jdbc;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server told of its replication. */
sealed interface Replication {
    /** How far behind the data is: a replica's own, or that of a primary's replicas. */
    List<Lag> lags();

    /** The longest time that anything is behind. */
    default Optional<Lag> longest() {
        return lags().stream()
                .filter(lag -> lag.time() != null)
                .max(Comparator.comparing(lag -> requireNonNull(lag.time())));
    }

    /** The most bytes that anything is behind. */
    default Optional<Lag> largest() {
        return lags().stream()
                .filter(lag -> lag.bytes() != null)
                .max(Comparator.comparing(lag -> requireNonNull(lag.bytes())));
    }

    /** What the user has no right to see, each with the right that is missing. */
    List<String> hidden();

    /**
     * A server that follows another.
     *
     * @param source whom it follows, empty if it does not tell
     * @param stopped why it receives or replays nothing; empty if it does
     */
    record Replica(String source, List<String> stopped, List<Lag> lags, List<String> hidden) implements Replication {}

    /**
     * A server that others may follow.
     *
     * @param replicas how many do; null if it does not tell
     */
    record Primary(@Nullable Integer replicas, List<Lag> lags, List<Slot> slots, List<String> hidden)
            implements Replication {}

    /** A place kept for a consumer that is not there, and how much is kept for it. */
    record Slot(String name, long retained, boolean lost) {}

    /**
     * How far a replica is behind; null where that is not known.
     *
     * @param whose who is behind, for a message
     */
    record Lag(
            String whose, @Nullable Duration time, @Nullable Long bytes) {}
}
