package io.github.vitals.health.endpoint;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.HashMap;
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

    /** What a logger was set to before the first change, null if it went by its parent. */
    private record Change(@Nullable Level before) {}

    LogbackLevels() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext logback)) {
            throw new IllegalStateException(
                    "logging: " + factory.getClass().getName() + " (expected: SLF4J writes to Logback)");
        }
        this.context = logback;
    }

    @Override
    public synchronized void set(String name, Optional<org.slf4j.event.Level> level, Duration duration) {
        Logger logger = context.exists(name);
        if (logger == null) {
            throw new IllegalArgumentException("logger: " + name + " (expected: one that is in use, or ROOT)");
        }
        if (level.isEmpty()) {
            restore(logger, changes.get(name));
            return;
        }
        Change before = changes.get(name);
        Change change = new Change(before == null ? logger.getLevel() : before.before());
        changes.put(name, change);
        logger.setLevel(Level.convertAnSLF4JLevel(level.get()));
        CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> restoreIfLatest(logger, change));
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
