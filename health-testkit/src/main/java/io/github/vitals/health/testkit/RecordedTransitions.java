package io.github.vitals.health.testkit;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthLifecycle;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.HealthTransition.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A listener that remembers which changes it was told of, and what was done to the registry.
 *
 * <pre>{@code
 * RecordedTransitions heard = new RecordedTransitions();
 * HealthRegistry health = HealthRegistry.builder().listener(heard).scheduler(time).clock(time).check("db", db).start();
 * HealthAssertions.assertThat(heard).check("db").went(UNKNOWN, UP, DOWN);
 * }</pre>
 *
 * <p>It keeps everything until it is {@linkplain #clear cleared}: it is for tests, not for a registry that runs on.
 *
 * <p>Thread-safe.
 */
public final class RecordedTransitions implements HealthListener {
    private final List<HealthTransition> transitions = new ArrayList<>();
    private final List<HealthLifecycle> lifecycle = new ArrayList<>();

    /** Makes a listener that has heard nothing. */
    public RecordedTransitions() {}

    @Override
    public synchronized void onTransition(HealthTransition transition) {
        transitions.add(transition);
    }

    @Override
    public synchronized void onLifecycle(HealthLifecycle event) {
        lifecycle.add(event);
    }

    /**
     * Every change of a check or a group.
     *
     * @return a copy, in the order in which they were told
     */
    public synchronized List<HealthTransition> all() {
        return List.copyOf(transitions);
    }

    /**
     * The changes of one check.
     *
     * @param name the name it was registered under
     * @return a copy, in the order in which they were told
     */
    public List<HealthTransition> ofCheck(String name) {
        return of(Subject.CHECK, name);
    }

    /**
     * The changes of one group.
     *
     * @param group a built-in group or an own one
     * @return a copy, in the order in which they were told
     */
    public List<HealthTransition> ofGroup(HealthGroup group) {
        return of(Subject.GROUP, group.name());
    }

    List<HealthTransition> of(Subject subject, String name) {
        return all().stream()
                .filter(transition ->
                        transition.subject() == subject && transition.name().equals(name))
                .toList();
    }

    /**
     * What was done to the registry or its checks.
     *
     * @return a copy, in the order in which it was told
     */
    public synchronized List<HealthLifecycle> lifecycle() {
        return List.copyOf(lifecycle);
    }

    /** Forgets what was heard so far. */
    public synchronized void clear() {
        transitions.clear();
        lifecycle.clear();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
