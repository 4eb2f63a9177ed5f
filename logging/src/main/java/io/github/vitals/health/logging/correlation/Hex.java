package io.github.vitals.health.logging.correlation;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of lower-case hexadecimal digits. */
final class Hex {
    private static final HexFormat DIGITS = HexFormat.of();

    private Hex() {}

    /** 16 digits, not all zero. Unlikely to come twice, and no secret. */
    static String random() {
        long bits;
        do {
            bits = ThreadLocalRandom.current().nextLong();
        } while (bits == 0);
        return DIGITS.toHexDigits(bits);
    }

    static boolean id(String text, int length) {
        return text.length() == length && digits(text, 0, length) && !zero(text);
    }

    static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(String text) {
        return text.chars().allMatch(c -> c == '0');
    }
}
