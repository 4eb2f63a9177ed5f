package io.github.vitals.health.endpoint;

import java.time.Duration;
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
     * The levels of Logback, if SLF4J writes to it.
     *
     * @return levels that go back by themselves. Thread-safe
     * @throws IllegalStateException if SLF4J writes to something else
     */
    static LogLevels logback() {
        return new LogbackLevels();
    }
}
