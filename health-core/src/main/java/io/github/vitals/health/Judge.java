package io.github.vitals.health;

/**
 * Turns raw results into a judged status. From UNKNOWN the first result decides; after that the status gets worse when
 * enough of the last results are worse, the last one among them, and better when enough are better. A threshold of k in
 * a row is one of k of the last k. Of unequal results the mildest counts: two DEGRADED and a DOWN are three times "at
 * least DEGRADED".
 *
 * <p>Flapping is seen in the raw results, whatever the thresholds make of them: it begins when 6 of the last 20 results
 * were UP where the one before was not, or the other way round, and ends when 2 or fewer were.
 *
 * <p>Knows no time and no threads. Not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // the order of the statuses is their severity, by contract
final class Judge {
    /** How many results are remembered. */
    static final int LONGEST_WINDOW = Long.SIZE;

    private static final HealthStatus[] SEVERITIES = HealthStatus.values();
    private static final long FLAP_WINDOW = (1L << 20) - 1;
    private static final int FLAPS_TO_BEGIN = 6;
    private static final int FLAPS_TO_END = 2;

    private final CheckPolicy thresholds;
    private HealthStatus judged = HealthStatus.UNKNOWN;

    /** One bit for each of the last results, the last one lowest: was it worse than UP, MAINTENANCE, DEGRADED, UNKNOWN? */
    private long notUp;

    private long worseThanMaintenance;
    private long worseThanDegraded;
    private long worseThanUnknown;

    /** How many results there have been, as far as the windows reach. */
    private int seen;

    /** How many results in a row were UP; below zero, how many were not. */
    private int inARow;

    private boolean flapping;

    Judge(CheckPolicy thresholds) {
        this.thresholds = thresholds;
    }

    private static long window(int results) {
        return results == Long.SIZE ? -1 : (1L << results) - 1;
    }

    /** Takes one more result and returns the judged status. */
    HealthStatus accept(HealthStatus raw) {
        remember(raw);
        if (raw != judged) {
            judged = judged == HealthStatus.UNKNOWN ? raw : decide(raw);
        }
        return judged;
    }

    private void remember(HealthStatus raw) {
        int severity = raw.ordinal();
        seen = Math.min(seen + 1, LONGEST_WINDOW);
        inARow = severity == 0
                ? Math.min(Math.max(inARow, 0), Integer.MAX_VALUE - 1) + 1
                : Math.max(Math.min(inARow, 0), 1 - Integer.MAX_VALUE) - 1;
        if (severity > 0 || notUp != 0) {
            rememberSeverity(severity);
        }
    }

    /** Not needed while there has been nothing but UP for as long as is remembered, which is most of the time. */
    private void rememberSeverity(int severity) {
        notUp = notUp << 1 | (severity > 0 ? 1 : 0);
        worseThanMaintenance = worseThanMaintenance << 1 | (severity > 1 ? 1 : 0);
        worseThanDegraded = worseThanDegraded << 1 | (severity > 2 ? 1 : 0);
        worseThanUnknown = worseThanUnknown << 1 | (severity > 3 ? 1 : 0);
        int flaps = Long.bitCount((notUp ^ notUp >>> 1) & FLAP_WINDOW & window(seen) >>> 1);
        flapping = flaps >= FLAPS_TO_BEGIN || (flapping && flaps > FLAPS_TO_END);
    }

    /** What was known is no longer true: the next result decides. */
    void forget() {
        judged = HealthStatus.UNKNOWN;
    }

    HealthStatus judged() {
        return judged;
    }

    /** How many results there have been, up to {@link #LONGEST_WINDOW}. */
    int seen() {
        return seen;
    }

    /** How many results in a row, up to the last, were UP; below zero, how many were not. */
    int inARow() {
        return inARow;
    }

    boolean flapping() {
        return flapping;
    }

    /** Whether the last result is worse than the judged status, and the one before was not. */
    boolean firstFailure() {
        return last().worseThan(judged) && (atLeast(judged.ordinal() + 1) >>> 1 & 1) == 0;
    }

    /** The last result; UNKNOWN before the first. */
    private HealthStatus last() {
        if (seen == 0) {
            return HealthStatus.UNKNOWN;
        }
        return SEVERITIES[
                (int) ((notUp & 1) + (worseThanMaintenance & 1) + (worseThanDegraded & 1) + (worseThanUnknown & 1))];
    }

    /** For example "2 of 3 failures"; empty if the last result agrees with the judged status. */
    String streak() {
        if (judged == HealthStatus.UP && (notUp & 1) == 0) {
            return "";
        }
        HealthStatus last = last();
        if (last.worseThan(judged)) {
            return progress(
                    worse(judged.ordinal() + 1), thresholds.failureThreshold(), thresholds.failureWindow(), "failures");
        }
        if (judged.worseThan(last)) {
            return progress(
                    better(judged.ordinal() - 1),
                    thresholds.successThreshold(),
                    thresholds.successWindow(),
                    "successes");
        }
        return "";
    }

    private static String progress(int count, int needed, int ofLast, String what) {
        return count + " of " + needed + ' ' + what + (ofLast == needed ? "" : " in the last " + ofLast);
    }

    private HealthStatus decide(HealthStatus raw) {
        for (int severity = raw.ordinal(); severity > judged.ordinal(); severity--) {
            if (worse(severity) >= thresholds.failureThreshold()) {
                return SEVERITIES[severity];
            }
        }
        for (int severity = raw.ordinal(); severity < judged.ordinal(); severity++) {
            if (better(severity) >= thresholds.successThreshold()) {
                return SEVERITIES[severity];
            }
        }
        return judged;
    }

    /**
     * How many results count towards getting at least this bad. Where they must come in a row, only those that do are
     * counted, so that the count is what is shown as the streak.
     */
    private int worse(int severity) {
        return count(atLeast(severity), thresholds.failureThreshold(), thresholds.failureWindow());
    }

    private int better(int severity) {
        long better = ~atLeast(severity + 1) & window(seen);
        return count(better, thresholds.successThreshold(), thresholds.successWindow());
    }

    private static int count(long results, int needed, int ofLast) {
        return ofLast == needed ? Long.numberOfTrailingZeros(~results) : Long.bitCount(results & window(ofLast));
    }

    private long atLeast(int severity) {
        return switch (severity) {
            case 0 -> window(seen);
            case 1 -> notUp;
            case 2 -> worseThanMaintenance;
            case 3 -> worseThanDegraded;
            case 4 -> worseThanUnknown;
            default -> 0;
        };
    }
}
