package io.github.vitals.health.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The meters of one registry, which go over to what Logback has after it was configured anew. Thread-safe. */
final class FollowingMeters implements LoggerContextListener, ConfigurationEventListener {
    private final LoggerContext context;
    private final Consumer<LogMeters> parts;
    private final CountingAppender counting;
    private final LogMeters meters;

    FollowingMeters(
            LoggerContext context,
            Map<String, List<String>> groups,
            Consumer<LogMeters> parts,
            MeterRegistry registry) {
        this.context = context;
        this.parts = parts;
        this.counting = new CountingAppender(groups, registry);
        this.meters = new LogMeters(registry);
        counting.setContext(context);
    }

    void start() {
        context.addListener(this);
        context.addConfigurationEventListener(this);
        counting.start();
        renew();
    }

    private synchronized void renew() {
        meters.remove();
        parts.accept(meters);
        count();
    }

    /** An event passes the root logger, or ends at one that is not additive. */
    private void count() {
        for (Logger logger : context.getLoggerList()) {
            if (logger.getName().equals(Logger.ROOT_LOGGER_NAME) || !logger.isAdditive()) {
                logger.addAppender(counting);
            }
        }
    }

    @Override
    public void listen(ConfigurationEvent event) {
        if (event.getEventType().name().startsWith("CONFIGURATION_ENDED")) {
            renew();
        }
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    /** A reset has stopped all appenders. */
    @Override
    public void onReset(LoggerContext reset) {
        counting.start();
        count();
    }

    @Override
    public void onStart(LoggerContext started) {
        // It is started before there are meters.
    }

    @Override
    public void onStop(LoggerContext stopped) {
        // The figures stay.
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {
        // Nothing depends on levels.
    }

    synchronized void stop() {
        context.removeListener(this);
        context.removeConfigurationEventListener(this);
        context.getLoggerList().forEach(logger -> logger.detachAppender(counting));
        counting.stop();
        counting.remove();
        meters.remove();
    }
}
