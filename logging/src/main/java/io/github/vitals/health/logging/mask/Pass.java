package io.github.vitals.health.logging.mask;

import java.util.Set;

/**
 * One way through a text, from left to right. Each character is looked at a bounded number of times, whatever the text: a
 * look back goes over a name or the local part of an address at most, a look ahead either is kept or is short, and where
 * the authorities of URLs end is remembered. Not thread-safe; for one text.
 */
final class Pass {
    private static final byte SEPARATOR = 1;
    private static final byte AT = 2;
    private static final byte DIGIT = 3;
    private static final byte LETTER = 4;
    private static final byte HYPHEN = 5;
    private static final byte[] TRIGGERS = triggers();

    private static final int SHORTEST_CREDENTIALS = 8;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String PEM_BEGINS = "-----BEGIN ";
    private static final String PEM_ENDS = "-----END ";
    private static final int LONGEST_PEM_LABEL = 60;

    private final Rewriting rewriting;
    private final NamedValues named;
    private final String text;

    /** The end of the last authority that was looked at, and the last @ in it. */
    private int authorityEnd = -1;

    private int lastAt = -1;

    Pass(String text, Set<MaskKind> wanted, MaskCounts counts) {
        this.rewriting = new Rewriting(text, wanted, counts);
        this.named = new NamedValues(rewriting);
        this.text = text;
    }

    private static byte[] triggers() {
        byte[] triggers = new byte[128];
        for (char c = 0; c < 128; c++) {
            if (Characters.digit(c)) {
                triggers[c] = DIGIT;
            } else if (Characters.upper(c) || Tokens.mayStartWith(c) || "bn".indexOf(c) >= 0) {
                triggers[c] = LETTER;
            }
        }
        triggers[':'] = SEPARATOR;
        triggers['='] = SEPARATOR;
        triggers['@'] = AT;
        triggers['-'] = HYPHEN;
        return triggers;
    }

    /** Where the first thing in a text is that a secret could begin with; its length if there is none. */
    static int first(String text) {
        int i = 0;
        int length = text.length();
        while (i < length && (text.charAt(i) >= 128 || TRIGGERS[text.charAt(i)] == 0)) {
            i++;
        }
        return i;
    }

    /** The text without what is secret, which is looked for from somewhere on; the same if there is nothing. */
    String masked(int from) {
        int i = from;
        int length = text.length();
        while (i < length) {
            char c = text.charAt(i);
            byte trigger = c < 128 ? TRIGGERS[c] : 0;
            i = trigger == 0 ? i + 1 : at(i, trigger);
        }
        return rewriting.result();
    }

    /** What is there, and where to go on. */
    private int at(int i, byte trigger) {
        return switch (trigger) {
            case SEPARATOR -> separator(i);
            case AT -> rewriting.wanted(MaskKind.EMAIL) ? email(i) : i + 1;
            case DIGIT -> number(i);
            case LETTER -> i > 0 && Characters.word(text.charAt(i - 1)) ? i + 1 : word(i);
            default -> privateKey(i);
        };
    }

    private int separator(int i) {
        if (text.startsWith("//", i + 1)) {
            int at = userInfoEnd(i + 3);
            if (at > i + 3 && rewriting.wanted(MaskKind.URL)) {
                return rewriting.hide(MaskKind.URL, i + 3, at) + 1;
            }
        }
        return rewriting.wanted(MaskKind.NAMED) ? named.hide(i) : i + 1;
    }

    /** The last @ of the authority that starts here; several URLs in a row without an end between them share it. */
    private int userInfoEnd(int start) {
        if (start >= authorityEnd) {
            int end = start;
            lastAt = -1;
            while (end < text.length() && !Characters.endsAuthority(text.charAt(end))) {
                if (text.charAt(end) == '@') {
                    lastAt = end;
                }
                end++;
            }
            authorityEnd = end;
        }
        return lastAt;
    }

