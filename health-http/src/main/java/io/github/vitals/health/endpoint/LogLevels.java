package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * Changes what an application logs, for the admin action {@code /admin/logger/{name}}. {@link #logback()} does so for
 * Logback.
 */
@FunctionalInterface
public interface LogLevels {
    /**
     * Lets a logger write events of a level and of those above it for some time; then it is as it was before.
     *
     * @param logger the name of a logger
     * @param level the least level that is written; empty to go back at once to what it was before
     * @param duration for how long
     * @throws IllegalArgumentException if the logging in use has no such logger
     */
    void set(String logger, Optional<Level> level, Duration duration);

    /**
     * The same, told who wants it and why. Without an implementation of its own they are not passed on.
     *
     * @param logger the name of a logger
     * @param level the least level that is written; empty to go back at once to what it was before
     * @param duration for how long
     * @param by who wants it, as the request says, and from where; at most 200 characters
     * @param reason why, as the request says, at most 200 characters; may be empty
     * @throws IllegalArgumentException if the logging in use has no such logger
     */
    default void set(String logger, Optional<Level> level, Duration duration, String by, String reason) {
        set(logger, level, duration);
    }

    /**
     * Tells what is changed now, for {@code GET /admin/loggers}; without an implementation of its own there is no such
     * path.
     *
     * @return in any order; empty if these levels do not know
     */
    default Optional<List<ChangedLevel>> changed() {
        return Optional.empty();
    }

    /** Levels that want to know who changes them and why, for example those of health-logging, which record it. */
    @FunctionalInterface
    interface Attributed {
        /**
         * As {@link LogLevels#set(String, Optional, Duration, String, String)}.
         *
         * @param logger the name of a logger
         * @param level the least level that is written; empty to go back at once to what it was before
         * @param duration for how long
         * @param by who wants it
         * @param reason why; may be empty
         */
        void set(String logger, Optional<Level> level, Duration duration, String by, String reason);
    }

    /**
     * The levels of Logback, if SLF4J writes to it.
     *
     * @return levels that go back by themselves. Thread-safe
     * @throws IllegalStateException if SLF4J writes to something else
     */
    static LogLevels logback() {
        return new LogbackLevels();
    }
}
