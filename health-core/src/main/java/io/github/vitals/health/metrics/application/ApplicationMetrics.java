package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Makes the meters of an application's own business, each with a bound to its time series.
 *
 * <pre>{@code
 * ApplicationMetrics metrics = ApplicationMetrics.builder(meters)
 *         .service("orders").version("1.4.2").environment("production")
 *         .build();
 * EventCounter orders = metrics.counter("orders", "Orders that were taken", "channel");
 * orders.increment("web");
 * }</pre>
 *
 * <p>Tag keys are named when a meter is made, and their values, in the same order, when it is used. Using a meter never
 * throws: a missing or empty value is {@code none}, one that is too much is left out, and one that is longer than 100
 * characters is cut. A meter has at most so many combinations of values (200, if nothing else is said); what is counted
 * beyond has {@code other} for each value, so that no sum is ever wrong. Each such count is also counted in {@code
 * metrics.overflow}, and the first of a meter is told to the log.
 *
 * <p>Whoever asks for the same meter twice gets the same one; for a name that is taken by a meter of another shape an
 * {@link IllegalArgumentException} is thrown.
 *
 * <p>Thread-safe.
 */
public final class ApplicationMetrics {
    private final MeterRegistry registry;
    private final int combinations;
    private final List<Duration> objectives;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    ApplicationMetrics(ApplicationMetricsBuilder builder) {
        this.registry = builder.registry;
        this.combinations = builder.combinations;
        this.objectives = builder.objectives;
    }

    /**
     * Meters that do not say whose they are, with the default bounds.
     *
     * @param registry where the meters are to be
     * @return the meters' maker
     */
    public static ApplicationMetrics of(MeterRegistry registry) {
        return builder(registry).build();
    }

    /**
     * Starts to say whose meters these are.
     *
     * @param registry where the meters are to be
     * @return a new builder
     */
    public static ApplicationMetricsBuilder builder(MeterRegistry registry) {
        return new ApplicationMetricsBuilder(registry);
    }

    /**
     * A counter of what happens, {@code <name>_total} to Prometheus.
     *
     * @param name small letters, digits, dots and underscores, beginning with a letter; without {@code total}
     * @param description what is counted, for people
     * @param tagKeys by what it is told apart; up to 8
     * @return the counter
     * @throws IllegalArgumentException if the name or a key is none, or the name is taken by another shape
     */
    public EventCounter counter(String name, String description, String... tagKeys) {
        return make(name, description, tagKeys, EventCounter.class, shape -> new EventCounter(registry, shape));
    }

    /**
     * How much of something there was each time, {@code <name>_<unit>_{count,sum,max}} to Prometheus.
     *
     * @param name as that of a {@link #counter counter}
     * @param unit of the amounts, as {@code cents} or {@code bytes}
     * @param description what is measured, for people
     * @param tagKeys by what it is told apart; up to 8
     * @return the meter
     * @throws IllegalArgumentException if an argument is none, or the name is taken by another shape
     */
    public AmountMeter amount(String name, String unit, String description, String... tagKeys) {
        String checked = Arguments.name("unit", unit);
        return make(name, description, tagKeys, AmountMeter.class, shape -> new AmountMeter(registry, shape, checked));
    }

    /**
     * How long something took, with a histogram that has a bucket for each {@linkplain
     * ApplicationMetricsBuilder#objectives objective}, {@code <name>_seconds_{bucket,count,sum,max}} to Prometheus.
     *
     * @param name as that of a {@link #counter counter}
     * @param description what is measured, for people
     * @param tagKeys by what it is told apart; up to 8
     * @return the meter
     * @throws IllegalArgumentException if the name or a key is none, or the name is taken by another shape
     */
    public DurationMeter duration(String name, String description, String... tagKeys) {
        return make(
                name,
                description,
                tagKeys,
                DurationMeter.class,
                shape -> new DurationMeter(registry, shape, objectives));
    }

    /**
     * How many get how far on a way of several steps, {@code <name>_total{step,position}} to Prometheus. All steps are
     * there from the start, at 0.
     *
     * @param name as that of a {@link #counter counter}
     * @param description what the way is, for people
     * @param steps in their order; 2 to 50 different ones
     * @return the funnel
     * @throws IllegalArgumentException if the name or a step is none, or the name is taken by another shape
     */
    public Funnel funnel(String name, String description, String... steps) {
        List<String> ordered = Arguments.steps(steps);
        Funnel funnel = make(
                name,
                description,
                new String[] {"step", "position"},
                Funnel.class,
                shape -> new Funnel(registry, shape, ordered));
        if (!funnel.steps().equals(ordered)) {
            throw Arguments.invalid("steps", ordered, "those it was made with, " + funnel.steps());
        }
        return funnel;
    }

    /**
     * A counter of what failed, {@code <name>_total{operation,error}} to Prometheus.
     *
     * @param name as that of a {@link #counter counter}, for example {@code errors}
     * @param description what fails, for people
     * @return the counter
     * @throws IllegalArgumentException if the name is none, or is taken by another shape
     */
    public ErrorCounter errors(String name, String description) {
        return make(
                name,
                description,
                new String[] {"operation", "error"},
                ErrorCounter.class,
                shape -> new ErrorCounter(registry, shape));
    }

    private <M> M make(String name, String description, String[] tagKeys, Class<M> kind, Function<Shape, M> maker) {
        Shape shape = new Shape(
                Arguments.name("name", name),
                Arguments.requireNonNull("description", description),
                Arguments.keys(tagKeys),
                combinations);
        Made known = made.computeIfAbsent(shape.name(), unused -> new Made(shape, maker.apply(shape)));
        if (!kind.isInstance(known.meter) || !known.shape.keys().equals(shape.keys())) {
            throw Arguments.invalid("name", name, "one that is not taken by a meter of another kind or other tags");
        }
        return kind.cast(known.meter);
    }

    private record Made(Shape shape, Object meter) {}
}
