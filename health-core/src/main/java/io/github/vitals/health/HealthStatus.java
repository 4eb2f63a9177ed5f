package io.github.vitals.health;

/**
 * How well something is, from best to worst. The set is closed and its order is its severity: a later constant is
 * worse than an earlier one. Immutable.
 */
public enum HealthStatus {
    /** Works as it should. */
    UP,
    /** Announced work is going on; nothing about it is judged. */
    MAINTENANCE,
    /** Works, but worse than it should: it still takes traffic, and somebody should look. */
    DEGRADED,
    /** Nothing is known: it has not been asked yet, or the last answer is too old. */
    UNKNOWN,
    /** Does not work. */
    DOWN;

    /**
     * Tells whether this status is worse than another.
     *
     * @param other the status to compare with
     * @return true if this one is more severe
     */
    @SuppressWarnings("EnumOrdinal") // the order is the severity, by contract
    public boolean worseThan(HealthStatus other) {
        return ordinal() > other.ordinal();
    }

    /**
     * The more severe of this status and another.
     *
     * @param other the status to compare with
     * @return the worse of the two
     */
    public HealthStatus worst(HealthStatus other) {
        return other.worseThan(this) ? other : this;
    }
}
