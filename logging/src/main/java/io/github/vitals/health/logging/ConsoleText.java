package io.github.vitals.health.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.vitals.health.logging.mask.Masker;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/** Events for a person. A line break within a message is indented, so that no message can pass for an event. */
final class ConsoleText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String CONTINUED = "\n    | ";

    private static final int BESIDE_TEXT = 64;
    private static final int LOOKED = 4;

    private final Masker masker;
    private final StackTraces traces;
    private final FieldNames names;
    private final ZoneId zone;
    private final boolean coloured;
    private final int longest;

    ConsoleText(Masker masker, StackTraces traces, ZoneId zone, boolean coloured, int longest) {
        this.masker = masker;
        this.traces = traces;
        this.names = new FieldNames(new EcsDialect(), masker, Set.of());
        this.zone = zone;
        this.coloured = coloured;
        this.longest = longest;
    }

    String of(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(160);
        TIME.formatTo(event.getInstant().atZone(zone), text);
        level(text, event.getLevel());
        text.append('[').append(oneEvent(masker.mask(event.getThreadName()))).append("] ");
        text.append(event.getLoggerName()).append(" - ");
        Budget budget = Budget.unlimited(LOOKED * longest);
        text.append(oneEvent(budget.take(masker, FieldValue.message(event), Integer.MAX_VALUE)));
        EventFields fields = EventFields.of(event, names);
        for (int i = 0; i < fields.size(); i++) {
            field(text, fields.name(i), fields.value(i), budget);
        }
        if (event.getThrowableProxy() != null) {
            text.append('\n').append(traces.text(event).stripTrailing());
        }
        String whole = text.toString();
        return budget.take(whole, fitting(whole)) + '\n';
    }

    /** How many characters make at most so many bytes, with what is said of the rest. */
    private int fitting(String text) {
        int bytes = BESIDE_TEXT;
        int end = 0;
        while (end < text.length() && bytes <= longest) {
            char c = text.charAt(end++);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes > longest ? end - 1 : end;
    }

    private void level(StringBuilder text, Level level) {
        String name = (level.toString() + "  ").substring(0, 5);
        text.append(' ');
        if (coloured) {
            text.append("\u001b[")
                    .append(colour(level))
                    .append('m')
                    .append(name)
                    .append("\u001b[0m");
        } else {
            text.append(name);
        }
        text.append(' ');
    }

    private static int colour(Level level) {
        return Map.of(Level.ERROR, 31, Level.WARN, 33, Level.INFO, 32).getOrDefault(level, 36);
    }

    private void field(StringBuilder text, FieldName name, Object value, Budget budget) {
        String shown = name.secret() ? masker.hidden() : budget.take(masker, FieldValue.text(value), Integer.MAX_VALUE);
        text.append(' ').append(oneEvent(name.written().getValue())).append('=').append(oneEvent(shown));
    }

    /** Other control characters could move the cursor and hide what stands before. */
    private static String oneEvent(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = c >= ' ' && c != 0x7F && (c < 0x80 || c > 0x9F);
            if (!harmless && c != '\t' && safe == null) {
                safe = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (safe != null) {
                safe.append(
                        harmless || c == '\t' ? Character.toString(c) : c == '\n' ? CONTINUED : c == '\r' ? "" : "?");
            }
        }
        return safe == null ? text : safe.toString();
    }
}
