package io.github.vitals.ops.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects in the order in which they are written. */
final class Json {
    private Json() {}

    /** Of names and values, in turn. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static List<Object> list(Object... values) {
        return List.of(values);
    }
}
