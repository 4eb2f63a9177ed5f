package io.github.vitals.health.logging;

import io.github.vitals.health.logging.mask.Masker;

/**
 * How many characters of text an event may still have, and how many of a text are looked at: what can never be written
 * need not be searched for secrets. Not thread-safe; for one event.
 */
final class Budget {
    private static final String CUT = "… (cut, %d characters more)";
    private static final int LONGEST_WORD = 200;

    private final int looked;
    private int left;
    private boolean shortened;

    /**
     * @param characters of all texts together
     * @param looked at most at so many of one text
     */
    Budget(int characters, int looked) {
        this.left = characters;
        this.looked = looked;
    }

    static Budget unlimited(int looked) {
        return new Budget(Integer.MAX_VALUE, looked);
    }

    boolean spent() {
        return left <= 0;
    }

    /** Whether a text was cut. */
    boolean shortened() {
        return shortened;
    }

    void spend(int characters) {
        left -= characters;
    }

    /** As much of a text without its secrets as there is room for, and as one text may have. */
    String take(Masker masker, String text, int most) {
        int end = end(text);
        return cut(masker.mask(text.substring(0, end)), most, text.length() - end);
    }

    /** The same of a text that has none. */
    String take(String text, int most) {
        return cut(text, most, 0);
    }

    /** No word is looked at in half: half a card is no card. */
    private int end(String text) {
        int end = Math.min(text.length(), looked);
        if (end < text.length()) {
            while (end > looked - LONGEST_WORD && end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
        }
        return end;
    }

    private String cut(String text, int most, int beyond) {
        int room = Math.min(Math.max(left, 0), most);
        if (text.length() <= room && beyond == 0) {
            left -= text.length();
            return text;
        }
        shortened = true;
        int end = Math.min(text.length(), room);
        left -= end;
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT.formatted(text.length() - end + beyond);
    }
}
