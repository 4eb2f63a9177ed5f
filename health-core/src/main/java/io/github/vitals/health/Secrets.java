package io.github.vitals.health;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: passwords, tokens and keys that are given by name, credentials of an authorization header,
 * and the user-info of URLs. {@link HealthResult} does this to everything it is given; this is for texts that go other
 * ways, to logs for example.
 *
 * <p>A secret is found by what stands beside it, so one that stands alone is not found. Immutable.
 */
public final class Secrets {
    /** What is written in a secret's place. */
    public static final String MASK = "***";

    private static final String[] TRIGGERS = {
        "://", "pass", "pwd", "secret", "token", "key", "credential", "signature", "bearer", "basic ", "authorization"
    };
    private static final String KEYS = "(?:api|access|private|secret)[_.-]?key";
    private static final Pattern NAME =
            Pattern.compile("(?s).*(?:password|passwd|passphrase|secret|credential|authorization).*"
                    + "|.*(?:pwd|token|cookie|signature|" + KEYS + ")");

    // Every quantifier has a bound, so that no text, however hostile, costs more than its length times a constant.
    private static final Pattern USER_INFO = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}://)[^\\s/?#]{1,2000}@");
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(?i)\\b(authorization[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?)(?:[\\w-]{1,20}\\s{1,3})?[^\\s,;\"']{1,2000}");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s{1,3}[A-Za-z0-9._~+/=-]{8,2000}");
    private static final Pattern PARAMETER = Pattern.compile("(?i)((?<![\\w-])[\\w.-]{0,40}"
            + "(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|signature|" + KEYS + ")"
            + "[\"']?\\s{0,3}[=:]\\s{0,3})(?:\"[^\"]{0,2000}\"?|'[^']{0,2000}'?|[^\\s&;,)}\\]\"']{1,2000})");

    private Secrets() {}

    /**
     * Replaces the secrets in a text by {@link #MASK}.
     *
     * @param text any text
     * @return the same text if it mentions none
     */
    public static String scrub(String text) {
        if (!mentions(text)) {
            return text;
        }
        String result = USER_INFO.matcher(text).replaceAll("$1" + MASK + "@");
        result = AUTHORIZATION.matcher(result).replaceAll("$1" + MASK);
        result = SCHEME.matcher(result).replaceAll("$1 " + MASK);
        return PARAMETER.matcher(result).replaceAll("$1" + MASK);
    }

    /**
     * Tells whether a field of that name holds a secret: it says password, secret, credential or authorization, or ends
     * in token, cookie, pwd, signature or a kind of key. Case does not matter.
     *
     * @param name the name of a field, detail, header or parameter
     * @return true if its value is not to be shown
     */
    public static boolean named(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Most texts mention nothing of the kind, and this is far cheaper than the patterns. */
    private static boolean mentions(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String trigger : TRIGGERS) {
            if (lower.contains(trigger)) {
                return true;
            }
        }
        return false;
    }
}
