package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSeverity;

/** What a condition says of one check or group at one moment. */
record Reading(Verdict verdict, AlertSeverity severity, Finding finding) {
    /** The same, but no more urgent than that. */
    Reading graded(AlertSeverity most) {
        return severity.compareTo(most) > 0 ? new Reading(verdict, most, finding) : this;
    }

    /** Whether a condition holds. */
    enum Verdict {
        /** It does. */
        HOLDS,
        /** It does not. */
        OVER,
        /** It cannot be told, or is not judged: what held goes on to hold, and nothing begins. */
        OPEN
    }
}
