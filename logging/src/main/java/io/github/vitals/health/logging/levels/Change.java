package io.github.vitals.health.logging.levels;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a logger and is to be undone.
 *
 * @param before its level before the first change, null if it went by its parent
 * @param due when it is undone, by the ticker
 */
record Change(
        Logger logger, org.slf4j.event.Level set, @Nullable Level before, long due, String by, String reason) {
    Level level() {
        return Level.convertAnSLF4JLevel(set);
    }

    /** Whether nobody else has changed it since. */
    boolean stands() {
        return level().equals(logger.getLevel());
    }

    void apply() {
        logger.setLevel(level());
    }

    /** Unless somebody else has changed it: then theirs counts. Says whether it is as before. */
    boolean undo() {
        if (stands()) {
            logger.setLevel(before);
            return true;
        }
        return false;
    }

    LevelChange seen(Instant now, long ticks) {
        return new LevelChange(
                logger.getName(), set, beforeName(), now.plus(Duration.ofNanos(due - ticks)), by, reason);
    }

    Optional<String> beforeName() {
        return Optional.ofNullable(before).map(Level::toString);
    }
}
