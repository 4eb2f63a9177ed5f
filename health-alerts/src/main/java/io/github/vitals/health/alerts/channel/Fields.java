package io.github.vitals.health.alerts.channel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of an object of JSON, in their order. Not thread-safe. */
final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    static Fields of(String name, Object value) {
        return new Fields().with(name, value);
    }

    /** A text, number, boolean, list, map or other fields. */
    Fields with(String name, Object value) {
        values.put(name, value instanceof Fields fields ? fields.map() : value);
        return this;
    }

    /** Nothing if there is nothing to say. */
    Fields present(String name, Optional<?> value) {
        value.ifPresent(it -> with(name, it));
        return this;
    }

    Fields present(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    Fields present(String name, Collection<?> values) {
        return values.isEmpty() ? this : with(name, values);
    }

    Fields present(String name, Map<String, ?> values) {
        return values.isEmpty() ? this : with(name, values);
    }

    Map<String, Object> map() {
        return values;
    }
}
