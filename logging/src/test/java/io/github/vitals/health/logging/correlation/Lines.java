package io.github.vitals.health.logging.correlation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged through a logger of its own, with the ids that each line has. */
final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    Lines(Class<?> test) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("org.eclipse.jetty").setLevel(Level.OFF);
        logger = context.getLogger(test.getName() + ".lines");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        setContext(context);
        start();
        logger.addAppender(this);
    }

    void log(String message) {
        logger.info(message);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new Line(event.getMessage(), CurrentTrace.of(event), Map.copyOf(event.getMDCPropertyMap())));
    }

    List<Line> all() {
        return lines;
    }

    Line of(String message) {
        return lines.stream()
                .filter(line -> line.message.equals(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError(message + " (expected: among " + lines + ")"));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }

    record Line(String message, CurrentTrace trace, Map<String, String> mdc) {
        String requestId() {
            return mdc.getOrDefault("http.request.id", "");
        }
    }
}
