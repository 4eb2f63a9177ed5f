package io.github.vitals.health.logging;

import io.github.vitals.health.logging.mask.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.io.SerializedString;

/** What is the same in each event: which service this is, and where it runs. Immutable. */
final class ConstantFields {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private @Nullable SerializedString first;
    private SerializedString rest = new SerializedString("");

    /**
     * @param known by the names of ECS; texts and whole numbers
     * @param own of the application
     */
    ConstantFields(Map<String, ?> known, Map<String, String> own, Dialect dialect) {
        known.forEach((name, value) -> add(dialect.name(name), value));
        own.forEach(
                (name, value) -> add(dialect.ownName(name), Masker.standard().mask(value)));
        if (!names.isEmpty()) {
            first = new SerializedString(names.get(0));
            rest = new SerializedString(raw());
        }
    }

    private void add(String name, Object value) {
        names.add(name);
        values.add(value instanceof String text ? quoted(text) : value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    /** The first value and all that follows, as JSON: it is the same each time, so it is made once. */
    private String raw() {
        StringBuilder raw = new StringBuilder(values.get(0));
        for (int i = 1; i < names.size(); i++) {
            raw.append(',').append(quoted(names.get(i))).append(':').append(values.get(i));
        }
        return raw.toString();
    }

    Set<String> names() {
        return Set.copyOf(names);
    }

    /** How many characters they take in a line. */
    int length() {
        return first == null ? 0 : first.charLength() + rest.charLength();
    }

    void writeTo(JsonGenerator json) {
        if (first != null) {
            json.writeName(first);
            json.writeRawValue(rest);
        }
    }
}
