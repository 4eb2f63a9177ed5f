package io.github.vitals.health.logging.audit;

import java.util.Optional;

/**
 * What a verifier found. Immutable.
 *
 * @param lines how many lines are whole and in their places, up to the first place that is not
 * @param head the last of them
 * @param broken the first place where the log is not as it was written, empty if it is
 */
public record AuditVerdict(long lines, AuditHead head, Optional<Broken> broken) {
    /**
     * A place where a log is not as it was written. Immutable.
     *
     * @param file its name
     * @param line its number in the file, from 1; 0 if it is none
     * @param fault what is wrong
     * @param why the same for readers
     */
    public record Broken(String file, long line, AuditFault fault, String why) {}

    /**
     * Whether the log is as it was written.
     *
     * @return true if no place is broken
     */
    public boolean ok() {
        return broken.isEmpty();
    }
}
