package io.github.vitals.health.logging.mask;

import io.github.vitals.health.Secrets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes secrets and personal data out of texts, and knows which fields hold them by their names. Its time grows with the
 * length of the text and not faster, whatever the text; a text without secrets is read once and given back as it is.
 *
 * <p>What is found stands in {@link MaskKind}; {@code ***} is written in its place. A secret that looks like nothing in
 * particular and has nothing beside it that says so ({@code login with hunter2}) is not found: give it to the log as the
 * value of a field with a telling name, or give the masker a pattern.
 *
 * <pre>{@code
 * Masker masker = Masker.of(it -> it.field("customer.birthday").pattern("KD-\\d{8}").without(MaskKind.EMAIL));
 * masker.mask("password=hunter2 for KD-00012345"); // password=*** for ***
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Masker {
    private static final Masker STANDARD = of(it -> {});
    private static final int MOST_NAMES = 1_000;
    private static final int LONGEST_NAME = 200;
    private static final EnumSet<MaskKind> ALWAYS =
            EnumSet.of(MaskKind.FIELD, MaskKind.NAMED, MaskKind.AUTHORIZATION, MaskKind.URL, MaskKind.OWN);

    private final Set<String> fields;
    private final List<OwnPattern> patterns;
    private final Set<MaskKind> wanted;
    private final MaskCounts counts = new MaskCounts();

    /** Field names come back with every event; each is looked at once. */
    private final Map<String, Boolean> names = new ConcurrentHashMap<>();

    private Masker(Rules rules) {
        this.fields = Set.copyOf(rules.fields);
        this.patterns = List.copyOf(rules.patterns);
        this.wanted = EnumSet.complementOf(rules.without);
    }

    /**
     * The masker that masks every kind and has no rules of the application's own.
     *
     * @return always the same
     */
    public static Masker standard() {
        return STANDARD;
    }

    /**
     * A masker with rules of the application's own beside the ones that are always there.
     *
     * @param rules adds them
     * @return a new masker
     */
    public static Masker of(Consumer<Rules> rules) {
        Rules collected = new Rules();
        rules.accept(collected);
        return new Masker(collected);
    }

    /**
     * Writes {@code ***} in place of what is secret in a text.
     *
     * @param text any text
     * @return the same text if there is nothing to hide
     */
    public String mask(String text) {
        int first = Pass.first(text);
        String result = first == text.length() ? text : new Pass(text, wanted, counts).masked(first);
        for (OwnPattern pattern : patterns) {
            result = pattern.mask(result, counts);
        }
        return result;
    }

    /**
     * Tells whether the value of a field is secret whatever it is: by {@linkplain Secrets#named its name}, or because the
     * application says so. Case does not matter.
     *
     * @param field the name of a field, with dots
     * @return true if {@link #hidden()} is to be written in place of its value
     */
    public boolean secret(String field) {
        Boolean known = names.get(field);
        return known == null ? look(field) : known;
    }

    private boolean look(String field) {
        boolean secret = Secrets.named(field) || fields.contains(field.toLowerCase(Locale.ROOT));
        if (names.size() < MOST_NAMES && field.length() <= LONGEST_NAME) {
            names.put(field, secret);
        }
        return secret;
    }

    /**
     * What is written in place of the value of a {@linkplain #secret secret} field, which is counted.
     *
     * @return {@code ***}
     */
    public String hidden() {
        counts.add(MaskKind.FIELD);
        return Secrets.MASK;
    }

    /**
     * Tells how often something of a kind was masked since this masker was made.
     *
     * @param kind what was masked
     * @return how often
     */
    public long masked(MaskKind kind) {
        return counts.of(kind);
    }

    /** What an application adds to a masker, or leaves out. Not thread-safe; for use while a masker is made. */
    public static final class Rules {
        private final List<String> fields = new ArrayList<>();
        private final List<OwnPattern> patterns = new ArrayList<>();
        private final EnumSet<MaskKind> without = EnumSet.noneOf(MaskKind.class);

        private Rules() {}

        /**
         * Masks the whole value of a field.
         *
         * @param name of the field, with dots; case does not matter
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Rules field(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("field: \"" + name + "\" (expected: the name of a field)");
            }
            fields.add(name.strip().toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Masks what a pattern finds in any text: its groups if it has some, else all of it. It is looked for behind the
         * kinds that are always there, one text after the other, by RE2: no pattern and no text can make it slow.
         *
         * @param expression in the syntax of RE2, which is that of Java but for look-around and back references
         * @return this
         * @throws IllegalArgumentException if it is no such pattern, or matches the empty text
         * @throws IllegalStateException if {@code com.google.re2j:re2j}, an optional dependency, is not there
         */
        public Rules pattern(String expression) {
            requireRe2();
            patterns.add(OwnPattern.of(expression));
            return this;
        }

        private static void requireRe2() {
            try {
                Class.forName("com.google.re2j.Pattern", false, Masker.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError absent) {
                throw new IllegalStateException(
                        "a pattern to mask needs the library com.google.re2j:re2j, an optional dependency: add it to yours",
                        absent);
            }
        }

        /**
         * Leaves a kind as it is.
         *
         * @param kind one of {@link MaskKind#CARD}, {@link MaskKind#IBAN}, {@link MaskKind#EMAIL},
         *     {@link MaskKind#TOKEN}, {@link MaskKind#PRIVATE_KEY}
         * @return this
         * @throws IllegalArgumentException if it is another: what is secret by its name always is
         */
        public Rules without(MaskKind kind) {
            if (ALWAYS.contains(kind)) {
                String others =
                        EnumSet.complementOf(ALWAYS).stream().map(Enum::name).collect(Collectors.joining(", "));
                throw new IllegalArgumentException("kind: " + kind + " (expected: one of " + others + ")");
            }
            without.add(kind);
            return this;
        }
    }
}
