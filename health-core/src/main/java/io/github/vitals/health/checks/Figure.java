package io.github.vitals.health.checks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One look at what a {@link LimitCheck} watches: a figure, or why there is none, and what is to be told with it.
 *
 * <pre>{@code
 * return Figure.of(free).saying(free + " of " + total + " seats are free").detail("total", total);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Figure {
    private final OptionalDouble value;
    private final String text;
    private final Map<String, Object> details;

    private Figure(OptionalDouble value, String text, Map<String, Object> details) {
        this.value = value;
        this.text = text;
        this.details = details;
    }

    /**
     * A figure as it is now.
     *
     * @param value in the unit of the check; a value that is not a finite number makes the check UNKNOWN
     * @return the figure
     */
    public static Figure of(double value) {
        return new Figure(OptionalDouble.of(value), "", Map.of());
    }

    /**
     * No figure, and nothing wrong with that: it is not known yet, or nothing here has one. The check is UP.
     *
     * @param why the message of the result
     * @return a figure without a value
     */
    public static Figure none(String why) {
        return new Figure(
                OptionalDouble.empty(), Arguments.requireNonNull("why", why, "why there is no figure"), Map.of());
    }

    /**
     * A copy that says in words what was found, for the message of a result that is not UP.
     *
     * @param text for example {@code 3 of 40 seats are free}; the check adds which limit counts
     * @return a new figure
     */
    public Figure saying(String text) {
        return new Figure(value, Arguments.requireNonNull("text", text, "what was found"), details);
    }

    /**
     * A copy with one more detail, which the result shows whatever its status is.
     *
     * @param name the name of the detail
     * @param value the detail, as {@link io.github.vitals.health.HealthResult#detail} takes it
     * @return a new figure
     */
    public Figure detail(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(
                Arguments.requireNonNull("name", name, "the name of a detail"),
                Arguments.requireNonNull("value", value, "a detail"));
        return new Figure(this.value, text, Collections.unmodifiableMap(more));
    }

    OptionalDouble value() {
        return value;
    }

    /** What was said, if anything. */
    Optional<String> text() {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    Map<String, Object> details() {
        return details;
    }

    @Override
    public String toString() {
        return "Figure[" + (value.isPresent() ? value.getAsDouble() : "none") + (text.isEmpty() ? "" : ", " + text)
                + "]";
    }
}
