package io.github.vitals.health.shared;

import java.util.Map;
import java.util.Optional;

/**
 * Keeps small texts beyond the end of a process, by space and key. Whoever uses it calls it from one thread at a time,
 * and expects a call to end within seconds, whatever becomes of what is behind it.
 *
 * <p>Spaces and keys have 1 to 300 characters, texts at most 262,144; the character zero and half a character are kept as
 * U+FFFD. {@link RecordLimits} has these rules. Implementations need not be thread-safe unless they say so.
 */
public interface RecordStore extends AutoCloseable {
    /**
     * Reads what is in a space.
     *
     * @param space which one
     * @return a text for each key, in the order of the keys; empty if there is nothing
     * @throws IllegalArgumentException if it is not within the limits
     * @throws Exception if it could not be read
     */
    Map<String, String> read(String space) throws Exception;

    /**
     * Writes some of what is in a space, all of it or nothing. Once this returns, it is there whatever becomes of the
     * process. Writing the same twice does no harm.
     *
     * @param space which one
     * @param changes for each key its text from now on; empty to delete it
     * @throws IllegalArgumentException if one is not within the limits; nothing was written
     * @throws Exception if it was not written, or that is not certain
     */
    void write(String space, Map<String, Optional<String>> changes) throws Exception;

    /** Lets go of what was opened, and no more. */
    @Override
    void close();
}
