package io.github.vitals.health.net;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions that take time in proportion to the text, whatever is in it. Needs RE2/J. */
final class SafeRegex {
    private SafeRegex() {}

    static Expectation expectation(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return Expectation.of(answer -> pattern.matcher(answer).find(), "a match of " + Arguments.quoted(regex));
        } catch (PatternSyntaxException invalid) {
            throw Arguments.invalid(
                    "regex", Arguments.quoted(regex), "a regular expression of RE2: " + invalid.getDescription());
        }
    }
}
