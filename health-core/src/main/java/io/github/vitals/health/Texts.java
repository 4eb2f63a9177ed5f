package io.github.vitals.health;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts from checks safe to show anywhere: no secrets, no control characters, bounded, never throwing. */
final class Texts {
    static final int LONGEST = 4096;

    /** Scrubbing looks at more than is kept, so that a secret at the cut is still recognised as one. */
    private static final int SCANNED = 4 * LONGEST;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Texts() {}

    static String safe(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String scanned = text.length() > SCANNED ? text.substring(0, SCANNED) : text;
        String scrubbed = CONTROL.matcher(Secrets.scrub(scanned)).replaceAll("?");
        return scrubbed.length() > LONGEST ? scrubbed.substring(0, LONGEST - 1) + "…" : scrubbed;
    }

    /** The value of a detail as it is kept: immutable and bounded, whatever was handed in. */
    static Object detail(String name, @Nullable Object value) {
        if (value != null && (value instanceof Boolean || isPlainNumber(value))) {
            return value;
        }
        if (Secrets.named(name)) {
            return Secrets.MASK;
        }
        try {
            return safe(String.valueOf(value));
        } catch (Throwable broken) {
            return "<no text: " + broken.getClass().getName() + ">";
        }
    }

    private static boolean isPlainNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || (value instanceof BigDecimal decimal && decimal.precision() < 100 && Math.abs(decimal.scale()) < 100)
                || (value instanceof BigInteger integer && integer.bitLength() < 300);
    }

    /** Type and message of a throwable, and those of its root cause where that is another. */
    static String describe(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < 50 && root.getCause() != null && root.getCause() != root; depth++) {
            root = root.getCause();
        }
        String own = describeOne(thrown);
        return root == thrown ? own : own + " (caused by " + describeOne(root) + ")";
    }

    private static String describeOne(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        if (type.isEmpty()) {
            type = thrown.getClass().getName();
        }
        try {
            String message = thrown.getMessage();
            return message == null || message.isEmpty() ? type : type + ": " + message;
        } catch (Throwable broken) {
            return type;
        }
    }
}
