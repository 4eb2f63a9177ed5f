package io.github.vitals.health.logging.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One thing that somebody did, or tried to.
 *
 * <pre>{@code
 * audit.record(AuditEvent.of("order-refunded")
 *         .user("jane")
 *         .target("order 4711")
 *         .outcome(AuditOutcome.SUCCESS)
 *         .with("labels.amount", 120));
 * }</pre>
 *
 * <p>Each method returns a copy. What is not given is not written, the outcome aside, which is
 * {@link AuditOutcome#UNKNOWN} then. Secrets within texts, and values of fields whose names say that they are secret, are
 * written as {@code ***}. Immutable.
 */
public final class AuditEvent {
    private static final int MOST_FIELDS = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}(\\.[A-Za-z0-9_-]{1,64}){0,5}");
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}");
    private static final Set<String> OWN = Set.of(
            "event.kind", "event.action", "event.outcome", "event.category", "user.name", "message", "labels.target");

    private final String action;
    private final AuditOutcome outcome;
    private final Map<String, Object> fields;

    private AuditEvent(String action, AuditOutcome outcome, Map<String, Object> fields) {
        this.action = action;
        this.outcome = outcome;
        this.fields = fields;
    }

    /**
     * An event that says only what was done.
     *
     * @param action a short constant name such as {@code order-refunded}, for {@code event.action}: 1 to 100 letters,
     *     digits and {@code -_.:}
     * @return the event
     * @throws IllegalArgumentException if it is no such name
     */
    public static AuditEvent of(String action) {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException(
                    "action: " + action + " (expected: 1 to 100 letters, digits and -_.:, such as order-refunded)");
        }
        return new AuditEvent(action, AuditOutcome.UNKNOWN, Map.of());
    }

    /**
     * Who did it, for {@code user.name}.
     *
     * @param name of a person or of a program
     * @return a copy with it
     */
    public AuditEvent user(String name) {
        return put("user.name", name);
    }

    /**
     * How it ended, for {@code event.outcome}.
     *
     * @param how it ended
     * @return a copy with it
     */
    public AuditEvent outcome(AuditOutcome how) {
        return new AuditEvent(action, how, fields);
    }

    /**
     * What it was done to, for {@code labels.target}.
     *
     * @param what for example {@code order 4711}
     * @return a copy with it
     */
    public AuditEvent target(String what) {
        return put("labels.target", what);
    }

    /**
     * A category of the Elastic Common Schema, for {@code event.category}.
     *
     * @param category such as {@code authentication}, {@code configuration} or {@code database}
     * @return a copy with it
     */
    public AuditEvent category(String category) {
        return put("event.category", category);
    }

    /**
     * A sentence for readers, for {@code message}.
     *
     * @param text of any length that a line has room for
     * @return a copy with it
     */
    public AuditEvent message(String text) {
        return put("message", text);
    }

    /**
     * A field of the application's own.
     *
     * @param name such as {@code labels.amount}; given twice, the later value counts
     * @param value a text, a number or a truth value; anything else is written as its text
     * @return a copy with it
     * @throws IllegalArgumentException if the name is not one of a field, is written by the log itself, or is the 65th
     */
    public AuditEvent with(String name, Object value) {
        if (!NAME.matcher(name).matches() || OWN.contains(name) || name.startsWith("audit.")) {
            throw new IllegalArgumentException(
                    "field: " + name
                            + " (expected: letters, digits and _-, dotted; none that the log writes itself, such as audit.hash)");
        }
        return put(name, value);
    }

    private AuditEvent put(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(fields);
        copy.put(name, value instanceof Number || value instanceof Boolean ? value : String.valueOf(value));
        if (copy.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("fields: " + copy.size() + " (expected: at most " + MOST_FIELDS + ")");
        }
        return new AuditEvent(action, outcome, Collections.unmodifiableMap(copy));
    }

    String action() {
        return action;
    }

    AuditOutcome outcome() {
        return outcome;
    }

    /** Texts, numbers and truth values by the names of their fields. */
    Map<String, Object> fields() {
        return fields;
    }
}
