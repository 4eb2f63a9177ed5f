package io.github.vitals.health;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A figure that a check took while it asked, to be shown as a meter beside the result: how far a replica is behind, how
 * long a handshake took, when a certificate expires.
 *
 * <p>A gauge shows what the last run measured, and nothing (NaN) if the last run did not measure it; one
 * whose name ends in {@code .info} is 1 always, tells by its labels, and is gone then. Durations are
 * counted in a histogram. The meter has the label {@code check} with the name of the check, and the labels given here.
 * Checks that measure under one name must agree on the kind, the unit and the names of the labels.
 *
 * <pre>{@code
 * return HealthResult.up().measured(Measurement.gauge("orders.queue.depth", "", queue.size()));
 * }</pre>
 *
 * @param name the meter's name in Micrometer's form, for example {@code health.http.phase}
 * @param kind what is made of the value
 * @param unit the base unit, for example {@code seconds} or {@code bytes}; empty if it has none
 * @param value the figure, in that unit
 * @param labels values by label name, in the order given; unmodifiable
 */
public record Measurement(String name, Kind kind, String unit, double value, Map<String, String> labels) {
    private static final Pattern METER_NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9]+)*");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]{0,49}");
    private static final int LONGEST_NAME = 100;
    private static final String SECONDS = "seconds";
    private static final int MOST_LABELS = 8;
    private static final int LONGEST_VALUE = 200;
    private static final double NANOS = 1e9;

    /** What is made of the values that runs measure one after the other. */
    public enum Kind {
        /** The last one counts. */
        GAUGE,
        /** All are counted, in a histogram. */
        DURATION
    }

    /**
     * Checks and copies what is given.
     *
     * @param name the meter's name in Micrometer's form
     * @param kind what is made of the value
     * @param unit the base unit; empty if it has none
     * @param value the figure, in that unit
     * @param labels values by label name
     * @throws IllegalArgumentException if a name or the unit is not valid, or there are more than 8 labels
     */
    public Measurement {
        requireMeterName("name", Arguments.requireNonNull("name", name));
        Arguments.requireNonNull("kind", kind);
        if (!Arguments.requireNonNull("unit", unit).isEmpty()) {
            requireMeterName("unit", unit);
        }
        Arguments.requireNonNull("labels", labels);
        if (labels.size() > MOST_LABELS) {
            throw Arguments.invalid("labels", labels.size() + " of them", "at most " + MOST_LABELS);
        }
        Map<String, String> copy = new LinkedHashMap<>();
        labels.forEach((label, text) -> copy.put(requireLabel(label), shown(label, text)));
        labels = Collections.unmodifiableMap(copy);
    }

    /**
     * A value that the next run replaces.
     *
     * @param name the meter's name, for example {@code health.replication.lag}
     * @param unit the base unit, for example {@code seconds} or {@code bytes}; empty if it has none
     * @param value the value; NaN if it is not known
     * @param labels names and values in turn; names of lower-case letters, digits and {@code _}, not {@code check}
     * @return the measurement
     * @throws IllegalArgumentException if a name or the unit is not valid, or a label has no value
     */
    public static Measurement gauge(String name, String unit, double value, String... labels) {
        return new Measurement(name, Kind.GAUGE, unit, value, pairs(labels));
    }

    /**
     * How long something took.
     *
     * @param name the meter's name, for example {@code health.http.phase}
     * @param value at least zero
     * @param labels names and values in turn; names of lower-case letters, digits and {@code _}, not {@code check}
     * @return the measurement
     * @throws IllegalArgumentException if a name is not valid, a label has no value, or the duration is negative
     */
    public static Measurement duration(String name, Duration value, String... labels) {
        if (Arguments.requireNonNull("value", value).isNegative()) {
            throw Arguments.invalid("value", value, "at least zero");
        }
        return new Measurement(name, Kind.DURATION, SECONDS, value.toNanos() / NANOS, pairs(labels));
    }

    private static Map<String, String> pairs(String... labels) {
        if (Arguments.requireNonNull("labels", labels).length % 2 != 0) {
            throw Arguments.invalid("labels", labels.length + " texts", "names and values in turn");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            pairs.put(labels[i], labels[i + 1]);
        }
        return pairs;
    }

    private static void requireMeterName(String argument, String name) {
        if (name.length() > LONGEST_NAME || !METER_NAME.matcher(name).matches()) {
            throw Arguments.invalid(
                    argument,
                    quoted(name),
                    "at most 100 lower-case letters and digits, in words with '.' between them, beginning with a letter");
        }
    }

    private static String requireLabel(String label) {
        if (!LABEL.matcher(label).matches() || label.equals("check")) {
            throw Arguments.invalid(
                    "label",
                    quoted(label),
                    "at most 50 lower-case letters, digits and '_', beginning with a letter, and not \"check\"");
        }
        return label;
    }

    private static String quoted(String text) {
        return '"' + Texts.safe(text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "…" : text) + '"';
    }

    private static String shown(String label, String text) {
        String safe = Texts.safe(Arguments.requireNonNull(label, text));
        return safe.length() > LONGEST_VALUE ? safe.substring(0, LONGEST_VALUE - 1) + "…" : safe;
    }
}
