package io.github.vitals.health.http;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import java.util.function.Predicate;

/** A regular expression whose search takes time linear in the text, whoever wrote the text. Thread-safe. */
final class SafePattern {
    private final Predicate<String> finder;

    private SafePattern(Predicate<String> finder) {
        this.finder = finder;
    }

    static SafePattern of(String regex) {
        Objects.requireNonNull(regex, "regex: null (expected: a regular expression)");
        Libraries.require("com.google.re2j.Pattern", "com.google.re2j:re2j", "a regular expression");
        return new SafePattern(Re2.compile(regex));
    }

    boolean found(String text) {
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
                        "regex: " + Target.printable(regex) + " (expected: RE2's syntax: " + invalid.getDescription()
                                + ")",
                        invalid);
            }
        }
    }
}
