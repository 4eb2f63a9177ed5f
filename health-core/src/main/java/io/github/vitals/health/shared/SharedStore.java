package io.github.vitals.health.shared;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A store that several processes share, which also tells them which of them may act.
 *
 * <p>A holder that stood still while its lease ran out may believe for a moment that it still has it. So each lease has
 * a number, its token, that grows with every new holder, and {@link #write(Lease, String, Map)} refuses one that is not
 * the latest: whatever such a holder does last, it does not change what the next one has begun.
 */
public interface SharedStore extends RecordStore {
    /**
     * Takes a lease that nobody has, or that has run out, or makes the caller's own last longer. The time is told by the
     * clock of the store, not of the callers.
     *
     * @param name what it is for; 1 to 300 characters
     * @param holder who asks; another after each start of a process; 1 to 300 characters
     * @param time how long it lasts from now on, unless it is renewed; a millisecond to 365 days
     * @return the lease, with the same token as long as the holder stays the same without a break; empty if another has it
     * @throws Exception if it could not be asked for
     */
    Optional<Lease> lease(String name, String holder, Duration time) throws Exception;

    /**
     * Gives a lease back before it runs out. One that another has by now stays as it is.
     *
     * @param lease what was taken
     * @throws Exception if it could not be given back
     */
    void release(Lease lease) throws Exception;

    /**
     * Writes as {@link #write(String, Map)} does, if the lease is still the latest of its name.
     *
     * @param lease what was taken; that its time is over does no harm unless another has taken it
     * @param space which space
     * @param changes for each key its text from now on; empty to delete it
     * @throws LeaseLostException if another has taken the lease; nothing was written
     * @throws Exception if it was not written, or that is not certain
     */
    void write(Lease lease, String space, Map<String, Optional<String>> changes) throws Exception;
}
