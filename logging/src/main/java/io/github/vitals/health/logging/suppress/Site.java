package io.github.vitals.health.logging.suppress;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A place in the code that logs, with its token bucket and what was held back there. Thread-safe. */
final class Site {
    private final Logger logger;
    private final Level level;
    private final String template;
    private final @Nullable Class<?> thrown;
    private final AtomicLong full;
    private final AtomicLong held = new AtomicLong();
    private volatile Instant since = Instant.EPOCH;
    private volatile long used;

    /** {@code now} is by the ticker, as everywhere here. */
    Site(Logger logger, Level level, String template, @Nullable Class<?> thrown, long now) {
        this.logger = logger;
        this.level = level;
        this.template = template;
        this.thrown = thrown;
        this.full = new AtomicLong(now);
        this.used = now;
    }

    boolean is(Logger otherLogger, Level otherLevel, String otherTemplate, @Nullable Class<?> otherThrown) {
        return logger == otherLogger && level == otherLevel && thrown == otherThrown && template.equals(otherTemplate);
    }

    static int hash(Logger logger, Level level, String template, @Nullable Class<?> thrown) {
        int hash = template.hashCode() * 31 + logger.hashCode();
        hash = hash * 31 + level.toInt();
        return thrown == null ? hash : hash * 31 + thrown.hashCode();
    }

    int hash() {
        return hash(logger, level, template, thrown);
    }

    /** Takes a token, if there is one: the bucket is known by when it will be full. */
    boolean passes(long interval, long tolerance, long now) {
        used = now;
        while (true) {
            long before = full.get();
            long missing = Math.max(0, before - now);
            if (missing > tolerance) {
                return false;
            }
            if (full.compareAndSet(before, now + missing + interval)) {
                return true;
            }
        }
    }

    /** Counts an event that is held back; true for the first since it was told of them. */
    boolean hold(InstantSource clock) {
        if (held.getAndIncrement() > 0) {
            return false;
        }
        since = clock.instant();
        return true;
    }

    /** How many were held back since this was last asked. */
    long take() {
        return held.getAndSet(0);
    }

    Instant since() {
        return since;
    }

    long used() {
        return used;
    }

    Logger logger() {
        return logger;
    }

    Level level() {
        return level;
    }

    String template() {
        return template;
    }

    @Nullable
    Class<?> thrown() {
        return thrown;
    }
}
