package io.github.vitals.health.logging.mask;

/** The names of schemes of authorization, which credentials follow. */
final class Schemes {
    private static final String[] NAMES = {"bearer", "basic", "negotiate", "digest", "apikey", "token"};

    private Schemes() {}

    /** Where the one that starts here ends, or -1. */
    static int end(String text, int start) {
        for (String name : NAMES) {
            int end = start + name.length();
            if (text.regionMatches(true, start, name, 0, name.length())
                    && (end == text.length() || !Characters.word(text.charAt(end)))) {
                return end;
            }
        }
        return -1;
    }

    /** Whether a part of a text ends in one. */
    static boolean endIn(String text, int from, int to) {
        for (String name : NAMES) {
            int start = to - name.length();
            if (start >= from
                    && text.regionMatches(true, start, name, 0, name.length())
                    && (start == from || !Characters.word(text.charAt(start - 1)))) {
                return true;
            }
        }
        return false;
    }
}
