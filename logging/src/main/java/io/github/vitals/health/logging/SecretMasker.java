package io.github.vitals.health.logging;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import net.logstash.logback.mask.FieldMasker;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * Hides fields that are secret by their name, and secrets within texts. Most texts mention nothing that looks like a
 * secret; finding that out costs a few substring searches, and only the others meet the patterns.
 */
final class SecretMasker implements FieldMasker, ValueMasker {
    static final String MASK = "***";

    private static final int MOST_NAMES = 1_000;
    private static final String KEYS = "(?:api|access|private|secret)[_.-]?key";
    private static final Pattern SECRET_FIELD =
            Pattern.compile(".*(?:password|passwd|passphrase|secret|credential|authorization).*"
                    + "|.*(?:pwd|token|cookie|signature|" + KEYS + ")");

    private static final String[] TRIGGERS = {
        "://", "pass", "pwd", "secret", "token", "key", "credential", "signature", "bearer", "basic ", "authorization"
    };
    private static final Pattern USER_INFO = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}://)[^\\s/?#]{1,2000}@");
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(?i)\\b(authorization[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?)(?:[\\w-]{1,20}\\s{1,3})?[^\\s,;\"']{1,2000}");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s{1,3}[A-Za-z0-9._~+/=-]{8,2000}");
    private static final Pattern PARAMETER = Pattern.compile("(?i)((?<![\\w-])[\\w.-]{0,40}"
            + "(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|signature|" + KEYS + ")"
            + "[\"']?\\s{0,3}[=:]\\s{0,3})(?:\"[^\"]{0,2000}\"?|'[^']{0,2000}'?|[^\\s&;,)}\\]\"']{1,2000})");

    private final Map<String, Boolean> names = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object mask(TokenStreamContext context) {
        String name = context.currentName();
        return name != null && secret(name) ? MASK : null;
    }

    private boolean secret(String name) {
        Boolean known = names.get(name);
        if (known != null) {
            return known;
        }
        boolean secret = SECRET_FIELD.matcher(name.toLowerCase(Locale.ROOT)).matches();
        if (names.size() < MOST_NAMES) {
            names.put(name, secret);
        }
        return secret;
    }

    @Override
    public @Nullable Object mask(TokenStreamContext context, Object value) {
        if (!(value instanceof CharSequence text) || !mentionsSecrets(text.toString())) {
            return null;
        }
        String scrubbed = scrub(text.toString());
        return scrubbed.contentEquals(text) ? null : scrubbed;
    }

    private static boolean mentionsSecrets(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String trigger : TRIGGERS) {
            if (lower.contains(trigger)) {
                return true;
            }
        }
        return false;
    }

    private static String scrub(String text) {
        String result = USER_INFO.matcher(text).replaceAll("$1" + MASK + "@");
        result = AUTHORIZATION.matcher(result).replaceAll("$1" + MASK);
        result = SCHEME.matcher(result).replaceAll("$1 " + MASK);
        return PARAMETER.matcher(result).replaceAll("$1" + MASK);
    }
}
