package io.github.vitals.health.logging.suppress;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

/**
 * Holds back events of a call site that come too often. A site is a logger, a level, a message before its arguments are
 * put in, and the class of what was thrown. When events of a site were held back, one event of the same logger and level
 * tells at the end of the window how many ({@code log.repeated.count}), since when and of which message.
 *
 * <table>
 *   <caption>Settings</caption>
 *   <tr><th>name</th><th>default</th><th>what</th></tr>
 *   <tr><td>{@code burst}, {@code perSecond}</td><td>100, 10</td>
 *     <td>so many events of a site pass at once, and so many a second from then on</td></tr>
 *   <tr><td>{@code errorBurst}, {@code errorPerSecond}</td><td>1,000, 100</td><td>the same for ERROR</td></tr>
 *   <tr><td>{@code window}</td><td>1 minute</td><td>from the first event that is held back to the one that tells</td></tr>
 *   <tr><td>{@code sites}</td><td>1,000</td>
 *     <td>are known at most; one that was not used for long is forgotten for a new one, after it was told of</td></tr>
 * </table>
 *
 * <p>Events of a disabled level and calls such as {@code isDebugEnabled()} are not counted. Windows that are open are
 * told of when the filter stops, which Logback does before its appenders.
 *
 * <pre>{@code
 * <turboFilter class="io.github.vitals.health.logging.suppress.RepeatFilter">
 *   <burst>50</burst>
 * </turboFilter>
 * }</pre>
 *
 * <p>Set up by Logback before it is started; thread-safe from then on.
 */
public final class RepeatFilter extends TurboFilter {
    private static final int MOST_SITES = 1_000_000;

    private final LongSupplier ticker;
    private final InstantSource clock;
    private final ThreadFactory threads;
    private final LongAdder[] held = new LongAdder[org.slf4j.event.Level.values().length];
    private final AtomicLong evicted = new AtomicLong();
    private Limit limit = new Limit(100, 10);
    private Limit errorLimit = new Limit(1_000, 100);
    private Duration window = Duration.ofMinutes(1);
    private int most = 1_000;
    private long interval;
    private long tolerance;
    private long errorInterval;
    private long errorTolerance;
    private @Nullable Sites sites;
    private @Nullable Summaries summaries;

    /** A filter with the defaults. */
    public RepeatFilter() {
        this(System::nanoTime, InstantSource.system(), RepeatFilter::daemon);
    }

    RepeatFilter(LongSupplier ticker, InstantSource clock, ThreadFactory threads) {
        this.ticker = ticker;
        this.clock = clock;
        this.threads = threads;
        for (int i = 0; i < held.length; i++) {
            held[i] = new LongAdder();
        }
    }

