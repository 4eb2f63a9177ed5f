package io.github.vitals.health.logging.mask;

import java.util.Arrays;

/** Keys and tokens that are known by how they begin, whatever stands beside them. */
final class Tokens {
    /** How it begins, and how many characters follow at least. */
    private record Shape(String prefix, int least) {}

    private static final Shape[][] SHAPES = shapes(
            new Shape("eyJ", 10), // a JSON Web Token, or anything else that is JSON in Base64
            new Shape("AKIA", 16), // Amazon's access keys
            new Shape("ASIA", 16),
            new Shape("AIza", 30), // Google
            new Shape("ya29.", 20),
            new Shape("ghp_", 20), // code hosts
            new Shape("gho_", 20),
            new Shape("ghu_", 20),
            new Shape("ghs_", 20),
            new Shape("ghr_", 20),
            new Shape("github_pat_", 20),
            new Shape("glpat-", 16),
            new Shape("npm_", 30), // package registries
            new Shape("pypi-", 30),
            new Shape("xoxa-", 10), // chats
            new Shape("xoxb-", 10),
            new Shape("xoxp-", 10),
            new Shape("xoxr-", 10),
            new Shape("xoxs-", 10),
            new Shape("xapp-", 10),
            new Shape("hooks.slack.com/services/", 8),
            new Shape("sk_live_", 10), // payments
            new Shape("sk_test_", 10),
            new Shape("rk_live_", 10),
            new Shape("whsec_", 16),
            new Shape("sk-", 20), // models
            new Shape("SG.", 30)); // mail

    private Tokens() {}

    private static Shape[][] shapes(Shape... all) {
        Shape[][] byFirst = new Shape[128][];
        for (Shape shape : all) {
            char first = shape.prefix().charAt(0);
            Shape[] before = byFirst[first] == null ? new Shape[0] : byFirst[first];
            Shape[] now = Arrays.copyOf(before, before.length + 1);
            now[before.length] = shape;
            byFirst[first] = now;
        }
        return byFirst;
    }

    static boolean mayStartWith(char c) {
        return SHAPES[c] != null;
    }

    /** Where the token that starts here ends, or -1 if none does. */
    static int end(String text, int start) {
        for (Shape shape : SHAPES[text.charAt(start)]) {
            if (text.startsWith(shape.prefix(), start)) {
                int from = start + shape.prefix().length();
                int end = from;
                while (end < text.length() && Characters.token(text.charAt(end))) {
                    end++;
                }
                if (end - from >= shape.least()) {
                    return end;
                }
            }
        }
        return -1;
    }
}
