package io.github.vitals.health.alerts.mail;

import java.util.regex.Pattern;

/** Texts of one line, whatever they were: what would end a header, or turn the direction of writing, is a space. */
final class Line {
    private static final Pattern BREAKS =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\s]+");

    private Line() {}

    static String of(String text, int longest) {
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}
