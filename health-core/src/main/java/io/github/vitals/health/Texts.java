package io.github.vitals.health;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts from checks safe to show anywhere: no secrets, no control characters, bounded, never throwing. */
final class Texts {
    static final int LONGEST = 4096;

    /** Scrubbing looks at more than is kept, so that a secret at the cut is still recognised as one. */
    private static final int SCANNED = 4 * LONGEST;

    private static final String[] TRIGGERS = {
        "://", "pass", "pwd", "secret", "token", "key", "credential", "signature", "bearer", "basic ", "authorization"
    };
    private static final Pattern USER_INFO = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}://)[^\\s/?#]{1,2000}@");
    private static final String SECRET_NAME =
            "(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?"
                    + "|signature)";
    private static final Pattern PARAMETER = Pattern.compile("(?i)((?<![\\w-])[\\w.-]{0,40}" + SECRET_NAME
            + "[\"']?\\s{0,3}[=:]\\s{0,3})" + "(\"[^\"]{0,2000}\"?|'[^']{0,2000}'?|[^\\s&;,)}\\]\"']{1,2000})");
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(?i)\\b(authorization[\"']?\\s{0,3}[=:]\\s{0,3})((?:[\\w-]{1,20}\\s{1,3})?[^\\s,;]{1,2000})");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s{1,3}[A-Za-z0-9._~+/=-]{8,2000}");
    private static final Pattern SECRET_DETAIL = Pattern.compile("(?i).{0,200}" + SECRET_NAME);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private Texts() {}

    static String safe(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String scanned = text.length() > SCANNED ? text.substring(0, SCANNED) : text;
        String scrubbed = CONTROL.matcher(scrub(scanned)).replaceAll("?");
        return scrubbed.length() > LONGEST ? scrubbed.substring(0, LONGEST - 1) + "…" : scrubbed;
    }

    private static String scrub(String text) {
        if (!mentionsSecrets(text)) {
            return text;
        }
        String result = USER_INFO.matcher(text).replaceAll("$1***@");
        result = AUTHORIZATION.matcher(result).replaceAll("$1***");
        result = SCHEME.matcher(result).replaceAll("$1 ***");
        return PARAMETER.matcher(result).replaceAll("$1***");
    }

    private static boolean mentionsSecrets(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String trigger : TRIGGERS) {
            if (lower.contains(trigger)) {
                return true;
            }
        }
        return false;
    }

    /** The value of a detail as it is kept: immutable and bounded, whatever was handed in. */
    static Object detail(String name, @Nullable Object value) {
        if (value != null && (value instanceof Boolean || isPlainNumber(value))) {
            return value;
        }
        if (SECRET_DETAIL.matcher(name).matches()) {
            return "***";
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
