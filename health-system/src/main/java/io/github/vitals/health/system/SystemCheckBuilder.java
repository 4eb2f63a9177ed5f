package io.github.vitals.health.system;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.checks.Figure;
import io.github.vitals.health.checks.LimitCheckBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Describes a check of {@link SystemChecks}, which says what its limits and its window are if they are not set here. A
 * limit that is not wanted is set to a figure that is never reached. Not thread-safe.
 */
public final class SystemCheckBuilder {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    private final String name;
    private final Function<Duration, Callable<Figure>> figure;
    private final boolean inline;
    private final boolean windowed;
    private Duration window;
    private Function<Callable<Figure>, LimitCheckBuilder> limits;

    SystemCheckBuilder(
            String name,
            Function<Callable<Figure>, LimitCheckBuilder> limits,
            Function<Duration, Callable<Figure>> figure,
            Optional<Duration> window,
            boolean inline) {
        this.name = name;
        this.limits = limits;
        this.figure = figure;
        this.windowed = window.isPresent();
        this.window = window.orElse(Duration.ZERO);
        this.inline = inline;
    }

    SystemCheckBuilder reason(FailureReason reason) {
        limits = limits.andThen(builder -> builder.reason(reason));
        return this;
    }

    /**
     * Sets from where on the check is DEGRADED.
     *
     * @param figure in the unit of the check, mostly percent; a figure that has reached it counts
     * @return this builder
     */
    public SystemCheckBuilder degradedAt(double figure) {
        limits = limits.andThen(builder -> builder.degradedAt(figure));
        return this;
    }

    /**
     * Sets from where on the check is DOWN; most are never DOWN if this is not set.
     *
     * @param figure in the unit of the check, mostly percent; a figure that has reached it counts
     * @return this builder
     */
    public SystemCheckBuilder downAt(double figure) {
        limits = limits.andThen(builder -> builder.downAt(figure));
        return this;
    }

    /**
     * Sets over what elapsed time the figure is taken.
     *
     * @param window more than zero, at most 30 days; several times the policy's period
     * @return this builder
     * @throws IllegalArgumentException if it is out of range, or the check looks at what is at the moment
     */
    public SystemCheckBuilder window(Duration window) {
        Objects.requireNonNull(window, "window: null (expected: a duration)");
        if (!windowed) {
            throw new IllegalArgumentException(
                    "window: " + window + " (expected: none, since " + name + " looks at what is at the moment)");
        }
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "window: " + window + " (expected: > 0, at most " + LONGEST_WINDOW + ")");
        }
        this.window = window;
        return this;
    }

    /**
     * Sets over what time the forecast looks back; see {@link LimitCheckBuilder#trend}.
     *
     * @param trend more than zero; several times the policy's period
     * @return this builder
     */
    public SystemCheckBuilder trend(Duration trend) {
        limits = limits.andThen(builder -> builder.trend(trend));
        return this;
    }

    /**
     * Sets how soon the figure must be going to reach its limit for the check to be DEGRADED; see
     * {@link LimitCheckBuilder#reachedWithin}.
     *
     * @param reachedWithin at least zero; zero to judge nothing by the forecast
     * @return this builder
     */
    public SystemCheckBuilder reachedWithin(Duration reachedWithin) {
        limits = limits.andThen(builder -> builder.reachedWithin(reachedWithin));
        return this;
    }

    /**
     * Makes the check, which takes its first sample.
     *
     * @return a new check, with the policy that suits it: period 30 s, not critical, and inline if it only reads files
     *     of the kernel
     * @throws IllegalArgumentException if a limit is not a finite number, the limits are the wrong way round, or a
     *     duration is out of range
     */
    public HealthCheck build() {
        return new SystemCheck(name, limits.apply(figure.apply(window)).build(), inline);
    }
}
