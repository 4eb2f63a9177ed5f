package io.github.vitals.health.logging.audit;

/** What is wrong with a place in an audit log. */
public enum AuditFault {
    /** A line does not say what was written, or another one was put in the place of the one before it. */
    EDITED,
    /** One or more lines are not there any more. */
    MISSING,
    /** A line is not where it was written, or is there twice. */
    REORDERED,
    /** The end is not there: a line without its end, or the head that was noted is in no line. */
    TRUNCATED,
    /** Something that the log did not write. */
    UNKNOWN
}
