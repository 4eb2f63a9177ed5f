package io.github.vitals.health.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Figures that are read when somebody asks and again when they are older than a moment, however many meters ask in it:
 * so that one scrape reads each file once, and its meters fit together. What cannot be read any more stays as it was,
 * since a counter must not fall. Thread-safe.
 */
final class Latest<T> implements Figures<T> {
    /** Reads anew. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    private final Reading<T> reading;
    private final LongSupplier ticker;
    private final long moment;
    private @Nullable T last;
    private boolean tried;
    private long when;

    Latest(Reading<T> reading, LongSupplier ticker, Duration moment) {
        this.reading = reading;
        this.ticker = ticker;
        this.moment = moment.toNanos();
    }

    @Override
    public synchronized Optional<T> now() {
        long tick = ticker.getAsLong();
        if (!tried || tick - when >= moment) {
            tried = true;
            when = tick;
            try {
                last = reading.read();
            } catch (IOException | RuntimeException unreadable) {
                // As it was; that there never was anything shows in that there is no meter.
            }
        }
        return Optional.ofNullable(last);
    }
}
