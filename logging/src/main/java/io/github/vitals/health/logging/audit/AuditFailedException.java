package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What happened could not be recorded: the caller decides whether it may go on without a record. Immutable.
 */
public final class AuditFailedException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    AuditFailedException(String message, IOException cause) {
        super(message, cause);
    }
}
