package io.github.vitals.health.alerting;

import java.util.Locale;

/** How urgent an alert is, from least to most; a later constant is more urgent. Immutable. */
public enum AlertSeverity {
    /** Good to know. */
    INFO,
    /** Somebody should look in working hours. */
    WARNING,
    /** Somebody has to look now. */
    CRITICAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The severity as every surface writes it.
     *
     * @return the lower-case name
     */
    public String label() {
        return label;
    }

    /**
     * Tells whether this severity is at least another.
     *
     * @param other the severity to compare with
     * @return true if it is the same or more urgent
     */
    public boolean atLeast(AlertSeverity other) {
        return compareTo(other) >= 0;
    }
}
