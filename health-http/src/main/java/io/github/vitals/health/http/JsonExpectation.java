package io.github.vitals.health.http;

import io.github.vitals.health.outbound.SafePattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a value in a JSON body has to be, begun with {@link HttpExpectation#json}. A value of another type does not meet an
 * expectation: the text {@code "5"} is no number and a missing value is not null.
 *
 * <p>Immutable.
 */
public final class JsonExpectation {
    private final JsonValues values;

    JsonExpectation(JsonValues values) {
        this.values = values;
    }

    /**
     * Is a text, a number, a boolean or null; numbers are the same if their values are.
     *
     * @param value what it is
     * @return the expectation
     * @throws IllegalArgumentException if it is something else, or not a finite number
     */
    public HttpExpectation is(@Nullable Object value) {
        if (value instanceof Number number) {
            requireFinite(number);
        } else if (value != null && !(value instanceof String) && !(value instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "value: " + value.getClass().getName() + " (expected: a text, a number, a boolean or null)");
        }
        return expecting("is " + Found.written(value), found -> Found.same(value, found));
    }

    /**
     * Is a number not smaller than this.
     *
     * @param least the smallest that is well
     * @return the expectation
     * @throws IllegalArgumentException if it is not a finite number
     */
    public HttpExpectation atLeast(Number least) {
        BigDecimal limit = requireFinite(least);
        return expecting(
                "is at least " + least,
                found -> found instanceof Number number && Found.decimal(number).compareTo(limit) >= 0);
    }

    /**
     * Is a number not larger than this.
     *
     * @param most the largest that is well
     * @return the expectation
     * @throws IllegalArgumentException if it is not a finite number
     */
    public HttpExpectation atMost(Number most) {
        BigDecimal limit = requireFinite(most);
        return expecting(
                "is at most " + most,
                found -> found instanceof Number number && Found.decimal(number).compareTo(limit) <= 0);
    }

    /**
     * Is a text in which a regular expression is found.
     *
     * @param regex in RE2's syntax, found anywhere unless anchored
     * @return the expectation
     * @throws IllegalArgumentException if it is not a regular expression
     * @throws IllegalStateException if {@code com.google.re2j:re2j} is not on the class path
     */
    public HttpExpectation matches(String regex) {
        SafePattern pattern = SafePattern.of(regex);
        return expecting(
                "matches " + Found.quoted(regex), found -> found instanceof String text && pattern.found(text));
    }

    /**
     * Is there, whatever it is, null included.
     *
     * @return the expectation
     */
    public HttpExpectation exists() {
        return expecting("exists", found -> true);
    }

    /**
     * Is not there; null is there.
     *
     * @return the expectation
     */
    public HttpExpectation isMissing() {
        return HttpExpectation.ofBody(values + " is missing", answer -> values.judge(answer, List::isEmpty));
    }

    private HttpExpectation expecting(String claim, Predicate<@Nullable Object> test) {
        return HttpExpectation.ofBody(
                values + " " + claim,
                answer -> values.judge(
                        answer, found -> !found.isEmpty() && found.stream().allMatch(test)));
    }

    private static BigDecimal requireFinite(Number number) {
        Objects.requireNonNull(number, "number: null (expected: a finite number)");
        try {
            return Found.decimal(number);
        } catch (NumberFormatException infinite) {
            throw new IllegalArgumentException("number: " + number + " (expected: a finite number)", infinite);
        }
    }
}
