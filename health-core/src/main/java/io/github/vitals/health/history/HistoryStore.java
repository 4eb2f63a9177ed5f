package io.github.vitals.health.history;

import io.github.vitals.health.HealthTransition;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Keeps history beyond the end of a process. A {@link HealthHistory} calls it from one thread of its own, one call at a
 * time; a call may block, which holds up nothing but the next call, but should give up within seconds. What it throws is
 * logged, and the same is handed to it again.
 *
 * <p>Implementations need not be thread-safe.
 */
public interface HistoryStore extends AutoCloseable {
    /**
     * Writes a batch, all of it or nothing. Writing the same twice must do no harm: a bucket replaces the one of the same
     * origin, key, tier and start; a transition of the same origin, number and time is there already.
     *
     * @param origin who writes
     * @param batch what is to be kept
     * @throws Exception if it was not written, or that is not certain
     */
    void write(HistoryOrigin origin, HistoryBatch batch) throws Exception;

    /**
     * Reads back what an origin has written.
     *
     * @param origin who wrote
     * @param since for each tier, the start from which on buckets are wanted
     * @param transitions how many transitions of each key are wanted at most, the latest
     * @param reader is handed what there is: buckets of each key and tier, and transitions of each key, in the order of
     *     time
     * @throws Exception if it could not be read
     */
    void read(HistoryOrigin origin, Map<HistoryTier, Instant> since, int transitions, Reader reader) throws Exception;

    /**
     * How all instances of a service were when they last wrote.
     *
     * @param service whose instances
     * @return in the order of their names; empty where a store is not shared
     * @throws Exception if it could not be read
     */
    List<InstanceHealth> instances(String service) throws Exception;

    /**
     * Deletes what an origin has written and is older than wanted, and, where instances of its service have been gone
     * for so long, theirs. Where it is much, some of it may be left to the next call.
     *
     * @param origin whose service
     * @param before for each tier, the start of the first bucket to stay
     * @param transitionsBefore the time of the first transition to stay
     * @throws Exception if it could not be deleted
     */
    void prune(HistoryOrigin origin, Map<HistoryTier, Instant> before, Instant transitionsBefore) throws Exception;

    /** Lets go of what was opened, and no more. */
    @Override
    void close();

    /** Is handed what a store holds. */
    interface Reader {
        /**
         * One bucket.
         *
         * @param bucket what was in it, of which key and tier
         */
        void bucket(HistoryBatch.Bucket bucket);

        /**
         * One transition.
         *
         * @param number as it was written
         * @param transition what changed
         */
        void transition(long number, HealthTransition transition);
    }
}
