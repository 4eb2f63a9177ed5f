package io.github.vitals.health.http;

import io.github.vitals.health.outbound.Shown;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values that were found are compared and written. */
final class Found {
    private static final int LONGEST = 80;

    private Found() {}

    /** Whether a text is as expected. */
    @FunctionalInterface
    interface Test {
        boolean holds(String text);
    }

    static String quoted(String text) {
        return '"' + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + '"';
    }

    /** A JSON value, so that its type is seen. */
    static String written(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return "an object of " + object.size();
        }
        if (value instanceof List<?> array) {
            return "an array of " + array.size();
        }
        return value instanceof String text ? quoted(text) : Shown.printable(String.valueOf(value));
    }

    static boolean same(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Number a && found instanceof Number b) {
            return decimal(a).compareTo(decimal(b)) == 0;
        }
        return expected == null ? found == null : expected.equals(found);
    }

    /** Exact: 0.1 is 0.1, and no digit of a large integer is lost. */
    static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }
}
