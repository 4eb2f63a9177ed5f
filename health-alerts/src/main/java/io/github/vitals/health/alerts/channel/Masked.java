package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.Secrets;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Secrets that were sent, and may come back in what is said about it. Immutable. */
final class Masked {
    private static final int SHORTEST = 8;
    private static final Pattern BETWEEN = Pattern.compile("[/?&=]");

    private final List<String> secrets;

    private Masked(List<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static Masked nothing() {
        return new Masked(List.of());
    }

    static Masked of(String secret) {
        return new Masked(List.of(secret));
    }

    /** All of an address but its host: as a whole, and each part that is long enough to be a secret. */
    static Masked of(URI address) {
        List<String> parts = new ArrayList<>(List.of(address.toString()));
        for (@Nullable
        String part : new @Nullable String[] {
            address.getRawPath(), address.getPath(), address.getRawQuery(), address.getQuery()
        }) {
            if (part != null) {
                parts.add(part);
                parts.addAll(BETWEEN.splitAsStream(part).toList());
            }
        }
        return new Masked(parts);
    }

    /** The value of a header too, and of it what stands behind {@code Bearer} and the like. */
    Masked and(String secret) {
        List<String> all = new ArrayList<>(secrets);
        all.add(secret);
        all.add(secret.substring(secret.indexOf(' ') + 1));
        return new Masked(all);
    }

    String in(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, Secrets.MASK);
        }
        return result;
    }
}
