package io.github.vitals.health.logging.mask;

/** Classes of characters. All are of ASCII: what is masked is written in it. */
final class Characters {
    private static final int WORD = 1;
    private static final int NAME = 2;
    private static final int TOKEN = 4;
    private static final int LOCAL = 8;
    private static final int DOMAIN = 16;
    private static final int ENDS_VALUE = 32;
    private static final int ENDS_AUTHORITY = 64;
    private static final int[] CLASSES = classes();

    private Characters() {}

    private static int[] classes() {
        int[] classes = new int[128];
        for (char c = 0; c < 128; c++) {
            boolean letterOrDigit = letter(c) || digit(c);
            classes[c] |= letterOrDigit || c == '_' ? WORD : 0;
            classes[c] |= letterOrDigit || "_.-".indexOf(c) >= 0 ? NAME : 0;
            classes[c] |= letterOrDigit || "._~+/=-".indexOf(c) >= 0 ? TOKEN : 0;
            classes[c] |= letterOrDigit || "._%+-".indexOf(c) >= 0 ? LOCAL : 0;
            classes[c] |= letterOrDigit || ".-".indexOf(c) >= 0 ? DOMAIN : 0;
            classes[c] |= c <= ' ' || "&;,)}]\"'".indexOf(c) >= 0 ? ENDS_VALUE : 0;
            classes[c] |= c <= ' ' || "/?#".indexOf(c) >= 0 ? ENDS_AUTHORITY : 0;
        }
        return classes;
    }

    static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || upper(c);
    }

    static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean quote(char c) {
        return c == '"' || c == '\'';
    }

    static boolean blank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** A letter, a digit, or an underscore. */
    static boolean word(char c) {
        return of(c, WORD);
    }

    /** Of names: {@code api-key}, {@code db.password}. */
    static boolean name(char c) {
        return of(c, NAME);
    }

    /** Of credentials after a scheme, as RFC 7235 has them. */
    static boolean token(char c) {
        return of(c, TOKEN);
    }

    /** Of what stands before the @ of an e-mail address. */
    static boolean local(char c) {
        return of(c, LOCAL);
    }

    static boolean domain(char c) {
        return of(c, DOMAIN);
    }

    static boolean endsValue(char c) {
        return of(c, ENDS_VALUE);
    }

    static boolean endsAuthority(char c) {
        return of(c, ENDS_AUTHORITY);
    }

    private static boolean of(char c, int what) {
        return c < 128 && (CLASSES[c] & what) != 0;
    }
}
