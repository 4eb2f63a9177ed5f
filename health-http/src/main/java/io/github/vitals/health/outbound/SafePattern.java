package io.github.vitals.health.outbound;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import java.util.function.Predicate;

/** A regular expression whose search takes time linear in the text, whoever wrote the text. Thread-safe. */
public final class SafePattern {
    private final Predicate<String> finder;

    private SafePattern(Predicate<String> finder) {
        this.finder = finder;
    }

    public static SafePattern of(String regex) {
        Objects.requireNonNull(regex, "regex: null (expected: a regular expression)");
        Library.RE2J.require("a regular expression");
        return new SafePattern(Re2.compile(regex));
    }

    public boolean found(String text) {
        return finder.test(text);
    }

    /** Apart, because the JVM wants the library's types as soon as it looks at a class that catches one. */
    private static final class Re2 {
        private Re2() {}

        static Predicate<String> compile(String regex) {
            try {
                Pattern pattern = Pattern.compile(regex);
                return text -> pattern.matcher(text).find();
            } catch (PatternSyntaxException invalid) {
                throw new IllegalArgumentException(
                        "regex: " + Shown.quoted(regex) + " (expected: a regular expression of RE2: "
                                + invalid.getDescription() + ")",
                        invalid);
            }
        }
    }
}
