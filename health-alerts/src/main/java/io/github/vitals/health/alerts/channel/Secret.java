package io.github.vitals.health.alerts.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A text that is never shown: neither by {@link #toString()}, nor in errors or logs. One in a file is read each time it is
 * needed, so that it can be changed without a restart.
 *
 * <p>Immutable.
 */
public final class Secret {
    private static final int LONGEST = 10_000;

    private final String where;
    private final Source source;

    @FunctionalInterface
    private interface Source {
        String read() throws IOException;
    }

    private Secret(String where, Source source) {
        this.where = where;
        this.source = source;
    }

    /**
     * A secret that is known.
     *
     * @param text the secret
     * @return a secret
     */
    public static Secret of(String text) {
        Objects.requireNonNull(text, "text: null (expected: a secret)");
        return new Secret("given", () -> text);
    }

    /**
     * A secret in the environment.
     *
     * @param variable the name of the variable
     * @return a secret
     * @throws IllegalArgumentException if there is no such variable
     */
    public static Secret environment(String variable) {
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("variable: " + variable + " (expected: one that is set)");
        }
        return new Secret("environment " + variable, text::strip);
    }

    /**
     * A secret in a file, without the white space around it.
     *
     * @param file where, for example {@code /run/secrets/slack}; need not be there yet
     * @return a secret
     */
    public static Secret file(Path file) {
        Objects.requireNonNull(file, "file: null (expected: a path)");
        return new Secret("file " + file, () -> Files.readString(file).strip());
    }

    /**
     * The secret itself.
     *
     * @return not blank, at most 10,000 characters
     * @throws DeliveryFailure if it cannot be had: a message cannot be sent without it, and is tried again
     */
    public String value() throws DeliveryFailure {
        String text;
        try {
            text = source.read();
        } catch (IOException | RuntimeException unreadable) {
            throw DeliveryFailure.rejected("no secret in " + where + " (expected: readable; "
                    + unreadable.getClass().getSimpleName() + ")");
        }
        if (text.isBlank() || text.length() > LONGEST) {
            throw DeliveryFailure.rejected("no secret in " + where + " (expected: 1 to " + LONGEST + " characters)");
        }
        return text;
    }

    @Override
    public String toString() {
        return "Secret[" + where + "]";
    }
}
