package io.github.vitals.health.history;

import java.time.Duration;

/**
 * How long something may be DOWN by a target, and how long it was, in the time that counts. Immutable.
 *
 * @param target the share of time that it is to be up, more than 0 and less than 1
 * @param allowed how long it may be DOWN: the share that is left, of the time it was UP, DEGRADED or DOWN
 * @param spent how long it was DOWN
 */
public record ErrorBudget(double target, Duration allowed, Duration spent) {
    /**
     * How fast the budget is spent: 1 if exactly all of it by the end, 2 if in half the time.
     *
     * @return zero or more
     */
    public double burnRate() {
        return allowed.isZero()
                ? (spent.isZero() ? 0 : Double.POSITIVE_INFINITY)
                : (double) spent.toNanos() / allowed.toNanos();
    }

    /**
     * What is left of it.
     *
     * @return 1 if nothing was spent, 0 if all was; less than 0 if more than is allowed
     */
    public double left() {
        return 1 - burnRate();
    }
}
