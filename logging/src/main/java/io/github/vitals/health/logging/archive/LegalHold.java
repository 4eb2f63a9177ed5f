package io.github.vitals.health.logging.archive;

import java.time.LocalDate;

/**
 * Keeps archives of some days from being deleted until it is released. Immutable.
 *
 * @param id tells it from others
 * @param name of the log, or {@code *} for each
 * @param logClass class of log, or {@code *} for each
 * @param from first day, in UTC
 * @param to last day, in UTC
 * @param reason why, for people
 * @param by who asked for it
 */
public record LegalHold(
        String id, String name, String logClass, LocalDate from, LocalDate to, String reason, String by) {
    /** For each name and each class. */
    public static final String ANY = "*";

    /**
     * Checks that it can be kept.
     *
     * @param id tells it from others
     * @param name of the log, or {@code *} for each
     * @param logClass class of log, or {@code *} for each
     * @param from first day, in UTC
     * @param to last day, in UTC
     * @param reason why, for people
     * @param by who asked for it
     */
    public LegalHold {
        required("id", id);
        required("name", name);
        required("logClass", logClass);
        required("reason", reason);
        required("by", by);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to: " + to + " (expected: not before " + from + ")");
        }
    }

    /**
     * Tells whether it covers a file.
     *
     * @param log its name
     * @param classOfLog its class
     * @param day its day
     * @return true if the file must stay
     */
    public boolean covers(String log, String classOfLog, LocalDate day) {
        return (name.equals(ANY) || name.equals(log))
                && (logClass.equals(ANY) || logClass.equals(classOfLog))
                && !day.isBefore(from)
                && !day.isAfter(to);
    }

    static void required(String argument, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(argument + ": '" + value + "' (expected: not blank)");
        }
    }
}
