package io.github.vitals.health.logging.mask;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.github.vitals.health.Secrets;

/** A pattern of the application's own, matched in time that grows with the text and not faster. */
final class OwnPattern {
    private final Pattern pattern;

    private OwnPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static OwnPattern of(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException broken) {
            throw new IllegalArgumentException(
                    "pattern: " + expression + " (expected: RE2 syntax; " + broken.getDescription() + ")", broken);
        }
        if (pattern.matches("")) {
            throw new IllegalArgumentException("pattern: " + expression + " (expected: does not match nothing)");
        }
        return new OwnPattern(pattern);
    }

    /** With groups the groups are hidden, without the whole. */
    String mask(String text, MaskCounts counts) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        int taken = 0;
        do {
            for (int group = matcher.groupCount() == 0 ? 0 : 1; group <= matcher.groupCount(); group++) {
                if (matcher.start(group) >= taken && matcher.end(group) > matcher.start(group)) {
                    result.append(text, taken, matcher.start(group)).append(Secrets.MASK);
                    taken = matcher.end(group);
                    counts.add(MaskKind.OWN);
                }
            }
        } while (matcher.find());
        return result.append(text, taken, text.length()).toString();
    }
}
