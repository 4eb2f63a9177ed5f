package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import io.github.vitals.health.logging.mask.Masker;
import java.util.List;
import java.util.stream.IntStream;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;

/**
 * Makes a line of JSON of an event. One that is too long is written again with less text: first with as many characters
 * as fit if most are of one byte, then with as many as fit whatever they are.
 */
final class JsonLines {
    /** What the other fields of the library take at most, roughly. */
    private static final int BESIDE_TEXTS = 4 * 1024;

    /** Of one text so many times as may be written, since masks are shorter than secrets. */
    private static final int LOOKED = 4;

    /** A character takes 6 bytes at most: {@code \\u0000}. */
    private static final int[] BYTES_A_CHARACTER = {2, 6};

    private final int longest;
    private final LoggingEventCompositeJsonEncoder whole;
    private final List<LoggingEventCompositeJsonEncoder> cut;

    JsonLines(Dialect dialect, Masker masker, StackTraces traces, ConstantFields constants, int longest) {
        this.longest = longest;
        this.whole = encoder(new EventWriter(dialect, masker, traces, constants, 0, LOOKED * longest));
        this.cut = IntStream.of(BYTES_A_CHARACTER)
                .map(bytes -> Math.max((longest - BESIDE_TEXTS - constants.length()) / bytes, 256))
                .mapToObj(room -> encoder(new EventWriter(dialect, masker, traces, constants, room, LOOKED * longest)))
                .toList();
    }

    private static LoggingEventCompositeJsonEncoder encoder(EventWriter writer) {
        LoggingEventJsonProviders providers = new LoggingEventJsonProviders();
        providers.addProvider(writer);
        LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
        encoder.setFindAndRegisterJacksonModules(false);
        encoder.setProviders(providers);
        encoder.setLineSeparator("\n");
        return encoder;
    }

    void start(Context context) {
        start(whole, context);
        cut.forEach(encoder -> start(encoder, context));
    }

    private static void start(LoggingEventCompositeJsonEncoder encoder, Context context) {
        encoder.setContext(context);
        encoder.start();
    }

    byte[] encode(ILoggingEvent event) {
        byte[] line = whole.encode(event);
        for (LoggingEventCompositeJsonEncoder shorter : cut) {
            if (line.length <= longest) {
                return line;
            }
            line = shorter.encode(event);
        }
        return line;
    }
}