    private static Thread daemon(Runnable telling) {
        Thread thread = new Thread(telling, "vitals-log-repeats");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * How many events of a site pass at once.
     *
     * @param events at least 1
     * @throws IllegalArgumentException if it is less
     */
    public void setBurst(int events) {
        limit = limit.withBurst(events);
    }

    /**
     * How many events of a site pass each second in the long run.
     *
     * @param events 0.001 to 1,000,000
     * @throws IllegalArgumentException if it is not within
     */
    public void setPerSecond(double events) {
        limit = limit.withPerSecond(events);
    }

    /**
     * How many events of level ERROR of a site pass at once.
     *
     * @param events at least 1
     * @throws IllegalArgumentException if it is less
     */
    public void setErrorBurst(int events) {
        errorLimit = errorLimit.withBurst(events);
    }

    /**
     * How many events of level ERROR of a site pass each second in the long run.
     *
     * @param events 0.001 to 1,000,000
     * @throws IllegalArgumentException if it is not within
     */
    public void setErrorPerSecond(double events) {
        errorLimit = errorLimit.withPerSecond(events);
    }

    /**
     * How long it takes from the first event that is held back until it is told how many were.
     *
     * @param time more than 0, in a configuration for example {@code 30 seconds}
     * @throws IllegalArgumentException if it is not more than 0
     */
    public void setWindow(ch.qos.logback.core.util.Duration time) {
        if (time.getMilliseconds() <= 0) {
            throw new IllegalArgumentException("window: " + time + " (expected: > 0)");
        }
        window = Duration.ofMillis(time.getMilliseconds());
    }

    /**
     * How many sites are known at most.
     *
     * @param number 1 to 1,000,000
     * @throws IllegalArgumentException if it is not within
     */
    public void setSites(int number) {
        if (number < 1 || number > MOST_SITES) {
            throw new IllegalArgumentException("sites: " + number + " (expected: 1 to " + MOST_SITES + ")");
        }
        most = number;
    }

    /** Starts with nothing known. Starting twice does nothing. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        interval = limit.interval();
        tolerance = limit.tolerance();
        errorInterval = errorLimit.interval();
        errorTolerance = errorLimit.tolerance();
        sites = new Sites(most);
        summaries = new Summaries(
                window, ticker, threads, broken -> addError("What was held back could not be told", broken));
        if (getContext() != null) {
            // So that this is stopped before the appenders are.
            getContext().register(this);
        }
        super.start();
    }

    /** Tells of what was held back until now. Stopping twice does nothing. */
    @Override
    public void stop() {
        super.stop();
        Summaries last = summaries;
        if (last != null) {
            last.tellAll();
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable t) {
        // Without a format it is only asked whether the level is enabled.
        if (format == null || isDisabled(logger, level)) {
            return FilterReply.NEUTRAL;
        }
        return decide(logger, level, format, thrown(params, t));
    }

    /** Events of the fluent API come this way. */
    @Override
    public FilterReply decide(Logger logger, LoggingEvent event) {
        Level level = Level.convertAnSLF4JLevel(event.getLevel());
        if (isDisabled(logger, level)) {
            return FilterReply.NEUTRAL;
        }
        String template = event.getMessage();
        return decide(
                logger,
                level,
                template == null ? "" : template,
                thrown(event.getArgumentArray(), event.getThrowable()));
    }

    private static boolean isDisabled(Logger logger, Level level) {
        return level.toInt() < logger.getEffectiveLevel().toInt();
    }

    /** As Logback does, the last argument is what was thrown if nothing else is. */
    private static @Nullable Class<?> thrown(Object @Nullable [] arguments, @Nullable Throwable thrown) {
        if (thrown != null) {
            return thrown.getClass();
        }
        if (arguments == null || arguments.length == 0) {
            return null;
        }
        return arguments[arguments.length - 1] instanceof Throwable last ? last.getClass() : null;
    }

    private FilterReply decide(Logger logger, Level level, String template, @Nullable Class<?> thrown) {
        Sites known = sites;
        Summaries told = summaries;
        if (!isStarted() || known == null || told == null) {
            return FilterReply.NEUTRAL;
        }
        long now = ticker.getAsLong();
        Site site = known.find(logger, level, template, thrown);
        if (site == null) {
            site = add(known, told, logger, level, template, thrown, now);
        }
        boolean error = level == Level.ERROR;
        if (site.passes(error ? errorInterval : interval, error ? errorTolerance : tolerance, now)) {
            return FilterReply.NEUTRAL;
        }
        held[index(level)].increment();
        if (site.hold(clock)) {
            told.open(site);
            if (!isStarted()) {
                told.tellAll();
            }
        }
        return FilterReply.DENY;
    }

    private Site add(
            Sites known,
            Summaries told,
            Logger logger,
            Level level,
            String template,
            @Nullable Class<?> thrown,
            long now) {
        Sites.Added added = known.add(logger, level, template, thrown, now);
        added.evicted().ifPresent(old -> {
            evicted.incrementAndGet();
            told.tell(old);
        });
        return added.site();
    }

    /** TRACE is 0, ERROR is 4. */
    private static int index(Level level) {
        return level.toInt() / Level.DEBUG_INT;
    }

    /** Tells of the sites whose windows have ended. */
    void tellEnded() {
        Summaries told = summaries;
        if (told != null) {
            told.tellEnded();
        }
    }

    /**
     * How many events of a level were held back.
     *
     * @param level of the events
     * @return a count that only grows
     */
    public long held(org.slf4j.event.Level level) {
        return held[index(Level.convertAnSLF4JLevel(level))].sum();
    }

    /**
     * How many sites are known.
     *
     * @return at most what is set
     */
    public int sites() {
        Sites known = sites;
        return known == null ? 0 : known.size();
    }

    /**
     * How many sites were forgotten for new ones. If it grows all the time, messages are put together by hand and each is
     * a site of its own.
     *
     * @return a count that only grows
     */
    public long evicted() {
        return evicted.get();
    }
}
