package io.github.vitals.health.logging.levels;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * A logger that does not have the level which it is configured with, for a while. Immutable.
 *
 * @param logger its name
 * @param level what it has now
 * @param before what it goes back to, as Logback names it; empty if it goes by its parent
 * @param until when it goes back
 * @param by who changed it last; empty if nobody said so
 * @param reason why; empty if nobody said so
 */
public record LevelChange(
        String logger, Level level, Optional<String> before, Instant until, String by, String reason) {}
