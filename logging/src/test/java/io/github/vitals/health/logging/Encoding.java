package io.github.vitals.health.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.BasicSequenceNumberGenerator;
import ch.qos.logback.core.status.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An encoder in a Logback of its own, and the lines that it makes of what is logged. */
final class Encoding {
    /** Refuses a line with the same name twice. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    final LogEncoder encoder = new LogEncoder();
    final MDCAdapter mdc = new BasicMDCAdapter();
    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("shop.Orders");
    private final List<byte[]> lines = new ArrayList<>();

    Encoding(Consumer<LogEncoder> settings) {
        context.setMDCAdapter(mdc);
        context.setSequenceNumberGenerator(new BasicSequenceNumberGenerator());
        encoder.setContext(context);
        settings.accept(encoder);
        encoder.start();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(encoder.encode(event));
            }
        };
        appender.setContext(context);
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.TRACE);
    }

    /** The bytes of the one line that is made. */
    byte[] bytes(Consumer<Logger> logging) {
        lines.clear();
        logging.accept(logger);
        List<Status> complaints = context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() >= Status.WARN)
                .toList();
        if (lines.size() != 1 || !complaints.isEmpty()) {
            throw new AssertionError(lines.size() + " lines (expected: 1), complaints: " + complaints);
        }
        return lines.get(0);
    }

    String text(Consumer<Logger> logging) {
        return new String(bytes(logging), UTF_8);
    }

    /** Exactly one line, that ends as one. */
    JsonNode json(Consumer<Logger> logging) {
        String line = text(logging);
        if (line.indexOf('\n') != line.length() - 1) {
            throw new AssertionError("not one line: " + line);
        }
        return STRICT.readTree(line);
    }
}
