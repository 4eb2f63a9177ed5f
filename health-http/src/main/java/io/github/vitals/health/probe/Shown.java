package io.github.vitals.health.probe;

import java.util.ArrayList;
import java.util.List;

/** Texts of others as they may be printed: short, on one line, and without what was sent in confidence. */
final class Shown {
    private static final int LONGEST = 200;

    /** A shorter secret would hide half of any text, and is none. */
    private static final int SHORTEST_SECRET = 4;

    private final List<String> secrets = new ArrayList<>();

    /** Never shows this text, also where the target sends it back. */
    void hide(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            return;
        }
        // Longer ones first: one may be part of another.
        int place = 0;
        while (place < secrets.size() && secrets.get(place).length() > secret.length()) {
            place++;
        }
        secrets.add(place, secret);
    }

    String of(String text) {
        String scrubbed = text;
        for (String secret : secrets) {
            scrubbed = scrubbed.replace(secret, "***");
        }
        return printable(scrubbed);
    }

    static String printable(String text) {
        String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        StringBuilder shown = new StringBuilder(shortened.length());
        for (int i = 0; i < shortened.length(); i++) {
            char each = shortened.charAt(i);
            shown.append(Character.isISOControl(each) ? '?' : each);
        }
        return shown.toString();
    }
}
