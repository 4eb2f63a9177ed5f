package io.github.vitals.health.testkit;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthLifecycle;
import io.github.vitals.health.HealthTransition.Subject;
import java.util.Arrays;
import java.util.List;

/**
 * What can be said of what a listener heard; begins at
 * {@link HealthAssertions#assertThat(RecordedTransitions)}. Thread-safe.
 */
public final class RecordedAssert {
    private final RecordedTransitions heard;

    RecordedAssert(RecordedTransitions heard) {
        this.heard = heard;
    }

    /**
     * Picks a check.
     *
     * @param name the name it was registered under
     * @return what can be said of its changes
     */
    public TransitionsAssert check(String name) {
        return new TransitionsAssert("check " + name, heard.of(Subject.CHECK, name));
    }

    /**
     * Picks a group.
     *
     * @param group a built-in group or an own one
     * @return what can be said of its changes
     */
    public TransitionsAssert group(HealthGroup group) {
        return new TransitionsAssert("group " + group, heard.of(Subject.GROUP, group.name()));
    }

    /**
     * The listener was told of exactly these phases, in this order.
     *
     * @param phases for example {@code STARTED, CLOSED}
     * @return this
     * @throws AssertionError if it was told otherwise
     */
    public RecordedAssert lifecycle(HealthLifecycle.Phase... phases) {
        List<HealthLifecycle.Phase> told =
                heard.lifecycle().stream().map(HealthLifecycle::phase).toList();
        if (!told.equals(List.of(phases))) {
            throw HealthAssertions.failure("lifecycle", told, Arrays.toString(phases));
        }
        return this;
    }
}
