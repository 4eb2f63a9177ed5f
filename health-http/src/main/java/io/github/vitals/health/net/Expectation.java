package io.github.vitals.health.net;

import io.github.vitals.health.outbound.SafePattern;
import io.github.vitals.health.outbound.Shown;

/** What is looked for in an answer as it comes in. Immutable. */
interface Expectation {
    /** Takes any answer. */
    Expectation ANYTHING = of(answer -> !answer.isEmpty(), "an answer");

    boolean met(String answer);

    /** For people. */
    String text();

    static Expectation of(java.util.function.Predicate<String> rule, String text) {
        return new Expectation() {
            @Override
            public boolean met(String answer) {
                return rule.test(answer);
            }

            @Override
            public String text() {
                return text;
            }
        };
    }

    static Expectation containing(String part) {
        return of(answer -> answer.contains(part), Shown.quoted(part));
    }

    /** Takes an answer in which the expression is found. */
    static Expectation matching(String regex) {
        return of(SafePattern.of(regex)::found, "a match of " + Shown.quoted(regex));
    }
}
