package io.github.vitals.health.logging.mask;

/**
 * Finds the bracket that closes another; those in quoted texts do not count. One way from left to right. Not thread-safe;
 * for one pair.
 */
final class Brackets {
    /** Which are open is told by the bits behind the first, 1 for a brace; no more than fit are followed. */
    private static final long NONE_OPEN = 1;

    private long open = NONE_OPEN;
    private int escapes;
    private int quotedWith = -1;

    private Brackets() {}

    /** Behind the bracket that closes the one there, or -1 if none does, or one of the other kind. */
    static int end(String text, int opening) {
        Brackets brackets = new Brackets();
        for (int i = opening; i < text.length(); i++) {
            if (!brackets.follow(text.charAt(i))) {
                return -1;
            }
            if (brackets.open == NONE_OPEN) {
                return i + 1;
            }
        }
        return -1;
    }

    /** False if a bracket is closed by one of the other kind. */
    private boolean follow(char c) {
        boolean fits = true;
        if (c == '"') {
            quote();
        } else if (quotedWith < 0) {
            fits = bracket(c);
        }
        escapes = c == '\\' ? escapes + 1 : 0;
        return fits;
    }

    /** Within a text that is quoted itself, quotes are escaped; each is closed by one with as many backslashes. */
    private void quote() {
        if (quotedWith < 0) {
            quotedWith = escapes;
        } else if (quotedWith == escapes) {
            quotedWith = -1;
        }
    }

    private boolean bracket(char c) {
        int brace = c == '{' || c == '}' ? 1 : 0;
        if ((c == '[' || c == '{') && open > 0) {
            open = open << 1 | brace;
        } else if (c == ']' || c == '}') {
            boolean fits = (open & 1) == brace;
            open >>>= 1;
            return fits;
        }
        return true;
    }
}
