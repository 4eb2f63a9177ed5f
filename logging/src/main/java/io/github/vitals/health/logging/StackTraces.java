package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.vitals.health.logging.mask.Masker;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;
import net.logstash.logback.stacktrace.StackElementFilter;
import net.logstash.logback.stacktrace.StackHasher;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown as text, root cause first, and a hash that is the same for the same place in the code. Messages are
 * without secrets; frames have none, they are names of code.
 */
final class StackTraces {
    private static final int MOST_FRAMES = 50;
    private static final int LONGEST = 32_768;

    /** Frames that say how a method was called and not which. */
    private static final List<String> REFLECTION = List.of(
            "sun.reflect.",
            "jdk.internal.reflect.",
            "java.lang.reflect.",
            "java.lang.invoke.",
            "org.springframework.cglib.");

    private final ShortenedThrowableConverter converter;
    private final StackHasher hasher = new StackHasher(new StackElementFilter() {
        @Override
        public boolean accept(StackTraceElement frame) {
            String type = frame.getClassName();
            for (String reflection : REFLECTION) {
                if (type.startsWith(reflection)) {
                    return false;
                }
            }
            return true;
        }
    });

    StackTraces(Masker masker) {
        converter = new ShortenedThrowableConverter() {
            @Override
            protected @Nullable String getMessage(IThrowableProxy thrown, ILoggingEvent event) {
                @Nullable String message = super.getMessage(thrown, event);
                return message == null ? null : Budget.unlimited(LONGEST).take(masker, message, LONGEST);
            }
        };
        converter.setRootCauseFirst(true);
        converter.setMaxDepthPerThrowable(MOST_FRAMES);
        converter.setMaxLength(LONGEST);
        converter.setExcludes(
                List.of(REFLECTION.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(?:", ")"))));
        converter.setLineSeparator("\n");
        converter.start();
    }

    /** Of an event with something that was thrown. */
    String text(ILoggingEvent event) {
        try {
            return converter.convert(event);
        } catch (RuntimeException | StackOverflowError broken) {
            return FieldValue.unwritable(broken);
        }
    }

    /** Null if the throwable itself is not at hand, or is its own cause. */
    @Nullable
    String hash(IThrowableProxy thrown) {
        try {
            return thrown instanceof ThrowableProxy proxy ? hasher.hexHash(proxy.getThrowable()) : null;
        } catch (RuntimeException | StackOverflowError broken) {
            return null;
        }
    }
}
