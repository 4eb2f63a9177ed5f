package io.github.vitals.health.logging.audit;

import java.util.Locale;

/** How what was done ended, as the Elastic Common Schema has it in {@code event.outcome}. Immutable. */
public enum AuditOutcome {
    /** It was done. */
    SUCCESS,
    /** It was tried, and failed or was refused. */
    FAILURE,
    /** Nobody knows; an attempt that is recorded before it is made, for example. */
    UNKNOWN;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
