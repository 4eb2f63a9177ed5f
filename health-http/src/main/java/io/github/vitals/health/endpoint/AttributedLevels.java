package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/** Passes on who changes a level; nobody, where that is not known. */
record AttributedLevels(LogLevels.Attributed levels, Supplier<Optional<List<ChangedLevel>>> current)
        implements LogLevels {
    @Override
    public void set(String logger, Optional<Level> level, Duration duration) {
        levels.set(logger, level, duration, "", "");
    }

    @Override
    public void set(String logger, Optional<Level> level, Duration duration, String by, String reason) {
        levels.set(logger, level, duration, by, reason);
    }

    @Override
    public Optional<List<ChangedLevel>> changed() {
        return current.get();
    }
}
