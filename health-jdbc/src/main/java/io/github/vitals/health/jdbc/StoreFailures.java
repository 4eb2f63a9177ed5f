package io.github.vitals.health.jdbc;

import io.github.vitals.health.Secrets;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a store throws: the failures of drivers, pools and libraries, retold without secrets, whoever prints them. */
final class StoreFailures {
    private static final int DEEPEST = 20;

    private StoreFailures() {}

    static SQLException withoutSecrets(Throwable failure) {
        return retold(failure, DEEPEST);
    }

    private static SQLException retold(Throwable failure, int depth) {
        if (failure instanceof BatchUpdateException batch) {
            SQLException told = batch.getNextException();
            if (told != null && depth > 0) {
                // The outer one repeats the statement with all its values.
                return retold(told, depth - 1);
            }
        }
        SQLException retold = failure instanceof SQLException sql
                ? new SQLException(text(sql.getMessage(), sql), sql.getSQLState(), sql.getErrorCode())
                : new SQLException(failure.getClass().getSimpleName() + ": " + text(failure.getMessage(), failure));
        retold.setStackTrace(failure.getStackTrace());
        Throwable cause = failure.getCause();
        if (cause != null && cause != failure && depth > 0) {
            retold.initCause(retold(cause, depth - 1));
        }
        return retold;
    }

    private static String text(@Nullable String message, Throwable failure) {
        return message == null
                ? failure.getClass().getSimpleName()
                : Secrets.scrub(message).replaceAll("\\s+", " ").strip();
    }
}
