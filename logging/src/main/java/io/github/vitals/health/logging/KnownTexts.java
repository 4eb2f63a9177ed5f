package io.github.vitals.health.logging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.core.io.SerializedString;

/** Texts that come back with every event, names of loggers and threads, made ready once. Thread-safe. */
final class KnownTexts {
    private static final int MOST = 1_000;
    private static final int LONGEST = 200;

    private final UnaryOperator<String> masking;
    private final Map<String, SerializedString> known = new ConcurrentHashMap<>();

    KnownTexts(UnaryOperator<String> masking) {
        this.masking = masking;
    }

    SerializedString of(String text) {
        SerializedString ready = known.get(text);
        if (ready != null) {
            return ready;
        }
        String masked = masking.apply(text);
        SerializedString made = new SerializedString(masked.length() > LONGEST ? masked.substring(0, LONGEST) : masked);
        if (known.size() < MOST && text.length() <= LONGEST) {
            known.put(text, made);
        }
        return made;
    }
}
