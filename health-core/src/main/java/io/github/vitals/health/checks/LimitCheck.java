package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at any one figure, and at whether and when it reaches its limits.
 *
 * <pre>{@code
 * LimitCheck waiting = LimitCheck.rising("orders.waiting", queue::size)
 *         .unit("orders")
 *         .degradedAt(800)
 *         .downAt(1000)
 *         .reachedWithin(Duration.ofMinutes(15))
 *         .build();
 * }</pre>
 *
 * <p>A {@link #rising rising} figure is bad when it is high, a {@link #falling falling} one when it is low. One that has
 * just reached a limit counts. Each look stands alone: that several in a row must be bad is for the policy's thresholds
 * to say, and so is how many good ones end it.
 *
 * <p>When the figure will reach its limit for DOWN, or if it has none that for DEGRADED, is told from a straight line
 * through the samples of the last {@link LimitCheckBuilder#trend trend} window: at most one in a sixtieth of it is
 * kept, and nothing is said until half of it has been seen. A forecast makes the check DEGRADED, never DOWN.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link LimitCheckBuilder#degradedAt degradedAt}</td><td>never DEGRADED by a limit</td></tr>
 *   <tr><td>{@link LimitCheckBuilder#downAt downAt}</td><td>never DOWN</td></tr>
 *   <tr><td>{@link LimitCheckBuilder#unit unit}</td><td>none: a mere number</td></tr>
 *   <tr><td>{@link LimitCheckBuilder#reason reason}</td><td>{@code saturated}</td></tr>
 *   <tr><td>{@link LimitCheckBuilder#trend trend}</td><td>1 h</td></tr>
 *   <tr><td>{@link LimitCheckBuilder#reachedWithin reachedWithin}</td><td>zero: the forecast is shown, not judged</td></tr>
 *   <tr><td>policy</td><td>the default one; make it inline if asking for the figure never blocks</td></tr>
 * </table>
 *
 * <p>A figure that is not known yet ({@link Figure#none}) is UP and says so. A supplier that throws, a value that is not
 * a finite number and null are UNKNOWN. Details: {@code value}, {@code degradedAt}, {@code downAt}, and
 * {@code reachedIn}, an ISO 8601 duration, while the figure moves towards its limit. The value is measured as well, so
 * that it becomes a gauge of the figure's name.
 *
 * <p>Thread-safe if what it asks is.
 */
public final class LimitCheck implements HealthCheck {
    private static final int MOST_DIGITS = 6;

    private final String name;
    private final Callable<Figure> figures;
    private final boolean rising;
    private final String unit;
    private final @Nullable Double degradedAt;
    private final @Nullable Double downAt;
    private final Limits limits;
    private final FailureReason reason;
    private final Duration reachedWithin;
    private final Series left;
    private final LongSupplier ticker;

    LimitCheck(LimitCheckBuilder builder, Limits limits) {
        this.name = builder.name;
        this.figures = builder.figures;
        this.rising = builder.rising;
        this.unit = builder.unit;
        this.degradedAt = builder.degradedAt;
        this.downAt = builder.downAt;
        this.limits = limits;
        this.reason = builder.reason;
        this.reachedWithin = builder.reachedWithin;
        this.left = new Series(builder.trend);
        this.ticker = builder.ticker;
    }

    /**
     * Starts to describe a check of a figure that is bad when it is high.
     *
     * @param name of the figure, as its meter is to be called, for example {@code orders.waiting}
     * @param figure asked at each run; may block and may throw
     * @return a new builder
     */
    public static LimitCheckBuilder rising(String name, DoubleSupplier figure) {
        return rising(name, plain(figure));
    }

    /**
     * Starts to describe a check of a figure that is bad when it is high, and that may not be there, or has more to tell
     * than its value.
     *
     * @param name of the figure, as its meter is to be called, for example {@code orders.waiting}
     * @param figure asked at each run; may block and may throw
     * @return a new builder
     */
    public static LimitCheckBuilder rising(String name, Callable<Figure> figure) {
        return new LimitCheckBuilder(name, figure, true);
    }

    /**
     * Starts to describe a check of a figure that is bad when it is low.
     *
     * @param name of the figure, as its meter is to be called, for example {@code licences.free}
     * @param figure asked at each run; may block and may throw
     * @return a new builder
     */
    public static LimitCheckBuilder falling(String name, DoubleSupplier figure) {
        return falling(name, plain(figure));
    }

    /**
     * Starts to describe a check of a figure that is bad when it is low, and that may not be there, or has more to tell
     * than its value.
     *
     * @param name of the figure, as its meter is to be called, for example {@code licences.free}
     * @param figure asked at each run; may block and may throw
     * @return a new builder
     */
    public static LimitCheckBuilder falling(String name, Callable<Figure> figure) {
        return new LimitCheckBuilder(name, figure, false);
    }

    private static Callable<Figure> plain(DoubleSupplier figure) {
        Arguments.requireNonNull("figure", figure, "a supplier of the figure");
        return () -> Figure.of(figure.getAsDouble());
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        Figure figure;
        try {
            figure = ask();
        } catch (InterruptedException givenUp) {
            throw givenUp;
        } catch (Exception failure) {
            return HealthResult.unknown(name + " could not be read: " + failure).causedBy(failure);
        }
        if (figure == null) {
            return HealthResult.unknown(name + " is null");
        }
        HealthResult result = judge(figure);
        for (var detail : figure.details().entrySet()) {
            result = result.detail(detail.getKey(), detail.getValue());
        }
        return result;
    }

    @SuppressWarnings("nullness") // a supplier of the user's may break its contract
    private @Nullable Figure ask() throws Exception {
        return figures.call();
    }

    private HealthResult judge(Figure figure) {
        OptionalDouble known = figure.value();
        if (known.isEmpty()) {
            return HealthResult.up(figure.text().orElse(""));
        }
        double value = known.getAsDouble();
        if (!Double.isFinite(value)) {
            return HealthResult.unknown(name + " is " + value);
        }
        return judge(value, figure.text().orElseGet(() -> name + " is " + Texts.amount(value, unit)))
                .measured(Measurement.gauge(name, unit, value));
    }

    private HealthResult judge(double value, String text) {
        HealthStatus now = rising ? limits.whenHigh(value) : limits.whenAtMost(value);
        double limit = now == HealthStatus.DOWN ? limits.down() : limits.degraded();
        Verdict verdict = new Verdict()
                .find(now, reason, text + " (" + now + " at " + Texts.amount(limit, unit) + ")")
                .detail("value", Texts.digits(value, MOST_DIGITS).doubleValue());
        if (degradedAt != null) {
            verdict.detail("degradedAt", degradedAt);
        }
        if (downAt != null) {
            verdict.detail("downAt", downAt);
        }
        foresee(value, now == HealthStatus.UP ? text + ", and " : "", verdict);
        return verdict.result();
    }

    private void foresee(double value, String said, Verdict verdict) {
        double limit = downAt == null ? limits.degraded() : limits.down();
        double remaining = rising ? limit - value : value - limit;
        left.add(ticker.getAsLong(), remaining);
        if (remaining <= 0) {
            return;
        }
        left.runsOutIn(remaining).ifPresent(reachedIn -> {
            verdict.detail("reachedIn", reachedIn);
            if (reachedIn.compareTo(reachedWithin) < 0) {
                verdict.find(
                        HealthStatus.DEGRADED,
                        reason,
                        said + "at this rate " + Texts.amount(limit, unit) + " in " + reachedIn);
            }
        });
    }

    @Override
    public String toString() {
        return "LimitCheck[" + name + "]";
    }
}
