package io.github.vitals.health;

import org.jspecify.annotations.Nullable;

/**
 * A named view of the registry: who asks, and which checks matter to them. Immutable.
 *
 * <p>Built in are {@link #LIVENESS}, {@link #READINESS}, {@link #STARTUP} and {@link #ALL}; own groups are made with
 * {@link #of(String)} and declared on the registry's builder before a policy may name them.
 *
 * @param name 1 to 100 characters, letters, digits, {@code . _ -}, beginning with a letter or digit
 */
public record HealthGroup(String name) {
    /** Should the process be restarted? Empty unless a policy says otherwise, and then {@link HealthStatus#UP}. */
    public static final HealthGroup LIVENESS = new HealthGroup("liveness");

    /** Should the process get traffic? Where a check is if its policy does not say otherwise. */
    public static final HealthGroup READINESS = new HealthGroup("readiness");

    /** Has the process come up? {@link HealthStatus#UP} once every critical check has passed once, and from then on. */
    public static final HealthGroup STARTUP = new HealthGroup("startup");

    /** Every check there is. */
    public static final HealthGroup ALL = new HealthGroup("all");

    /**
     * Checks the name.
     *
     * @param name the group's name
     * @throws IllegalArgumentException if a path or a metric label could not carry the name
     */
    public HealthGroup {
        Arguments.requireName("group", name);
    }

    /**
     * A group of the user's own.
     *
     * @param name its name
     * @return the group
     * @throws IllegalArgumentException if a path or a metric label could not carry the name
     */
    public static HealthGroup of(String name) {
        return new HealthGroup(name);
    }

    // Written out: what a record is given instead costs a cold JVM milliseconds, and the judgement of each run a
    // detour.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HealthGroup group && name.equals(group.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
