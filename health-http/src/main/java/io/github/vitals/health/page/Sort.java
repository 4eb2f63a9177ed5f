package io.github.vitals.health.page;

import java.util.Locale;
import java.util.Optional;

/** In which order checks are shown. */
enum Sort {
    STATE("Failing first"),
    NAME("Name"),
    UPTIME("Lowest uptime"),
    DURATION("Slowest"),
    SINCE("Latest change");

    private final String words;

    Sort(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Sort> named(String key) {
        for (Sort sort : values()) {
            if (sort.key().equals(key)) {
                return Optional.of(sort);
            }
        }
        return Optional.empty();
    }
}
