package io.github.vitals.health.logging;

import io.github.vitals.health.logging.mask.Masker;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.io.SerializedString;

/** The names of fields, which come back with every event; each is looked at once. Thread-safe. */
final class FieldNames {
    static final String TRACE_ID = "trace.id";
    static final String SPAN_ID = "span.id";
    private static final int MOST = 1_000;
    private static final int LONGEST = 200;

    /** What tracers put into the MDC, and what ECS calls it. */
    private static final Map<String, String> TRACERS = Map.of(
            "traceId", TRACE_ID,
            "trace_id", TRACE_ID,
            "spanId", SPAN_ID,
            "span_id", SPAN_ID);

    private final Dialect dialect;
    private final Masker masker;
    private final Set<String> constants;
    private final Map<String, FieldName> known = new ConcurrentHashMap<>();

    /**
     * @param constants what these are called that each event has already
     */
    FieldNames(Dialect dialect, Masker masker, Set<String> constants) {
        this.dialect = dialect;
        this.masker = masker;
        this.constants = Set.copyOf(constants);
    }

    boolean secret(String name) {
        return of(name).secret();
    }

    FieldName of(String name) {
        FieldName seen = known.get(name);
        if (seen != null) {
            return seen;
        }
        String bounded = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        String own = TRACERS.getOrDefault(bounded, bounded);
        String written = dialect.ownName(own);
        while (constants.contains(written)) {
            own = "labels." + own;
            written = dialect.ownName(own);
        }
        FieldName made = new FieldName(new SerializedString(written), masker.secret(name), own.equals(TRACE_ID));
        if (known.size() < MOST && name.length() <= LONGEST) {
            known.put(name, made);
        }
        return made;
    }
}
