package io.github.vitals.health.alerts.channel;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields may be added to a request. */
final class Header {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,8000}");
    private static final Set<String> TAKEN = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "upgrade",
            "user-agent",
            "transfer-encoding",
            "vitals-delivery",
            "vitals-signature");

    private Header() {}

    /** The name, if both can be sent. The value is not shown where it cannot. */
    static String require(String name, String value) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "header: " + Text.line(name, 100) + " (expected: a name that may be set)");
        }
        if (!visible(value)) {
            throw new IllegalArgumentException("header " + name + ": not shown (expected: visible ASCII characters)");
        }
        return name;
    }

    static boolean visible(String value) {
        return VALUE.matcher(value).matches();
    }
}
