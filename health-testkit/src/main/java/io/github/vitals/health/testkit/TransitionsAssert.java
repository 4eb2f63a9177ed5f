package io.github.vitals.health.testkit;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of the changes of one check or group; begins at {@link RecordedAssert#check} or
 * {@link RecordedAssert#group}. Thread-safe.
 */
public final class TransitionsAssert {
    private final String subject;
    private final List<HealthTransition> transitions;

    TransitionsAssert(String subject, List<HealthTransition> transitions) {
        this.subject = subject;
        this.transitions = transitions;
    }

    /**
     * It went this way and no other.
     *
     * @param path the status before the first change, and the one after each change: {@code UNKNOWN, UP, DOWN}
     * @return this
     * @throws AssertionError if it went another way, or never changed; the message says when and why it did
     */
    public TransitionsAssert went(HealthStatus... path) {
        if (!path().equals(List.of(path))) {
            throw failure(described(path));
        }
        return this;
    }

    /**
     * Nothing was heard of it.
     *
     * @return this
     * @throws AssertionError if it changed; the message says when and why
     */
    public TransitionsAssert neverChanged() {
        if (!transitions.isEmpty()) {
            throw failure("no change");
        }
        return this;
    }

    /**
     * The last change had this reason.
     *
     * @param expected the reason of the status it changed to
     * @return this
     * @throws AssertionError if it had another, or none, or there was no change
     */
    public TransitionsAssert because(FailureReason expected) {
        if (transitions.isEmpty()
                || transitions.get(transitions.size() - 1).reason().orElse(null) != expected) {
            throw failure("at last reason " + expected.label());
        }
        return this;
    }

    private List<HealthStatus> path() {
        List<HealthStatus> path = new ArrayList<>();
        transitions.stream().limit(1).map(HealthTransition::from).forEach(path::add);
        transitions.stream().map(HealthTransition::to).forEach(path::add);
        return path;
    }

    private AssertionError failure(String expected) {
        StringBuilder found = new StringBuilder(described(path().toArray(HealthStatus[]::new)));
        for (HealthTransition each : transitions) {
            found.append("\n  ").append(each.at()).append(' ').append(each.to());
            each.reason().ifPresent(reason -> found.append(' ').append(reason.label()));
            found.append(each.message().isEmpty() ? "" : ": " + each.message());
        }
        return HealthAssertions.failure(subject, transitions.isEmpty() ? found : found.append("\n "), expected);
    }

    private static String described(HealthStatus... path) {
        return path.length == 0
                ? "no change"
                : String.join(
                        " -> ", List.of(path).stream().map(HealthStatus::name).toList());
    }
}
