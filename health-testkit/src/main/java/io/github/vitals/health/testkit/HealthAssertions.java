package io.github.vitals.health.testkit;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;

/**
 * Where assertions begin; they throw {@link AssertionError} with what was found and what was expected, and need no
 * assertion library. The methods may be imported beside those of the same name of AssertJ.
 *
 * <pre>{@code
 * assertThat(health.report()).is(DOWN).check("db").is(DOWN).because(TIMEOUT).hasMessageContaining("PT2S");
 * assertThat(heard).check("db").went(UNKNOWN, UP, DOWN);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthAssertions {
    private HealthAssertions() {}

    /**
     * About a report.
     *
     * @param report of one group, or of all checks
     * @return what can be said of it
     */
    public static ReportAssert assertThat(HealthReport report) {
        return new ReportAssert(report);
    }

    /**
     * About one check.
     *
     * @param state what is known of it
     * @return what can be said of it
     */
    public static CheckAssert assertThat(CheckState state) {
        return new CheckAssert(state);
    }

    /**
     * About what a listener has heard so far.
     *
     * @param heard the listener
     * @return what can be said of it, once a check or a group is picked
     */
    public static RecordedAssert assertThat(RecordedTransitions heard) {
        return new RecordedAssert(heard);
    }

    /** In the house's words: {@code check db: UP (expected: DOWN)}. */
    static AssertionError failure(String subject, Object found, Object expected) {
        return new AssertionError(subject + ": " + found + " (expected: " + expected + ")");
    }
}
