package io.github.vitals.health.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Figures that are read when one looks, not when somebody asks; not told when they are too old. Thread-safe. */
final class Observed<T> implements Figures<T> {
    static final Duration OLD = Duration.ofMinutes(1);

    private final Latest.Reading<T> reading;
    private final LongSupplier ticker;
    private volatile @Nullable Seen<T> last;

    private record Seen<T>(T figures, long when) {}

    Observed(Latest.Reading<T> reading, LongSupplier ticker) {
        this.reading = reading;
        this.ticker = ticker;
    }

    /** Reads anew. */
    void look() {
        try {
            last = new Seen<>(reading.read(), ticker.getAsLong());
        } catch (IOException | RuntimeException unreadable) {
            // As it was, until it is too old.
        }
    }

    @Override
    public Optional<T> now() {
        return Optional.ofNullable(last)
                .filter(seen -> ticker.getAsLong() - seen.when() < OLD.toNanos())
                .map(Seen::figures);
    }
}
