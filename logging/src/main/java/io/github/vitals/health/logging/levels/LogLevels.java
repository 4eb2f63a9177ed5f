package io.github.vitals.health.logging.levels;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.ErrorStatus;
import io.github.vitals.health.logging.audit.AuditFailedException;
import io.github.vitals.health.logging.audit.AuditLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Changes the levels of Logback's loggers for some time; then each goes back by itself to what it was before the first
 * change. A level that somebody else sets meanwhile (a configuration that is read again, for example) stays.
 *
 * <p>A change lasts from 1 second to 24 hours, whatever the wall clock does; at most 100 loggers are changed at once.
 * Each change and each return is an event of this class's logger, {@code log-level-changed} and
 * {@code log-level-returned}, and a record of the audit log if one is given. One daemon thread waits for returns, and
 * there is none while nothing is changed.
 *
 * <pre>{@code
 * LogLevels levels = LogLevels.logback();
 * levels.set("com.example.orders", Optional.of(Level.DEBUG), Duration.ofMinutes(10), "jane", "ticket 4711");
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class LogLevels implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST = 100;
    private static final int LONGEST_TEXT = 200;

    private final LoggerContext context;
    private final LevelNews news;
    private final LongSupplier ticker;
    private final InstantSource clock;
    private final ThreadFactory threads;

    /** One change after the other; returns do not wait for it. */
    private final ReentrantLock changing = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Change> changes = new TreeMap<>();
    private @Nullable Thread thread;

    LogLevels(
            LoggerContext context,
            Optional<AuditLog> audit,
            LongSupplier ticker,
            InstantSource clock,
            ThreadFactory threads) {
        this.context = context;
        this.news = new LevelNews(audit);
        this.ticker = ticker;
        this.clock = clock;
        this.threads = threads;
    }

    private static LogLevels logback(Optional<AuditLog> audit) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext logback) {
            return new LogLevels(logback, audit, System::nanoTime, InstantSource.system(), LogLevels::daemon);
        }
        throw new IllegalStateException(
                "logging: " + factory.getClass().getName() + " (expected: SLF4J writes to Logback)");
    }

    static Thread daemon(Runnable waiting) {
        Thread thread = new Thread(waiting, "vitals-log-levels");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The levels of Logback.
     *
     * @return levels that are recorded in no audit log
     * @throws IllegalStateException if SLF4J writes to something else
     */
    public static LogLevels logback() {
        return logback(Optional.empty());
    }

    /**
     * The levels of Logback, of whose changes an audit log tells: what it cannot record is not done, returns aside.
     *
     * @param audit is not closed by this
     * @return levels
     * @throws IllegalStateException if SLF4J writes to something else
     */
    public static LogLevels logback(AuditLog audit) {
        return logback(Optional.of(audit));
    }

    /**
     * Lets a logger write events of a level and of those above it for some time. Set again, it has the new level for the
     * new time, and goes back to what it was before the first.
     *
     * @param logger the name of one that is in use, or ROOT
     * @param level the least level that is written; empty to go back at once
     * @param duration for how long, 1 second to 24 hours; does not count without a level
     * @param by who wants it, at most 200 characters; may be empty
     * @param reason why, at most 200 characters; may be empty
     * @throws IllegalArgumentException if the logger is not in use, the time is too short or too long, a text is too
     *     long, or 100 others are changed
     * @throws AuditFailedException if it cannot be recorded; nothing is changed then
     */
    public void set(String logger, Optional<Level> level, Duration duration, String by, String reason) {
        if (level.isEmpty()) {
            reset(logger, by);
            return;
        }
        within("by", by);
        within("reason", reason);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: PT1S to PT24H)");
        }
        changing.lock();
        try {
            Change change = change(inUse(logger), level.get(), duration, by, reason);
            news.audit(change, duration);
            news.around(change, duration, () -> apply(change));
        } finally {
            changing.unlock();
        }
    }

    private static void within(String name, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    name + ": " + text.length() + " characters (expected: at most " + LONGEST_TEXT + ")");
        }
    }

    private Logger inUse(String name) {
        Logger logger = context.exists(name);
        if (logger == null) {
            throw new IllegalArgumentException("logger: " + name + " (expected: one that is in use, or ROOT)");
        }
        return logger;
    }

    private Change change(Logger logger, Level level, Duration duration, String by, String reason) {
        lock.lock();
        try {
            Change earlier = changes.get(logger.getName());
            if (earlier == null && changes.size() >= MOST) {
                throw new IllegalArgumentException(
                        "logger: " + logger.getName() + " (expected: at most " + MOST + " are changed at once)");
            }
            ch.qos.logback.classic.Level before =
                    earlier != null && earlier.stands() ? earlier.before() : logger.getLevel();
            return new Change(logger, level, before, ticker.getAsLong() + duration.toNanos(), by, reason);
        } finally {
            lock.unlock();
        }
    }

    private void apply(Change change) {
        lock.lock();
        try {
            awaken();
            changes.put(change.logger().getName(), change);
            change.apply();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Before anything is changed: without the thread no level would return. */
    private void awaken() {
        if (thread == null) {
            Thread started = threads.newThread(this::run);
            started.start();
            thread = started;
        }
    }

    /**
     * Lets a logger go back at once to what it was before. Does nothing if it is not changed.
     *
     * @param logger its name
     * @param by who wants it; may be empty
     * @throws IllegalArgumentException if the logger is not in use
     */
    public void reset(String logger, String by) {
        within("by", by);
        inUse(logger);
        changing.lock();
        try {
            tell(undo(change -> change.logger().getName().equals(logger)), by, "reset");
        } finally {
            changing.unlock();
        }
    }

    /**
     * What is changed now.
     *
     * @return by the names of the loggers
     */
    public List<LevelChange> current() {
        lock.lock();
        try {
            long now = ticker.getAsLong();
            return changes.values().stream()
                    .map(change -> change.seen(clock.instant(), now))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Lets all loggers go back. They may be changed again afterwards. */
    @Override
    public void close() {
        changing.lock();
        try {
            tell(undo(change -> true), "", "closed");
        } finally {
            changing.unlock();
        }
    }

    /** Lets those go back whose time is over. */
    void returnDue() {
        tell(undo(change -> change.due() - ticker.getAsLong() <= 0), "", "its time is over");
    }

    /** What was undone, and whether it is as before. */
    private record Undone(Change change, boolean asBefore) {}

    private List<Undone> undo(Predicate<Change> which) {
        lock.lock();
        try {
            List<Change> undone = changes.values().stream().filter(which).toList();
            changes.values().removeAll(undone);
            changed.signal();
            return undone.stream()
                    .map(change -> new Undone(change, change.undo()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void tell(List<Undone> undone, String by, String why) {
        undone.forEach(each -> news.returned(each.change(), each.asBefore(), by, why));
    }

    private void run() {
        while (awaitDue()) {
            try {
                returnDue();
            } catch (RuntimeException | Error broken) {
                context.getStatusManager()
                        .add(new ErrorStatus("A log level returned, and that could not be told", this, broken));
            }
        }
    }

    /** Returns when one is due, or false if there is none any more; then this thread is not the one any more. */
    private boolean awaitDue() {
        lock.lock();
        try {
            while (!changes.isEmpty()) {
                long now = ticker.getAsLong();
                long left = changes.values().stream()
                        .mapToLong(change -> change.due() - now)
                        .min()
                        .orElse(0);
                if (left <= 0) {
                    return true;
                }
                pause(left);
            }
            thread = null;
            return false;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller is the loop
    private void pause(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException early) {
            // Whoever interrupts this thread does not end it: levels would not return.
        }
    }
}
