package io.github.vitals.health.history;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthTransition;
import java.util.Comparator;
import java.util.Objects;

/**
 * What a history is of: a check or a group. Immutable; in the order of kind and name.
 *
 * @param subject whether it is a check or a group
 * @param name the name of the check or group
 */
public record HistoryKey(HealthTransition.Subject subject, String name) implements Comparable<HistoryKey> {
    private static final Comparator<HistoryKey> ORDER =
            Comparator.comparing(HistoryKey::subject).thenComparing(HistoryKey::name);

    /**
     * A key.
     *
     * @param subject not null
     * @param name not null
     */
    public HistoryKey {
        Objects.requireNonNull(subject, "subject: null (expected: CHECK or GROUP)");
        Objects.requireNonNull(name, "name: null (expected: a name)");
    }

    /**
     * The key of a check.
     *
     * @param name the name it was registered under
     * @return its key
     */
    public static HistoryKey check(String name) {
        return new HistoryKey(HealthTransition.Subject.CHECK, name);
    }

    /**
     * The key of a group.
     *
     * @param group the group
     * @return its key
     */
    public static HistoryKey group(HealthGroup group) {
        return new HistoryKey(HealthTransition.Subject.GROUP, group.name());
    }

    @Override
    public int compareTo(HistoryKey other) {
        return ORDER.compare(this, other);
    }
}
