package io.github.vitals.health.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged about the metrics while it is open, which is then not shown. */
final class Logged implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(SystemMetrics.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    Logged() {
        events.start();
        logger.addAppender(events);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    List<ILoggingEvent> events() {
        return List.copyOf(events.list);
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        logger.setLevel(null);
        logger.setAdditive(true);
    }
}
