package io.github.vitals.health.outbound;

import java.util.regex.Pattern;

/** Texts of others, as they may appear in a message. */
public final class Shown {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST = 200;

    private Shown() {}

    /** Short and without control characters. */
    public static String printable(String text) {
        String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return CONTROL.matcher(shortened).replaceAll("?");
    }

    /** In double quotes, short and without control characters. */
    public static String quoted(String text) {
        return '"' + printable(text) + '"';
    }
}
