package io.github.vitals.health;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one run of a check: a status, and if that is not UP, why.
 *
 * <p>Texts are made safe when the result is made, whatever they are shown on later: passwords, tokens and the user-info
 * of URLs are replaced by {@code ***}, and what is longer than {@value Texts#LONGEST} characters is cut. Details keep
 * numbers and booleans as they are and everything else as text, taken at that moment; a value whose {@code toString}
 * throws becomes a text that says so. At most {@value #MOST_DETAILS} details are kept, further ones are left out, and
 * at most {@value #MOST_MEASUREMENTS} {@linkplain Measurement measurements}.
 *
 * <pre>{@code
 * return HealthResult.up().detail("depth", queue.size());
 * return HealthResult.degraded(FailureReason.SLOW, "took " + took).detail("limit", limit);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class HealthResult {
    private static final int MOST_DETAILS = 64;
    private static final int MOST_MEASUREMENTS = 64;
    private static final HealthResult UP = new HealthResult(HealthStatus.UP, null, "", Map.of(), List.of(), null);

    private final HealthStatus status;
    private final @Nullable FailureReason reason;
    private final String message;
    private final Map<String, Object> details;
    private final List<Measurement> measurements;
    private final @Nullable Throwable cause;

    private HealthResult(
            HealthStatus status,
            @Nullable FailureReason reason,
            String message,
            Map<String, Object> details,
            List<Measurement> measurements,
            @Nullable Throwable cause) {
        this.status = status;
        this.reason = reason;
        this.message = message;
        this.details = details;
        this.measurements = measurements;
        this.cause = cause;
    }

    /**
     * It works.
     *
     * @return always the same instance
     */
    public static HealthResult up() {
        return UP;
    }

    /**
     * It works, with a remark.
     *
     * @param message a short text; null counts as empty
     * @return a result with status UP
     */
    public static HealthResult up(@Nullable String message) {
        return new HealthResult(HealthStatus.UP, null, Texts.safe(message), Map.of(), List.of(), null);
    }

    /**
     * It works, but worse than it should.
     *
     * @param reason why
     * @param message a short text; null counts as empty
     * @return a result with status DEGRADED
     */
    public static HealthResult degraded(FailureReason reason, @Nullable String message) {
        return of(HealthStatus.DEGRADED, reason, message);
    }

    /**
     * It does not work.
     *
     * @param reason why
     * @param message a short text; null counts as empty
     * @return a result with status DOWN
     */
    public static HealthResult down(FailureReason reason, @Nullable String message) {
        return of(HealthStatus.DOWN, reason, message);
    }

    /**
     * It does not work: the check looked and did not find what it expected ({@link FailureReason#ASSERTION}).
     *
     * @param message a short text; null counts as empty
     * @return a result with status DOWN
     */
    public static HealthResult down(@Nullable String message) {
        return of(HealthStatus.DOWN, FailureReason.ASSERTION, message);
    }

    /**
     * It does not work: asking failed ({@link FailureReason#EXCEPTION}). The message is the type and message of the
     * throwable; one whose {@code getMessage} throws is named by its type alone.
     *
     * @param cause what was thrown
     * @return a result with status DOWN
     */
    public static HealthResult down(Throwable cause) {
        Arguments.requireNonNull("cause", cause);
        return of(HealthStatus.DOWN, FailureReason.EXCEPTION, Texts.describe(cause))
                .causedBy(cause);
    }

    /**
     * The question could not be answered either way.
     *
     * @param message a short text; null counts as empty
     * @return a result with status UNKNOWN and reason {@link FailureReason#ASSERTION}
     */
    public static HealthResult unknown(@Nullable String message) {
        return of(HealthStatus.UNKNOWN, FailureReason.ASSERTION, message);
    }

    /**
     * The question could not be answered either way.
     *
     * @param reason why
     * @param message a short text; null counts as empty
     * @return a result with status UNKNOWN
     */
    public static HealthResult unknown(FailureReason reason, @Nullable String message) {
        return of(HealthStatus.UNKNOWN, reason, message);
    }

    /** DOWN for a reason of our own, whose text needs no scrubbing: nothing has to be loaded for it that could fail. */
    static HealthResult fault(FailureReason reason, String message) {
        return new HealthResult(HealthStatus.DOWN, reason, message, Map.of(), List.of(), null);
    }

    private static HealthResult of(HealthStatus status, FailureReason reason, @Nullable String message) {
        Arguments.requireNonNull("reason", reason);
        return new HealthResult(status, reason, Texts.safe(message), Map.of(), List.of(), null);
    }

    /**
     * A copy with one more detail, a fact for those who are allowed to see details.
     *
     * @param name the detail's name; a detail of the same name is replaced
     * @param value a number, a boolean, or anything with a text form; null is shown as {@code "null"}
     * @return a new result
     */
    public HealthResult detail(String name, @Nullable Object value) {
        Arguments.requireNonNull("name", name);
        String key = Texts.safe(name);
        if (details.size() >= MOST_DETAILS && !details.containsKey(key)) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(key, Texts.detail(key, value));
        return new HealthResult(status, reason, message, Collections.unmodifiableMap(more), measurements, cause);
    }

    /**
     * A copy with one more measurement, to be shown as a meter.
     *
     * @param measurement what was measured
     * @return a new result; this one if it has {@value #MOST_MEASUREMENTS} already
     */
    public HealthResult measured(Measurement measurement) {
        Arguments.requireNonNull("measurement", measurement);
        if (measurements.size() >= MOST_MEASUREMENTS) {
            return this;
        }
        List<Measurement> more = new ArrayList<>(measurements);
        more.add(measurement);
        return new HealthResult(status, reason, message, details, List.copyOf(more), cause);
    }

    /**
     * A copy that remembers what was thrown.
     *
     * @param cause what was thrown
     * @return a new result
     */
    public HealthResult causedBy(Throwable cause) {
        Arguments.requireNonNull("cause", cause);
        return new HealthResult(status, reason, message, details, measurements, cause);
    }

    /**
     * How well it is.
     *
     * @return UP, DEGRADED, UNKNOWN or DOWN
     */
    public HealthStatus status() {
        return status;
    }

    /**
     * Why it is not UP.
     *
     * @return empty if it is UP
     */
    public Optional<FailureReason> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * What to tell a person, without secrets.
     *
     * @return possibly empty, at most {@value Texts#LONGEST} characters
     */
    public String message() {
        return message;
    }

    /**
     * The facts, in the order they were added. Values are {@link String}, {@link Boolean} or an immutable
     * {@link Number}.
     *
     * @return an unmodifiable map
     */
    public Map<String, Object> details() {
        return details;
    }

    /**
     * What was measured, in the order it was added.
     *
     * @return an unmodifiable list
     */
    public List<Measurement> measurements() {
        return measurements;
    }

    /**
     * What was thrown. Its own texts are not scrubbed: show {@link #message()} instead.
     *
     * @return empty if nothing was
     */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    @Override
    public String toString() {
        return status + (reason == null ? "" : " " + reason.label()) + (message.isEmpty() ? "" : ": " + message);
    }
}
