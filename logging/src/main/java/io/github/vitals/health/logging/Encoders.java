package io.github.vitals.health.logging;

import ch.qos.logback.core.Context;
import io.github.vitals.health.logging.mask.MaskKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The encoders that a Logback has, for who asks what they masked. Thread-safe. */
final class Encoders {
    private static final String KEY = Encoders.class.getName();

    private final List<LogEncoder> encoders = new CopyOnWriteArrayList<>();

    private Encoders() {}

    static Encoders of(Context context) {
        synchronized (context.getConfigurationLock()) {
            if (context.getObject(KEY) instanceof Encoders known) {
                return known;
            }
            Encoders none = new Encoders();
            context.putObject(KEY, none);
            return none;
        }
    }

    void add(LogEncoder encoder) {
        encoders.add(encoder);
    }

    void remove(LogEncoder encoder) {
        encoders.remove(encoder);
    }

    double masked(MaskKind kind) {
        return encoders.stream().mapToLong(encoder -> encoder.masked(kind)).sum();
    }
}
