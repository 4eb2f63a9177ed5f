package io.github.vitals.health.logging;

import io.github.vitals.health.Secrets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.logstash.logback.mask.FieldMasker;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/** Hides fields that are secret by their name, and secrets within texts; what a secret is, {@link Secrets} says. */
final class SecretMasker implements FieldMasker, ValueMasker {
    private static final int MOST_NAMES = 1_000;

    /** Field names come back with every event; each is looked at once. */
    private final Map<String, Boolean> names = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object mask(TokenStreamContext context) {
        String name = context.currentName();
        return name != null && secret(name) ? Secrets.MASK : null;
    }

    private boolean secret(String name) {
        Boolean known = names.get(name);
        if (known != null) {
            return known;
        }
        boolean secret = Secrets.named(name);
        if (names.size() < MOST_NAMES) {
            names.put(name, secret);
        }
        return secret;
    }

    @Override
    public @Nullable Object mask(TokenStreamContext context, Object value) {
        if (!(value instanceof CharSequence)) {
            return null;
        }
        String text = value.toString();
        String scrubbed = Secrets.scrub(text);
        return scrubbed.equals(text) ? null : scrubbed;
    }
}
