package io.github.vitals.health;

/**
 * Turns raw results into a judged status. From UNKNOWN the first result decides; after that the status gets worse when
 * enough results in a row are worse, and better when enough in a row are better. Of a streak of unequal results the
 * mildest counts: two DEGRADED and a DOWN are three times "at least DEGRADED".
 *
 * <p>Knows no time and no threads. Not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // the order of the statuses is their severity, by contract
final class Judge {
    private static final HealthStatus[] SEVERITIES = HealthStatus.values();

    private final int failureThreshold;
    private final int successThreshold;
    private HealthStatus judged = HealthStatus.UNKNOWN;
    private HealthStatus last = HealthStatus.UNKNOWN;

    /** For each severity, how many results in a row were at least, or at most, that bad. */
    private final int[] atLeast = new int[SEVERITIES.length];

    private final int[] atMost = new int[SEVERITIES.length];

    Judge(int failureThreshold, int successThreshold) {
        this.failureThreshold = failureThreshold;
        this.successThreshold = successThreshold;
    }

    /** Takes one more result and returns the judged status. */
    HealthStatus accept(HealthStatus raw) {
        count(raw);
        last = raw;
        judged = judged == HealthStatus.UNKNOWN ? raw : decide();
        return judged;
    }

    /** What was known is no longer true: the next result decides. */
    void forget() {
        judged = HealthStatus.UNKNOWN;
    }

    HealthStatus judged() {
        return judged;
    }

    int failureStreak() {
        return atLeast[HealthStatus.UP.ordinal() + 1];
    }

    int successStreak() {
        return atMost[HealthStatus.UP.ordinal()];
    }

    /** Whether the last result is the first of a streak that may make the status worse. */
    boolean firstFailure() {
        return last.worseThan(judged) && worseStreak() == 1;
    }

    /** For example "2 of 3 failures"; empty if the last result agrees with the judged status. */
    String streak() {
        if (last.worseThan(judged)) {
            return worseStreak() + " of " + failureThreshold + " failures";
        }
        if (judged.worseThan(last)) {
            return atMost[judged.ordinal() - 1] + " of " + successThreshold + " successes";
        }
        return "";
    }

    private int worseStreak() {
        return atLeast[judged.ordinal() + 1];
    }

    private void count(HealthStatus raw) {
        for (int severity = 0; severity < SEVERITIES.length; severity++) {
            atLeast[severity] = raw.ordinal() >= severity ? increment(atLeast[severity]) : 0;
            atMost[severity] = raw.ordinal() <= severity ? increment(atMost[severity]) : 0;
        }
    }

    private static int increment(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }

    private HealthStatus decide() {
        for (int worst = SEVERITIES.length - 1; worst > judged.ordinal(); worst--) {
            if (atLeast[worst] >= failureThreshold) {
                return SEVERITIES[worst];
            }
        }
        for (int best = 0; best < judged.ordinal(); best++) {
            if (atMost[best] >= successThreshold) {
                return SEVERITIES[best];
            }
        }
        return judged;
    }
}
