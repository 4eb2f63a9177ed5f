package io.github.vitals.health.logging.mask;

/** International bank account numbers, alone or in groups of four. */
final class Ibans {
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;

    private Ibans() {}

    /** Where the number that starts with a capital letter ends, or -1 if none starts there. */
    static int end(String text, int start) {
        if (!country(text, start)) {
            return -1;
        }
        int characters = 0;
        int i = start;
        int longestThatIs = -1;
        while (i < text.length() && characters < LONGEST) {
            char c = text.charAt(i);
            if (Characters.digit(c) || Characters.upper(c)) {
                characters++;
                i++;
                boolean ends = i == text.length() || !Characters.word(text.charAt(i));
                if (characters >= SHORTEST && ends && checks(text, start, i)) {
                    longestThatIs = i;
                }
            } else if (c == ' ' && characters % 4 == 0) {
                i++;
            } else {
                break;
            }
        }
        return longestThatIs;
    }

    private static boolean country(String text, int start) {
        return start + SHORTEST <= text.length()
                && Characters.upper(text.charAt(start + 1))
                && Characters.digit(text.charAt(start + 2))
                && Characters.digit(text.charAt(start + 3));
    }

    /** ISO 7064: with the first four characters behind the rest, the number leaves 1 when divided by 97. */
    private static boolean checks(String text, int start, int end) {
        int rest = 0;
        for (int i = start + 4; i < end; i++) {
            rest = take(rest, text.charAt(i));
        }
        for (int i = start; i < start + 4; i++) {
            rest = take(rest, text.charAt(i));
        }
        return rest == 1;
    }

    private static int take(int rest, char c) {
        if (c == ' ') {
            return rest;
        }
        return Characters.digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
}
