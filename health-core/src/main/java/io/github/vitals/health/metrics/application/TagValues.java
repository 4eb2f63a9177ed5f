package io.github.vitals.health.metrics.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller gave for the tags of a meter, made fit to be used whatever it was. */
final class TagValues {
    static final int LONGEST = 100;
    static final String NONE = "none";
    static final String OTHER = "other";

    private TagValues() {}

    /** As many as there are keys. */
    static List<String> fit(int keys, @Nullable String @Nullable ... given) {
        List<String> values = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            values.add(fit(given != null && i < given.length ? given[i] : null));
        }
        return values;
    }

    static String fit(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return NONE;
        }
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }

    static List<String> other(int keys) {
        return Collections.nCopies(keys, OTHER);
    }
}
