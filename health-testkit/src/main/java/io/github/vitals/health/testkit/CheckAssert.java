package io.github.vitals.health.testkit;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be said of the state of a check; begins at {@link HealthAssertions#assertThat(CheckState)} or
 * {@link ReportAssert#check}. Thread-safe.
 */
public final class CheckAssert {
    private final CheckState state;

    CheckAssert(CheckState state) {
        this.state = state;
    }

    /**
     * The judged status is this.
     *
     * @param expected the status after thresholds, dependencies and staleness have had their say
     * @return this
     * @throws AssertionError if it is another; the message shows the last raw result too, and how near a change is
     */
    public CheckAssert is(HealthStatus expected) {
        if (state.status() != expected) {
            throw failure(shown(), expected);
        }
        return this;
    }

    /**
     * It is not UP for this reason.
     *
     * @param expected the reason of the judged status
     * @return this
     * @throws AssertionError if there is another reason, or none
     */
    public CheckAssert because(FailureReason expected) {
        if (state.reason().orElse(null) != expected) {
            throw failure(shown(), "reason " + expected.label());
        }
        return this;
    }

    /**
     * The message for a person contains a text.
     *
     * @param part a text, case and all
     * @return this
     * @throws AssertionError if it does not
     */
    public CheckAssert hasMessageContaining(String part) {
        if (!state.message().contains(part)) {
            throw failure("message \"" + state.message() + '"', "with \"" + part + '"');
        }
        return this;
    }

    /**
     * Another check is to blame.
     *
     * @param name the check on which this one depends, at the end of the chain
     * @return this
     * @throws AssertionError if another is, or none
     */
    public CheckAssert hasRootCause(String name) {
        if (!state.rootCause().equals(Optional.of(name))) {
            throw failure("root cause " + state.rootCause().orElse("none"), name);
        }
        return this;
    }

    /**
     * The last raw result has this status, whatever the thresholds have made of it.
     *
     * @param expected the status that the check itself answered
     * @return this
     * @throws AssertionError if it has another, or there is no result yet
     */
    public CheckAssert lastAnswered(HealthStatus expected) {
        if (state.result().map(HealthResult::status).orElse(null) != expected) {
            throw failure(shown(), "last result " + expected);
        }
        return this;
    }

    /**
     * The last raw result has a detail with this value.
     *
     * @param name the detail's name
     * @param value as it was made safe: a number or a boolean as it is, everything else as text
     * @return this
     * @throws AssertionError if there is no such detail, or its value is another
     */
    public CheckAssert hasDetail(String name, Object value) {
        var details = state.result().map(HealthResult::details).orElse(java.util.Map.of());
        if (!Objects.equals(details.get(name), value)) {
            throw failure("details " + details, name + '=' + value);
        }
        return this;
    }

    private String shown() {
        StringBuilder text = new StringBuilder().append(state.status());
        state.reason().ifPresent(reason -> text.append(' ').append(reason.label()));
        if (!state.message().isEmpty()) {
            text.append(" \"").append(state.message()).append('"');
        }
        text.append(", last result ")
                .append(state.result().map(HealthResult::toString).orElse("none"));
        if (!state.streak().isEmpty()) {
            text.append(", ").append(state.streak());
        }
        return text.toString();
    }

    private AssertionError failure(String found, Object expected) {
        return HealthAssertions.failure("check " + state.name(), found, expected);
    }
}