    private int email(int at) {
        int domainEnd = at + 1;
        while (domainEnd < text.length() && Characters.domain(text.charAt(domainEnd))) {
            domainEnd++;
        }
        int end = domainEnd;
        while (end > at + 1 && !Characters.letter(text.charAt(end - 1))) {
            end--;
        }
        int dot = end - 1;
        while (dot > at && text.charAt(dot) != '.') {
            dot--;
        }
        int start = at;
        int earliest = Math.max(rewriting.taken(), at - LONGEST_LOCAL_PART);
        while (start > earliest && Characters.local(rewriting.charAt(start - 1))) {
            start--;
        }
        if (start < at && dot > at + 1 && end - dot > 2) {
            rewriting.hide(MaskKind.EMAIL, start, at);
        }
        return Math.max(domainEnd, at + 1);
    }

    private int number(int start) {
        if (rewriting.wanted(MaskKind.CARD) && mayBeginCard(start)) {
            int end = Cards.end(text, start);
            if (end > start && !Characters.word(rewriting.charAt(end))) {
                return rewriting.hide(MaskKind.CARD, start, end);
            }
        }
        int end = start;
        while (end < text.length() && Characters.digit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Within a word it is an identifier, behind a point a fraction; traces are never taken for cards. */
    private boolean mayBeginCard(int start) {
        char before = rewriting.charAt(start - 1);
        return before == '.'
                ? !Characters.digit(rewriting.charAt(start - 2))
                : before == '_' || !Characters.word(before);
    }

    private int word(int start) {
        if (rewriting.wanted(MaskKind.TOKEN) && Tokens.mayStartWith(text.charAt(start))) {
            int end = Tokens.end(text, start);
            if (end > start) {
                return rewriting.hide(MaskKind.TOKEN, start, end);
            }
        }
        if (rewriting.wanted(MaskKind.IBAN) && Characters.upper(text.charAt(start))) {
            int end = Ibans.end(text, start);
            if (end > start) {
                return rewriting.hide(MaskKind.IBAN, start, end);
            }
        }
        return rewriting.wanted(MaskKind.AUTHORIZATION) ? credentials(start) : start + 1;
    }

    private int credentials(int start) {
        char first = (char) (text.charAt(start) | 0x20);
        if (first != 'b' && first != 'n') {
            return start + 1;
        }
        int schemeEnd = Schemes.end(text, start);
        if (schemeEnd < 0) {
            return start + 1;
        }
        int from = rewriting.afterGap(schemeEnd);
        int end = from;
        while (end < text.length() && Characters.token(text.charAt(end))) {
            end++;
        }
        if (from == schemeEnd || end - from < SHORTEST_CREDENTIALS) {
            return schemeEnd;
        }
        boolean bracket = rewriting.charAt(end) == '[' || rewriting.charAt(end) == '{';
        return rewriting.hide(MaskKind.AUTHORIZATION, from, bracket ? named.wordEnd(end) : end);
    }

    private int privateKey(int start) {
        if (!rewriting.wanted(MaskKind.PRIVATE_KEY) || !text.startsWith(PEM_BEGINS, start)) {
            return start + 1;
        }
        int labelEnd = text.indexOf("-----", start + PEM_BEGINS.length());
        int label = start + PEM_BEGINS.length();
        if (labelEnd < 0 || labelEnd - label > LONGEST_PEM_LABEL || !privateLabel(label, labelEnd)) {
            return label;
        }
        int body = labelEnd + 5;
        int end = text.indexOf(PEM_ENDS, body);
        return rewriting.hide(MaskKind.PRIVATE_KEY, body, end < 0 ? text.length() : end);
    }

    private boolean privateLabel(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Characters.upper(text.charAt(i)) && text.charAt(i) != ' ') {
                return false;
            }
        }
        return text.startsWith("PRIVATE KEY", to - "PRIVATE KEY".length());
    }
}
