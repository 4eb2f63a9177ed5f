package io.github.vitals.health.jdbc;

import java.sql.SQLException;

/** How a product is asked about its replication. */
interface ReplicationReader {
    /**
     * Reads what the server knows as the replica or the primary that it is.
     *
     * @param watch remembers when the replica was last seen to have caught up
     * @throws HiddenException if the user may not even see which of the two it is
     */
    Replication read(Examination examination, LagWatch watch) throws SQLException, HiddenException;

    /** A right is missing without which nothing can be told; the message names it. */
    final class HiddenException extends Exception {
        private static final long serialVersionUID = 1;

        HiddenException(String message, SQLException cause) {
            super(message, cause);
        }
    }
}
