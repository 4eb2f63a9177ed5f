package io.github.vitals.health.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an objective's events are counted. */
interface EventSource {
    /**
     * Reads the counts as they are now.
     *
     * @throws UnreadableEvents if there are counts, but not ones to judge by
     */
    Reading read() throws UnreadableEvents;

    /**
     * The counts of one moment; none if nothing counts yet. Counts of another origin do not continue the earlier ones.
     */
    record Reading(@Nullable Object origin, List<Series> series) {}

    /** One pair of counts since its start: all events, and the part of them that is bad or good. */
    record Series(Object key, double total, double part) {}
}
