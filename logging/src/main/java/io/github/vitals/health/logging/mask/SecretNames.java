package io.github.vitals.health.logging.mask;

import io.github.vitals.health.Secrets;

/** Tells by a name within a text whether what follows is secret. */
final class SecretNames {
    /** Beyond it, only the end of a name is looked at. */
    static final int LONGEST = 80;

    private SecretNames() {}

    /** Whether the name in a part of a text is that of a secret. It is ASCII: letters, digits, and {@code _.-}. */
    static boolean secret(String text, int from, int to) {
        if (to - from < 3 || !mayBe(text, from, to)) {
            return false;
        }
        String name = text.substring(from, to);
        return Secrets.named(name) || endsIn(name, "pass") || endsIn(name, "credentials");
    }

    static boolean cookie(String text, int to) {
        return endsIn(text, to, "cookie");
    }

    static boolean authorization(String text, int to) {
        return endsIn(text, to, "authorization");
    }

    private static boolean endsIn(String text, int to, String word) {
        int from = to - word.length();
        return from >= 0 && text.regionMatches(true, from, word, 0, word.length());
    }

    private static boolean endsIn(String name, String word) {
        return endsIn(name, name.length(), word);
    }

    /** Most names before a colon or an equals sign are none; those are told without making a string of them. */
    private static boolean mayBe(String text, int from, int to) {
        for (int i = from; i < to - 2; i++) {
            char next = (char) (text.charAt(i) | 0x20);
            char third = (char) (text.charAt(i + 2) | 0x20);
            boolean starts = switch (next) {
                case 'p' -> third == 's' || third == 'd'; // pass, pwd
                case 's' -> third == 'c' || third == 'g'; // secret, signature
                case 'c' -> third == 'e' || third == 'o'; // credential, cookie
                case 'a' -> third == 't'; // authorization
                case 't' -> third == 'k'; // token
                case 'k' -> third == 'y'; // key
                default -> false;
            };
            if (starts) {
                return true;
            }
        }
        return false;
    }
}
