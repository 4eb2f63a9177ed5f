package io.github.vitals.health.shared;

import java.io.Serial;

/** Somebody acted by a lease that another has taken since. */
public final class LeaseLostException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * An exception that says which lease it was.
     *
     * @param lease what was taken
     */
    public LeaseLostException(Lease lease) {
        super("lease: " + lease.name() + " with token " + lease.token() + " (expected: the latest token)");
    }
}
