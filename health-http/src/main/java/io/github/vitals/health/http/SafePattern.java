package io.github.vitals.health.http;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;

/** A regular expression whose search takes time linear in the text, whoever wrote the text. Thread-safe. */
final class SafePattern {
    private final Pattern pattern;

    private SafePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static SafePattern of(String regex) {
        Objects.requireNonNull(regex, "regex: null (expected: a regular expression)");
        Libraries.require("com.google.re2j.Pattern", "com.google.re2j:re2j", "a regular expression");
        try {
            return new SafePattern(Pattern.compile(regex));
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException(
                    "regex: " + Target.printable(regex) + " (expected: RE2's syntax: " + invalid.getDescription() + ")",
                    invalid);
        }
    }

    boolean found(String text) {
        return pattern.matcher(text).find();
    }
}
