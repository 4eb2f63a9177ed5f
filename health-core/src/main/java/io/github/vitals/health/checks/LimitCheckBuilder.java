package io.github.vitals.health.checks;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.Measurement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Describes a {@link LimitCheck}: its limits, and how far it looks back and ahead. Not thread-safe. */
public final class LimitCheckBuilder {
    final String name;
    final Callable<Figure> figures;
    final boolean rising;
    String unit = "";

    @Nullable
    Double degradedAt;

    @Nullable
    Double downAt;

    FailureReason reason = FailureReason.SATURATED;
    Duration trend = Duration.ofHours(1);
    Duration reachedWithin = Duration.ZERO;
    LongSupplier ticker = System::nanoTime;

    LimitCheckBuilder(String name, Callable<Figure> figures, boolean rising) {
        this.name = Arguments.requireNonNull("name", name, "the name of a meter");
        this.figures = Arguments.requireNonNull("figure", figures, "a supplier of the figure");
        this.rising = rising;
    }

    /**
     * Sets the unit of the figure; none if not set.
     *
     * @param unit as of a meter, in lower-case letters, for example {@code bytes}, {@code seconds}, {@code percent} or
     *     {@code orders}; the first three are shown as KiB and so on, s, and %
     * @return this builder
     */
    public LimitCheckBuilder unit(String unit) {
        this.unit = Arguments.requireNonNull("unit", unit, "the unit of a meter");
        return this;
    }

    /**
     * Sets from where on the check is DEGRADED; never if not set.
     *
     * @param figure in the unit of the figure; a figure that has reached it counts
     * @return this builder
     * @throws IllegalArgumentException if it is not a finite number
     */
    public LimitCheckBuilder degradedAt(double figure) {
        this.degradedAt = requireFinite("degradedAt", figure);
        return this;
    }

    /**
     * Sets from where on the check is DOWN; never if not set.
     *
     * @param figure in the unit of the figure; a figure that has reached it counts
     * @return this builder
     * @throws IllegalArgumentException if it is not a finite number
     */
    public LimitCheckBuilder downAt(double figure) {
        this.downAt = requireFinite("downAt", figure);
        return this;
    }

    /**
     * Sets the reason of a result that is not UP; {@code saturated} if not set.
     *
     * @param reason why it is bad that the figure is beyond its limit
     * @return this builder
     */
    public LimitCheckBuilder reason(FailureReason reason) {
        this.reason = Arguments.requireNonNull("reason", reason, "a reason");
        return this;
    }

    /**
     * Sets over what time the forecast looks back; 1 h if not set.
     *
     * @param trend more than zero; several times the policy's period
     * @return this builder
     * @throws IllegalArgumentException if it is not more than zero, or longer than 10 years
     */
    public LimitCheckBuilder trend(Duration trend) {
        this.trend = Arguments.requirePositive("trend", trend);
        return this;
    }

    /**
     * Sets how soon the figure must be going to reach its limit for the check to be DEGRADED; zero if not set.
     *
     * @param reachedWithin at least zero; zero to judge nothing by the forecast
     * @return this builder
     * @throws IllegalArgumentException if it is negative or longer than 10 years
     */
    public LimitCheckBuilder reachedWithin(Duration reachedWithin) {
        this.reachedWithin = Arguments.requireNotNegative("reachedWithin", reachedWithin);
        return this;
    }

    /**
     * Sets where elapsed time is read from; {@link System#nanoTime} if not set.
     *
     * @param ticker nanoseconds since any moment, which may overflow; for tests, mostly
     * @return this builder
     */
    public LimitCheckBuilder ticker(LongSupplier ticker) {
        this.ticker = Arguments.requireNonNull("ticker", ticker, "a supplier of nanoseconds");
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a new check, which has seen no samples yet
     * @throws IllegalArgumentException if there is no limit, the limits are the wrong way round, or a meter cannot have
     *     the name or the unit
     */
    public LimitCheck build() {
        Measurement.gauge(name, unit, 0); // says what is wrong with a name or a unit
        return new LimitCheck(this, limits());
    }

    private Limits limits() {
        double never = rising ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        Double first = degradedAt == null ? downAt : degradedAt;
        if (first == null) {
            throw Arguments.invalid("degradedAt and downAt", "not set", "one of them, or both");
        }
        double last = downAt == null ? never : downAt;
        return rising
                ? Limits.rising("downAt", "degradedAt", first, last)
                : Limits.falling("downAt", "degradedAt", first, last);
    }

    private static double requireFinite(String argument, double figure) {
        if (!Double.isFinite(figure)) {
            throw Arguments.invalid(argument, figure, "a finite number");
        }
        return figure;
    }
}
