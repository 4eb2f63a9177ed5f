package io.github.vitals.health.endpoint;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The levels of Logback; a class of its own, because Logback is optional. */
final class LogbackLevels implements LogLevels {
    private final LoggerContext context;
    private final Map<String, Change> changes = new HashMap<>();

    /** What a logger was set to before the first change, null if it went by its parent, and what was done to it. */
    private record Change(@Nullable Level before, ChangedLevel now) {}

    LogbackLevels() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext logback)) {
            throw new IllegalStateException(
                    "logging: " + factory.getClass().getName() + " (expected: SLF4J writes to Logback)");
        }
        this.context = logback;
    }

    @Override
    public void set(String name, Optional<org.slf4j.event.Level> level, Duration duration) {
        set(name, level, duration, "", "");
    }

    @Override
    public synchronized void set(
            String name, Optional<org.slf4j.event.Level> level, Duration duration, String by, String reason) {
        Logger logger = context.exists(name);
        if (logger == null) {
            throw new IllegalArgumentException("logger: " + name + " (expected: one that is in use, or ROOT)");
        }
        Change before = changes.get(name);
        if (level.isEmpty()) {
            restore(logger, before);
            return;
        }
        Change change = new Change(
                before == null ? logger.getLevel() : before.before(),
                new ChangedLevel(name, level.get(), Instant.now().plus(duration), by, reason));
        changes.put(name, change);
        logger.setLevel(Level.convertAnSLF4JLevel(level.get()));
        CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> restoreIfLatest(logger, change));
    }

    @Override
    public synchronized Optional<List<ChangedLevel>> changed() {
        return Optional.of(changes.values().stream().map(Change::now).toList());
    }

    /** Unless the level was set again meanwhile, which then counts. */
    @SuppressWarnings("ReferenceEquality") // two changes from the same level are two
    private synchronized void restoreIfLatest(Logger logger, Change change) {
        if (changes.get(logger.getName()) == change) {
            restore(logger, change);
        }
    }

    private void restore(Logger logger, @Nullable Change change) {
        if (change != null) {
            changes.remove(logger.getName());
            logger.setLevel(change.before());
        }
    }
}
