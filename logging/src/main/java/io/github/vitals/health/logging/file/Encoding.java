package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** An encoder that may throw whatever it likes: that costs the one event. Thread-safe if the encoder is. */
final class Encoding {
    private static final byte[] NOTHING = {};
    private static final String LOGGER = "io.github.vitals.health.logging.file";

    private final Encoder<ILoggingEvent> encoder;
    private final @Nullable Context context;
    private final AtomicLong failed = new AtomicLong();

    Encoding(Encoder<ILoggingEvent> encoder, @Nullable Context context) {
        this.encoder = encoder;
        this.context = context;
    }

    /** Empty if there is nothing to write. */
    byte[] encode(ILoggingEvent event) {
        try {
            byte[] line = encoder.encode(event);
            return line == null ? NOTHING : line;
        } catch (Throwable whatever) {
            failed.incrementAndGet();
            return NOTHING;
        }
    }

    /** A warning of our own. */
    byte[] warning(String message, List<KeyValuePair> pairs) {
        if (!(context instanceof LoggerContext loggers)) {
            return NOTHING;
        }
        LoggingEvent event =
                new LoggingEvent(LOGGER, loggers.getLogger(LOGGER), Level.WARN, message, null, new Object[0]);
        event.setMDCPropertyMap(Map.of());
        pairs.forEach(event::addKeyValuePair);
        return encode(event);
    }

    long failed() {
        return failed.get();
    }
}
