package io.github.vitals.health.history;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much of a stretch of time something was up, by how long each status lasted, not by how many runs said so:
 *
 * <pre>{@code
 * uptime = (UP + DEGRADED) / (UP + DEGRADED + DOWN)                  maintenance left out
 * uptime = (UP + DEGRADED) / (UP + DEGRADED + DOWN + MAINTENANCE)    maintenance counted
 * }</pre>
 *
 * <p>UNKNOWN and the time without data are neither good nor bad: they are in neither sum, and {@link #coverage} tells how
 * much is left. Immutable.
 */
public final class Uptime {
    private final HistoryBucket total;

    Uptime(HistoryBucket total) {
        this.total = total;
    }

    /** What becomes of maintenance in a ratio. */
    public enum Maintenance {
        /** It is left out, as if the time had not been. */
        EXCLUDED,
        /** It counts as time in which the thing was not up. */
        COUNTED
    }

    /**
     * Where the stretch begins.
     *
     * @return the start of its first bucket
     */
    public Instant from() {
        return total.start();
    }

    /**
     * Where the stretch ends.
     *
     * @return the end of its last bucket, possibly later than now
     */
    public Instant to() {
        return total.end();
    }

    /**
     * How long a status lasted.
     *
     * @param status which one
     * @return to the millisecond
     */
    public Duration time(HealthStatus status) {
        return total.time(status);
    }

    /**
     * How long nothing is known of.
     *
     * @return what is left of the stretch, up to its end
     */
    public Duration noData() {
        return total.width().minus(total.known());
    }

    private long good() {
        return total.millis(HealthStatus.UP) + total.millis(HealthStatus.DEGRADED);
    }

    private long bad() {
        return total.millis(HealthStatus.DOWN);
    }

    /**
     * The share of time that it was up, without maintenance.
     *
     * @return 0 to 1; empty if nothing is known that is good or bad
     */
    public OptionalDouble ratio() {
        return ratio(Maintenance.EXCLUDED);
    }

    /**
     * The share of time that it was up.
     *
     * @param maintenance what becomes of maintenance
     * @return 0 to 1; empty if nothing is known that is good or bad
     */
    public OptionalDouble ratio(Maintenance maintenance) {
        long counted =
                good() + bad() + (maintenance == Maintenance.COUNTED ? total.millis(HealthStatus.MAINTENANCE) : 0);
        return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) good() / counted);
    }

    /**
     * How much of the stretch is known to be good, bad or maintenance.
     *
     * @return 0 to 1
     */
    public double coverage() {
        long told = good() + bad() + total.millis(HealthStatus.MAINTENANCE);
        return (double) told / total.widthMillis();
    }

    /**
     * How often it became DOWN.
     *
     * @return zero or more
     */
    public int outages() {
        return total.outages();
    }

    /**
     * The mean time to repair: the time it was DOWN, by the number of times it became so.
     *
     * @return empty if it never became DOWN
     */
    public Optional<Duration> meanTimeToRepair() {
        return perOutage(bad());
    }

    /**
     * The mean time between failures: the time it was up, by the number of times it became DOWN.
     *
     * @return empty if it never became DOWN
     */
    public Optional<Duration> meanTimeBetweenFailures() {
        return perOutage(good());
    }

    private Optional<Duration> perOutage(long millis) {
        return outages() == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis / outages()));
    }

    /**
     * What a target allows and what is left of it.
     *
     * @param target the share of time that it is to be up, more than 0 and less than 1: 0.999 for three nines
     * @return empty if nothing is known that is good or bad
     * @throws IllegalArgumentException if the target is not such
     */
    public Optional<ErrorBudget> errorBudget(double target) {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target: " + target + " (expected: > 0 and < 1)");
        }
        long counted = good() + bad();
        return counted == 0
                ? Optional.empty()
                : Optional.of(new ErrorBudget(
                        target, Duration.ofMillis((long) ((1 - target) * counted)), Duration.ofMillis(bad())));
    }

    @Override
    public String toString() {
        return from() + " to " + to() + ": " + ratio();
    }
}
