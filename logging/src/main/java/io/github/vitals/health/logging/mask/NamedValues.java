package io.github.vitals.health.logging.mask;

/**
 * Values that stand behind the name of a secret: quoted, within brackets, or bare. Not thread-safe; for one text.
 */
final class NamedValues {
    private static final int LONGEST_GAP = 3;

    private final Rewriting rewriting;
    private final String text;

    /** Where a value follows the one that was just hidden, or -1. */
    private int nextValue = -1;

    NamedValues(Rewriting rewriting) {
        this.rewriting = rewriting;
        this.text = rewriting.text;
    }

    /** Hides what has the name before a colon or an equals sign, if that is the name of a secret; where to go on. */
    int hide(int separator) {
        int taken = rewriting.taken();
        int nameEnd = rewriting.beforeGap(separator);
        if (nameEnd > taken && Characters.quote(rewriting.charAt(nameEnd - 1))) {
            nameEnd--;
        }
        if (nameEnd > taken && rewriting.charAt(nameEnd - 1) == '\\') {
            nameEnd--;
        }
        int nameStart = nameEnd;
        int earliest = Math.max(taken, nameEnd - SecretNames.LONGEST);
        while (nameStart > earliest && Characters.name(rewriting.charAt(nameStart - 1))) {
            nameStart--;
        }
        if (!SecretNames.secret(text, nameStart, nameEnd)) {
            return separator + 1;
        }
        int end = value(separator + 1, nameEnd);
        while (nextValue >= 0) {
            int start = nextValue;
            nextValue = -1;
            end = value(start, start);
        }
        return end;
    }

    private int value(int after, int nameEnd) {
        int start = valueStart(after);
        if (rewriting.charAt(start) == '\\' && Characters.quote(rewriting.charAt(start + 1))) {
            int end = text.indexOf("\\" + rewriting.charAt(start + 1), start + 2);
            return hideValue(start + 2, end < 0 ? text.length() : end);
        }
        if (Characters.quote(rewriting.charAt(start))) {
            return hideValue(start + 1, closing(start));
        }
        if (rewriting.charAt(start) == '[' || rewriting.charAt(start) == '{') {
            return hideValue(start, bracketsEnd(start));
        }
        return hideValue(start, SecretNames.cookie(text, nameEnd) ? lineEnd(start) : bareEnd(start, nameEnd));
    }

    private char lastOf(int from, int to) {
        int last = to - 1;
        while (last > from && to - last <= LONGEST_GAP && Characters.blank(text.charAt(last))) {
            last--;
        }
        return text.charAt(last);
    }

    private int valueStart(int after) {
        int start = after;
        while (start - after < 2 && "=>:".indexOf(rewriting.charAt(start)) >= 0) {
            start++;
        }
        return rewriting.afterGap(start);
    }

    /**
     * What seemed to be a value and has a value itself was a name, or ended in one; that is hidden, and so is what follows
     * it.
     */
    private int hideValue(int from, int to) {
        if (to <= from) {
            return from;
        }
        rewriting.hide(MaskKind.NAMED, from, to);
        if (Characters.quote(rewriting.charAt(to)) && "=:>".indexOf(lastOf(from, to)) >= 0) {
            nextValue = to;
            return to;
        }
        int next = to;
        if (rewriting.charAt(next) == '\\') {
            next++;
        }
        if (Characters.quote(rewriting.charAt(next))) {
            next++;
        }
        next = rewriting.afterGap(next);
        nextValue = rewriting.charAt(next) == ':' || rewriting.charAt(next) == '=' ? next + 1 : -1;
        return to;
    }

    /**
     * Behind the bracket that closes the one here. If none does, or what follows says that it did not, the end of the
     * text: rather too much is hidden than half a secret shown.
     */
    private int bracketsEnd(int opening) {
        int end = Brackets.end(text, opening);
        return end >= 0 && ended(end) ? end : text.length();
    }

    private boolean ended(int at) {
        char next = rewriting.charAt(at);
        return at >= text.length() || next == '\\' || Characters.endsValue(next);
    }

    /** Where a quoted value ends: at the quote that is not escaped, else with the text. */
    private int closing(int opening) {
        char quote = text.charAt(opening);
        int i = opening + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    private int lineEnd(int start) {
        int end = start;
        while (end < text.length() && "\r\n\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /**
     * A value without quotes is one word, but for the scheme and the credentials of an authorization, and a word that
     * ends as a name does.
     */
    private int bareEnd(int start, int nameEnd) {
        int word = start;
        int end = wordEnd(start);
        boolean goesOn = SecretNames.authorization(text, nameEnd);
        while (end > word
                && (goesOn || Schemes.endIn(text, word, end) || "=:>".indexOf(rewriting.charAt(end - 1)) >= 0)) {
            word = rewriting.afterGap(end);
            if (Characters.quote(rewriting.charAt(word))) {
                return closing(word);
            }
            if (word == end) {
                return end;
            }
            end = Math.max(end, wordEnd(word));
            goesOn = false;
        }
        return end;
    }

    /** Brackets within a word belong to it, with all that is in them. */
    int wordEnd(int start) {
        int end = start;
        while (end < text.length() && !Characters.endsValue(text.charAt(end))) {
            end = text.charAt(end) == '[' || text.charAt(end) == '{' ? bracketsEnd(end) : end + 1;
        }
        return end;
    }
}
