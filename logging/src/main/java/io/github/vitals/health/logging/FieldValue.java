package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.vitals.health.logging.mask.Masker;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the value of a field: numbers and truths as what they are, collections of these and of texts as arrays,
 * everything else as text. Objects are never taken apart, so that logging a connection does not log what its getters
 * give.
 */
final class FieldValue {
    private static final int MOST_ITEMS = 100;
    /** Of the room for characters, as these may take two bytes or six. */
    private static final int BESIDE_ITEM = 2;

    private static final int USUAL_NUMBER = 10;
    private static final int LONGEST_NUMBER = 200;
    private static final long SHORTEST_CARD = 1_000_000_000_000L;

    private final Dialect dialect;
    private final Masker masker;

    FieldValue(Dialect dialect, Masker masker) {
        this.dialect = dialect;
        this.masker = masker;
    }

    void write(JsonGenerator json, Object value, Budget budget, int longest) {
        if (value instanceof String text) {
            json.writeString(budget.take(masker, text, longest));
            return;
        }
        Object @Nullable [] items = dialect.arrays() ? items(value) : null;
        if (items == null) {
            scalar(json, value, budget, longest);
            return;
        }
        json.writeStartArray();
        for (int i = 0; i < Math.min(items.length, MOST_ITEMS); i++) {
            if (budget.spent()) {
                break;
            }
            budget.spend(BESIDE_ITEM);
            if (items[i] != null) {
                scalar(json, items[i], budget, longest);
            }
        }
        json.writeEndArray();
    }

    /** Of the collections that others may change meanwhile a copy; null if it is none. */
    private static Object @Nullable [] items(Object value) {
        if (value instanceof Object[] array) {
            return array.clone();
        }
        if (value instanceof Collection<?> collection) {
            try {
                return collection.toArray();
            } catch (RuntimeException broken) {
                return null;
            }
        }
        return null;
    }

    private void scalar(JsonGenerator json, Object value, Budget budget, int longest) {
        if (value instanceof String text) {
            json.writeString(budget.take(masker, text, longest));
        } else if (value instanceof Boolean flag) {
            budget.spend(USUAL_NUMBER);
            dialect.truth(json, flag);
        } else if (!(value instanceof Number number) || !number(json, number, budget)) {
            json.writeString(budget.take(masker, text(value), longest));
        }
    }

    private boolean number(JsonGenerator json, Number number, Budget budget) {
        budget.spend(USUAL_NUMBER);
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong) {
            whole(json, number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            decimal(json, number.doubleValue());
        } else if (number instanceof BigDecimal decimal && digits(decimal) <= LONGEST_NUMBER) {
            budget.spend((int) digits(decimal) / 2);
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer && integer.bitLength() < 512) {
            budget.spend(integer.bitLength() / 6);
            json.writeNumber(integer);
        } else {
            return false;
        }
        return true;
    }

    private static long digits(BigDecimal decimal) {
        return Math.abs((long) decimal.scale()) + decimal.precision();
    }

    /** One that may be that of a card is looked at as a text. */
    private void whole(JsonGenerator json, long number) {
        if (number >= SHORTEST_CARD) {
            String text = Long.toString(number);
            String masked = masker.mask(text);
            if (!masked.equals(text)) {
                json.writeString(masked);
                return;
            }
        }
        json.writeNumber(number);
    }

    /** JSON has no NaN and no infinity. */
    private static void decimal(JsonGenerator json, double number) {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }

    /** An argument that has no text does not cost the event. */
    static String message(ILoggingEvent event) {
        try {
            return String.valueOf(event.getFormattedMessage());
        } catch (RuntimeException | StackOverflowError broken) {
            return event.getMessage() + " " + unwritable(broken);
        }
    }

    static String text(Object value) {
        try {
            return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
        } catch (RuntimeException | StackOverflowError broken) {
            return unwritable(broken);
        }
    }

    static String unwritable(Throwable broken) {
        return "<no text: " + broken.getClass().getName() + ">";
    }
}
